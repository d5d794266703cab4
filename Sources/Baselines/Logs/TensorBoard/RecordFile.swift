/// The records of a file in TFRecord framing, one after the other; memory holds one and a piece.
///
/// A record is: its length (8 bytes, little endian), the masked CRC-32C of those 8 bytes, the data,
/// the masked CRC-32C of the data (TensorFlow's "TFRecord and tf.train.Example", section "TFRecords
/// format details").
struct RecordFile: ~Copyable {
  /// A longer record is no event of training; protocol buffers end at 2 GB.
  static let longestRecord = 1 << 28

  private let stream: ByteStream
  /// What was read and not yet given.
  private(set) var buffer: [UInt8] = []
  /// Where the next record begins in the buffer, and where the buffer begins in the file.
  private var position = 0
  private var bufferStart = 0
  /// What could not be read so far.
  private(set) var damage: Complaints

  init(_ path: String) throws(LogError) {
    damage = Complaints(file: path)
    stream = try ByteStream(path, pieceSize: 1 << 20)
  }

  /// Where in `buffer` the data of the next sound record are; nil at the end, or behind which
  /// nothing can be found.
  ///
  /// A record whose data are damaged is passed over: its length is sound, so the next one is found.
  /// (TensorBoard's own reader gives up there.)
  mutating func next() -> Range<Int>? {
    while true {
      guard let missing = fill(12) else { return nil }
      guard missing == 0 else {
        if missing < 12 { addDamage(expected: "a record", found: "the end of the file") }
        return nil
      }
      let start = position
      let length = number(at: start, as: UInt64.self)
      guard number(at: start + 8, as: UInt32.self) == masked(start..<start + 8) else {
        addDamage(
          expected: "the length of a record and its checksum", found: "another checksum",
          hint: "nothing behind it can be read")
        return nil
      }
      guard length <= UInt64(Self.longestRecord) else {
        addDamage(
          expected: "a record of at most \(Self.longestRecord) bytes", found: "\(length)",
          hint: "nothing behind it can be read")
        return nil
      }
      guard let missing = fill(16 + Int(length)) else { return nil }
      guard missing == 0 else {
        addDamage(
          expected: "a record of \(length) bytes", found: "the end of the file",
          hint: "the last record was not written to its end; everything before it was read")
        return nil
      }
      let data = position + 12..<position + 12 + Int(length)
      let sum = number(at: data.upperBound, as: UInt32.self)
      if sum == masked(data) {
        position = data.upperBound + 4
        return data
      }
      addDamage(
        expected: "data with their checksum", found: "another checksum",
        hint: "the record was passed over; TensorBoard shows nothing behind it")
      position = data.upperBound + 4
    }
  }

  /// Adds the complaint that the record given last is not what it should be.
  mutating func addDamage(expected: String, found: String, at data: Range<Int>) {
    addDamage(expected: expected, found: found, hint: nil, bufferStart + data.lowerBound)
  }

  private mutating func addDamage(
    expected: String, found: String, hint: String? = nil, _ place: Int? = nil
  ) {
    damage.add(
      LogError(
        file: stream.path, .byte(place ?? bufferStart + position), expected: expected,
        found: found, hint: hint))
  }

  /// Sees to it that the buffer holds so many bytes of the next record: how many are not there, nil
  /// where reading failed.
  private mutating func fill(_ count: Int) -> Int? {
    while buffer.count - position < count {
      do throws(LogError) {
        guard let piece = try stream.next() else { return count - (buffer.count - position) }
        if position > 0 {
          buffer.removeSubrange(..<position)
          bufferStart += position
          position = 0
        }
        buffer += piece
      } catch {
        damage.add(error)
        return nil
      }
    }
    return 0
  }

  private func masked(_ range: Range<Int>) -> UInt32 {
    CRC32C.masked(buffer.span.bytes, range)
  }

  private func number<N: FixedWidthInteger & BitwiseCopyable>(at place: Int, as type: N.Type) -> N {
    N(littleEndian: buffer.span.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: type))
  }
}
