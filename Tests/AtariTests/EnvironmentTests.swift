import Atari
import TestSupport
import Testing

@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct EnvironmentTests {
  static func environment(
    _ id: String, _ change: (inout EnvironmentSettings) -> Void = { _ in }
  ) throws -> Environment {
    let id = try EnvironmentID(id)
    var settings = id.settings
    change(&settings)
    let rom = try ROMLibrary(folders: [#require(romFolder)]).locate(id.game)
    return try Environment(rom: rom, settings: settings)
  }

  @Test func minimalActionsOfPong() throws {
    let environment = try Self.environment("pong")
    let names = environment.actions.map(\.name)
    #expect(names == ["NOOP", "FIRE", "RIGHT", "LEFT", "RIGHTFIRE", "LEFTFIRE"])
  }
}
