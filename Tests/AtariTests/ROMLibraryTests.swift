import Atari
import Foundation
import TestSupport
import Testing

/// A folder that is removed again.
private struct TemporaryFolder: ~Copyable {
  let path = NSTemporaryDirectory() + "cartwright-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }
}

struct MissingROMTests {
  @Test func aMissingROMIsAnErrorWithTheFolders() throws {
    let library = ROMLibrary(folders: ["/no/such/folder", "/nor/this"])
    let error = #expect(throws: AtariError.self) { try library.locate(Game.named("pong")) }
    #expect(error?.kind == .noInput)
    #expect("\(try #require(error))".contains("/no/such/folder, /nor/this"))
    #expect(library.verify().count == 104)
    #expect(library.verify().allSatisfy { $0.status == .missing })
    #expect(throws: AtariError.self) { try library.importROMs(from: "/no/such/folder") }
  }

  @Test func checksumsAreMD5() {
    #expect(ROM.md5(of: []) == "d41d8cd98f00b204e9800998ecf8427e")
    #expect(ROM.md5(of: Array("abc".utf8)) == "900150983cd24fb0d6963f7d28e17f72")
  }

  /// Nothing that a folder can hold blocks or crashes, and none of it is a ROM.
  @Test func whateverLiesInAFolderIsNoROM() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "pong.bin")
    try folder.write(Array(repeating: 7, count: 600 * 1024), to: "breakout.bin")
    try folder.write([1, 2, 3], to: "deeper/and/deeper/x.rom")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/qbert.bin", withIntermediateDirectories: true)
    #expect(mkfifo(folder.path + "/enduro.bin", 0o600) == 0)
    symlink("/dev/zero", folder.path + "/freeway.bin")
    symlink(folder.path, folder.path + "/loop")
    symlink("nowhere", folder.path + "/seaquest.bin")

    let library = ROMLibrary(folders: [folder.path])
    for (name, kind) in [
      ("pong", .badData), ("breakout", .badData), ("qbert", .noInput), ("enduro", .noInput),
      ("freeway", .noInput), ("seaquest", .noInput),
    ] as [(String, AtariError.Kind)] {
      let error = #expect(throws: AtariError.self) { try library.locate(Game.named(name)) }
      #expect(error?.kind == kind, "\(name)")
    }
    let destination = try TemporaryFolder()
    let result = try library.importROMs(from: folder.path, into: destination.path)
    #expect(result.imported.isEmpty && result.present.isEmpty)
    #expect(result.scanned == 3 && result.unknown == 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: destination.path).isEmpty)
  }
}

@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct ROMLibraryTests {
  @Test func everyROMOfASetUpCheckoutIsVerified() throws {
    let folder = try #require(romFolder)
    for (game, status) in ROMLibrary(folders: [folder]).verify() {
      #expect(status == .found(path: "\(folder)/\(game.name).bin"))
    }
  }

  @Test func theStandardFoldersHaveThem() throws {
    #expect(try ROMLibrary.standard().locate(Game.named("pong")).game.name == "pong")
  }

  @Test func importsByContentUnderALEsNames() throws {
    let source = try TemporaryFolder()
    let target = try TemporaryFolder()
    let pong = try rom(of: Game.named("pong"))
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: pong.path)))
    try source.write(bytes, to: "some/Video Olympics (1978).A26")
    try source.write(bytes, to: "twice.bin")
    try source.write(bytes + [0], to: "pong.bin")
    try target.write([9, 9], to: "pong.bin")

    let library = ROMLibrary(folders: [target.path])
    guard case .corrupt = library.status(of: pong.game) else {
      Issue.record("a file with other content passed")
      return
    }
    let first = try library.importROMs(from: source.path)
    #expect(Array(first.imported.keys) == [pong.game])
    #expect(first.scanned == 3 && first.unknown == 1)
    #expect(try library.locate(pong.game).path == target.path + "/pong.bin")
    #expect(try FileManager.default.contentsOfDirectory(atPath: target.path) == ["pong.bin"])
    let second = try library.importROMs(from: source.path)
    #expect(second.imported.isEmpty && second.present == [pong.game])
  }

  @Test func aDamagedFileIsPassedOverForASoundOne() throws {
    let damaged = try TemporaryFolder()
    try damaged.write([1], to: "pong.bin")
    let game = try Game.named("pong")
    let folder = try #require(romFolder)
    #expect(
      try ROMLibrary(folders: [damaged.path, folder]).locate(game).path == folder + "/pong.bin")
  }
}
