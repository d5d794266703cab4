import CZlib
import Foundation

/// The bytes of a file from its beginning to its end, in pieces; memory holds one piece.
///
/// A file that gzip compressed (RFC 1952), in one member or several, gives what it holds.
package final class ByteStream {
  /// The file as it was named.
  package let path: String
  /// Bytes given so far.
  package private(set) var offset = 0

  private let file: Int32
  private let pieceSize: Int
  private var inflater: Inflater?

  /// Opens a file.
  ///
  /// - Parameter pieceSize: how many bytes to read at once.
  /// - Throws: `LogError` where there is no file, or where it cannot be read.
  package init(_ path: String, pieceSize: Int = 1 << 18) throws(LogError) {
    self.path = path
    self.pieceSize = pieceSize
    file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      let isMissing = errno == ENOENT
      throw LogError(
        isMissing ? .missing : .unreadable, file: path, expected: "a file that can be read",
        found: isMissing ? "none" : String(cString: strerror(errno)))
    }
    var information = stat()
    guard fstat(file, &information) == 0, information.st_mode & S_IFMT != S_IFDIR else {
      close(file)
      throw LogError(.unreadable, file: path, expected: "a file", found: "a folder")
    }
    var magic: [UInt8] = [0, 0]
    if pread(file, &magic, 2, 0) == 2, magic == [0x1F, 0x8B] { inflater = Inflater() }
  }

  deinit { close(file) }

  /// The next bytes; nil at the end of the file.
  ///
  /// - Throws: `LogError` where reading fails or the compressed data are damaged; what was given
  ///   before is right.
  package func next() throws(LogError) -> [UInt8]? {
    guard let inflater else {
      let bytes = try readPiece()
      offset += bytes.count
      return bytes.isEmpty ? nil : bytes
    }
    while true {
      if inflater.needsInput {
        let input = try readPiece()
        if input.isEmpty {
          if inflater.isBetweenMembers { return nil }
          throw LogError(
            file: path, .byte(offset), expected: "the rest of the compressed data",
            found: "the end of the file")
        }
        inflater.give(input)
      }
      guard let output = inflater.take(upTo: pieceSize) else {
        throw LogError(
          file: path, .byte(offset), expected: "data that gzip compressed",
          found: inflater.complaint)
      }
      offset += output.count
      if !output.isEmpty { return output }
    }
  }

  private func readPiece() throws(LogError) -> [UInt8] {
    var problem: Int32 = 0
    let piece = [UInt8](unsafeUninitializedCapacity: pieceSize) { buffer, count in
      var result = 0
      repeat {
        result = read(file, buffer.baseAddress, pieceSize)
      } while result < 0 && errno == EINTR
      if result < 0 { problem = errno }
      count = max(result, 0)
    }
    guard problem == 0 else {
      throw LogError(
        .unreadable, file: path, .byte(offset), expected: "to read on",
        found: String(cString: strerror(problem)))
    }
    return piece
  }
}
