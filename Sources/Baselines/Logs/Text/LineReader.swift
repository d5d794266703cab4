import Foundation

/// The lines of a file, one after the other; memory holds a piece of the file and a line.
///
/// Lines end with a line feed, which is left out, as is a carriage return before it and a byte order
/// mark before the first one.
final class LineReader {
  /// Bytes of a line that are kept; what a longer one has beyond them is passed over.
  static let longestLine = 1 << 22

  /// Lines read so far: the number of the last one, counted from 1.
  private(set) var number = 0
  /// Whether a line feed ended the last line; where none did, its writer may not have been done.
  private(set) var wasEnded = true
  /// Whether the last line was longer than `longestLine`.
  private(set) var wasTooLong = false

  private let stream: ByteStream
  private var piece: [UInt8] = []
  private var used = 0

  init(_ stream: ByteStream) { self.stream = stream }

  /// Reads the next line into a buffer, which it empties first; false at the end of the file.
  func next(into line: inout [UInt8]) throws(LogError) -> Bool {
    line.removeAll(keepingCapacity: true)
    wasEnded = false
    wasTooLong = false
    var isAny = false
    while !wasEnded {
      if used == piece.count {
        guard let next = try stream.next() else { break }
        piece = next
        used = 0
      }
      isAny = true
      take(into: &line)
    }
    guard isAny else { return false }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    if number == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    number += 1
    return true
  }

  /// Moves bytes up to the next line feed, or to the end of the piece, to the line.
  private func take(into line: inout [UInt8]) {
    piece.withUnsafeBytes { bytes in
      let start = bytes.baseAddress! + used
      let length = bytes.count - used
      let end = memchr(start, 0x0A, length)
      let count = end.map { start.distance(to: UnsafeRawPointer($0)) } ?? length
      let kept = min(count, LineReader.longestLine - line.count)
      if kept < count { wasTooLong = true }
      line.append(contentsOf: UnsafeRawBufferPointer(start: start, count: kept))
      used += count
      if end != nil {
        used += 1
        wasEnded = true
      }
    }
  }
}
