// swift-tools-version: 6.2
import PackageDescription

// Data flows one way, top to bottom (docs/design.md):
// ROM > Atari > Objects > Policy > Rollouts > Training > run folder > Baselines > Reports

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], _ settings: [SwiftSetting] = []
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, swiftSettings: strict + settings),
    .testTarget(
      name: "\(name)Tests",
      dependencies: [.target(name: name), "TestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: strict),
  ]
}

let package = Package(
  name: "cartwright",
  targets: [
    .systemLibrary(name: "ALELib", pkgConfig: "ale"),
    .systemLibrary(name: "CZlib"),
    .target(
      name: "CALE", dependencies: ["ALELib"],
      cxxSettings: [.treatAllWarnings(as: .error)]),
    .target(
      name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .target(name: "MachineCode", swiftSettings: strict),
    .testTarget(
      name: "MachineCodeTests", dependencies: ["MachineCode"], swiftSettings: strict),
    .executableTarget(
      name: "cartwright", dependencies: ["CartwrightCommands"], swiftSettings: strict),
  ]
    + module("NativeCore", ["MachineCode"])
    + module("Atari", ["CALE", "NativeCore"], [.enableExperimentalFeature("Lifetimes")])
    + module("Objects", ["Atari"])
    + module("PixelOracle", ["Atari", "Objects"])
    + module("PolicySyntax")
    + module("PolicyRuntime", ["MachineCode", "PolicySyntax"])
    + module("Rollouts", ["Atari", "Objects", "PolicyRuntime"])
    + module("Training", ["Rollouts", "PolicySyntax"])
    + module("Baselines", ["CZlib"])
    + module("Reports", ["Baselines", "PolicySyntax", "Training", "CZlib"])
    + module(
      "CartwrightCommands",
      [
        "Atari", "Objects", "PixelOracle", "PolicySyntax", "PolicyRuntime", "Rollouts",
        "Training", "Baselines", "Reports",
      ]),
  cxxLanguageStandard: .cxx17
)
