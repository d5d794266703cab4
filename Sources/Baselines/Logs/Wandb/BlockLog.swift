import CZlib

/// The records of a `.wandb` file, one after the other; memory holds one and a piece.
///
/// The file is a LevelDB log (https://github.com/google/leveldb/blob/main/doc/log_format.md): blocks
/// of 32 KB, in them fragments of records: a checksum of 4 bytes, the length in 2, the kind in 1
/// (1 a whole record, 2 its first, 3 a middle, 4 its last fragment), the data; what is left of a
/// block after the last fragment and is shorter than 7 bytes is filled with zeros. The first block
/// begins with 7 bytes of Weights & Biases' own: `:W&B`, the number 0xBEE1, version 0
/// (wandb/sdk/internal/datastore.py). The checksum is zlib's CRC-32 of the kind and the data, in
/// place of LevelDB's masked CRC-32C; both are accepted.
struct BlockLog {
  static let header: [UInt8] = [0x3A, 0x57, 0x26, 0x42, 0xE1, 0xBE, 0]
  private static let blockSize = 32768
  private static let longestRecord = 1 << 26

  private let stream: ByteStream
  private var buffer: [UInt8] = []
  /// Where in the buffer the next fragment begins, and where the buffer begins in the file.
  private var position = 0
  private var bufferStart = 0
  /// The record that `next` found last.
  private(set) var record: [UInt8] = []
  /// Where in the file it begins.
  private(set) var recordStart = 0
  /// What could not be read so far.
  private(set) var damage: Complaints

  init(_ path: String) throws(LogError) {
    damage = Complaints(file: path)
    stream = try ByteStream(path)
    guard try fill(Self.header.count), buffer.starts(with: Self.header) else {
      throw LogError(
        file: path, .byte(0), expected: "the header of a file of Weights & Biases, version 0",
        found: "other bytes")
    }
    position = Self.header.count
  }

  private var offset: Int { bufferStart + position }

  /// Finds the next whole record, and puts it into `record`; false at the end.
  ///
  /// After damage it goes on with the next block, as LevelDB does.
  mutating func next() -> Bool {
    var isWithin = false
    record.removeAll(keepingCapacity: true)
    while true {
      let left = Self.blockSize - offset % Self.blockSize
      if left < 7 {
        guard skip(left) else { return end(isWithin) }
        continue
      }
      guard has(7) else {
        if position < buffer.count { isWithin = true }
        return end(isWithin)
      }
      let length = Int(buffer[position + 4]) | Int(buffer[position + 5]) << 8
      let kind = buffer[position + 6]
      if kind == 0, length == 0 {
        // Space that was set aside and not written.
        guard skip(left) else { return end(isWithin) }
        continue
      }
      guard (1...4).contains(kind), length + 7 <= left else {
        addDamage(
          expected: "a fragment within its block",
          found: "kind \(kind) and \(length) bytes")
        isWithin = false
        record.removeAll(keepingCapacity: true)
        guard skip(left) else { return false }
        continue
      }
      guard has(7 + length) else { return end(true) }
      guard isSound(length) else {
        addDamage(expected: "data with their checksum", found: "another checksum")
        isWithin = false
        record.removeAll(keepingCapacity: true)
        guard skip(left) else { return false }
        continue
      }
      let continues = kind == 3 || kind == 4
      if continues != isWithin {
        addDamage(
          expected: isWithin ? "the rest of a record" : "the beginning of a record",
          found: continues ? "the rest of one" : "the beginning of one")
      }
      if !continues {
        record.removeAll(keepingCapacity: true)
        recordStart = offset
      }
      // The rest of a record whose beginning is lost is of no use.
      let isUseful = !continues || isWithin
      if isUseful, record.count + length <= Self.longestRecord {
        record += buffer[(position + 7)..<(position + 7 + length)]
      } else if isUseful {
        addDamage(
          expected: "a record of at most \(Self.longestRecord) bytes", found: "a longer one")
        record.removeAll()
      }
      position += 7 + length
      isWithin = isUseful && (kind == 2 || kind == 3)
      if isUseful, kind == 1 || kind == 4 { return true }
    }
  }

  /// The complaint that a record is not what it should be.
  mutating func addDamage(recordExpected expected: String, found: String) {
    addDamage(expected: expected, found: found, recordStart)
  }

  private mutating func end(_ isWithin: Bool) -> Bool {
    if isWithin {
      addDamage(
        expected: "the rest of a record", found: "the end of the file",
        hint: "the last record was not written to its end; everything before it was read")
    }
    return false
  }

  private func isSound(_ length: Int) -> Bool {
    let stored = (0..<4).reduce(UInt32(0)) { $0 | UInt32(buffer[position + $1]) << (8 * $1) }
    let data = position + 6..<position + 7 + length
    let sum = buffer.withUnsafeBytes { bytes in
      crc32(
        crc32(0, nil, 0),
        bytes.baseAddress!.advanced(by: data.lowerBound)
          .assumingMemoryBound(to: UInt8.self), UInt32(data.count))
    }
    return UInt32(truncatingIfNeeded: sum) == stored
      || CRC32C.masked(buffer.span.bytes, data) == stored
  }

  private mutating func addDamage(
    expected: String, found: String, hint: String? = nil, _ place: Int? = nil
  ) {
    damage.add(
      LogError(
        file: stream.path, .byte(place ?? offset), expected: expected, found: found, hint: hint))
  }

  /// Goes on behind so many bytes; false where the file ends before.
  private mutating func skip(_ count: Int) -> Bool {
    guard has(count) else {
      position = buffer.count
      return false
    }
    position += count
    return true
  }

  private mutating func has(_ count: Int) -> Bool {
    do throws(LogError) {
      return try fill(count)
    } catch {
      damage.add(error)
      return false
    }
  }

  /// Sees to it that the buffer holds so many more bytes; false where the file ends before.
  private mutating func fill(_ count: Int) throws(LogError) -> Bool {
    while buffer.count - position < count {
      guard let piece = try stream.next() else { return false }
      buffer.removeSubrange(..<position)
      bufferStart += position
      position = 0
      buffer += piece
    }
    return true
  }
}
