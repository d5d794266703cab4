import CALE
import Foundation

/// A ROM file whose content was verified.
public struct ROM: Sendable, Hashable {
  public let game: Game
  public let path: String
  /// The MD5 checksum of the content: the game's.
  public var md5: String { game.md5 }
  /// The verified content, at most 512 KB.
  let bytes: [UInt8]

  /// Reads and verifies a file as the ROM of `game`. Throws if it cannot be read, is larger than
  /// any ROM, or has another MD5 checksum. Costs a read of at most 512 KB.
  public init(of game: Game, at path: String) throws(AtariError) {
    let bytes = try Self.read(path)
    let md5 = Self.md5(of: bytes)
    guard md5 == game.md5 else {
      throw .romCorrupt(game: game.name, path: path, expected: game.md5, found: md5)
    }
    self.init(game: game, path: path, bytes: bytes)
  }

  init(game: Game, path: String, bytes: [UInt8]) {
    self.game = game
    self.path = path
    self.bytes = bytes
  }

  /// The MD5 checksum of bytes, 32 lower case hexadecimal digits.
  public static func md5(of bytes: [UInt8]) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CALE_MD5_CAPACITY)) { digits in
      bytes.withUnsafeBufferPointer { cale_md5($0.baseAddress, $0.count, digits.baseAddress!) }
      return String(cString: digits.baseAddress!)
    }
  }

  /// The content of a regular file of at most 512 KB; anything else is an error, and nothing that
  /// could block (a pipe, a device) is opened.
  static func read(_ path: String) throws(AtariError) -> [UInt8] {
    var information = stat()
    guard stat(path, &information) == 0 else {
      throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    guard information.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "something that is no file")
    }
    guard information.st_size <= Int(CALE_ROM_MAXIMUM) else {
      throw .romRefused(
        reason: "expected a ROM of at most \(CALE_ROM_MAXIMUM) bytes at \(path), "
          + "found \(information.st_size)")
    }
    let content: Data
    do {
      content = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw .unreadable(path: path, reason: "\(error.localizedDescription)")
    }
    return [UInt8](content)
  }
}
