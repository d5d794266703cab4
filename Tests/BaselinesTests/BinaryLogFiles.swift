import Baselines
import CZlib

/// A record of an event file: its length and its data, each with a checksum.
func eventRecord(_ data: [UInt8]) -> [UInt8] {
  let length = littleEndian(UInt64(data.count))
  return length + littleEndian(CRC32C.masked(length)) + data + littleEndian(CRC32C.masked(data))
}

/// A `.wandb` file of these records.
func wandbFile(_ records: [[UInt8]], isMasked: Bool = false) -> [UInt8] {
  var bytes: [UInt8] = [0x3A, 0x57, 0x26, 0x42, 0xE1, 0xBE, 0]
  for record in records {
    var rest = record[...]
    var isFirst = true
    repeat {
      let left = 32_768 - bytes.count % 32_768
      if left < 7 {
        bytes += [UInt8](repeating: 0, count: left)
        continue
      }
      let data = rest.prefix(left - 7)
      rest = rest.dropFirst(data.count)
      let kind: UInt8 = isFirst ? (rest.isEmpty ? 1 : 2) : (rest.isEmpty ? 4 : 3)
      let checked = [kind] + data
      let sum =
        isMasked
        ? CRC32C.masked(checked)
        : UInt32(crc32(crc32(0, nil, 0), checked, UInt32(checked.count)))
      bytes += littleEndian(sum) + littleEndian(UInt16(data.count)) + checked
      isFirst = false
    } while !rest.isEmpty || isFirst
  }
  return bytes
}

/// A zip archive of stored members.
func zipFile(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
  var file: [UInt8] = []
  var directory: [UInt8] = []
  for (name, bytes) in members {
    let sum = UInt32(crc32(crc32(0, nil, 0), bytes, UInt32(bytes.count)))
    let size = littleEndian(UInt32(bytes.count))
    let fields =
      [20, 0, 0, 0, 0, 0, 0, 0, 0, 0] + littleEndian(sum) + size + size
      + littleEndian(UInt16(name.utf8.count)) + [0, 0]
    directory +=
      [0x50, 0x4B, 1, 2, 20, 0] + fields + [UInt8](repeating: 0, count: 10)
      + littleEndian(UInt32(file.count)) + Array(name.utf8)
    file += [0x50, 0x4B, 3, 4] + fields + Array(name.utf8) + bytes
  }
  let count = littleEndian(UInt16(members.count))
  return file + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count
    + littleEndian(UInt32(directory.count)) + littleEndian(UInt32(file.count)) + [0, 0]
}

func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
