import Foundation

/// The folder with the ROMs of a set-up checkout, or nil on a machine without them.
///
/// `$CARTWRIGHT_ROMS`, or `.cartwright/roms` beside Package.swift.
public let romFolder: String? = {
  let environment = ProcessInfo.processInfo.environment
  let folders = [environment["CARTWRIGHT_ROMS"], packageFolder + "/.cartwright/roms"]
  return folders.compactMap(\.self).first {
    FileManager.default.fileExists(atPath: $0 + "/pong.bin")
  }
}()

/// For `.enabled(if: romsAreAvailable, romsAreMissing)`.
public let romsAreAvailable = romFolder != nil

/// The reason that a skipped test gives.
public let romsAreMissing = "needs the ROMs: run scripts/setup or set CARTWRIGHT_ROMS"

/// The folder of Package.swift.
public let packageFolder: String = {
  var url = URL(fileURLWithPath: #filePath)
  for _ in 0..<3 { url.deleteLastPathComponent() }
  return url.path
}()

/// The text of a fixture; call it from a test file, beside which `Fixtures` lies.
public func fixture(_ name: String, from file: String = #filePath) throws -> String {
  try String(contentsOf: fixtureURL(name, from: file), encoding: .utf8)
}

/// Where a fixture lies: in `Fixtures`, beside the test file that asks.
public func fixtureURL(_ name: String, from file: String = #filePath) -> URL {
  URL(fileURLWithPath: file).deletingLastPathComponent()
    .appendingPathComponent("Fixtures").appendingPathComponent(name)
}
