import CZlib

/// The members of a zip archive (PKWARE's APPNOTE.TXT 6.3), held in memory; sizes are bounded.
///
/// Members are stored or deflated. The central directory at the end says what there is; where it is
/// missing, as in a file that was not written to its end, the members' own headers do.
struct ZipArchive {
  /// Longer archives, or members, are refused before memory is taken for them.
  static let longest = 1 << 27
  private static let mostMembers = 1000

  struct Member {
    let name: String
    let method: Int
    let checksum: UInt32
    let size: Int
    /// Where the compressed bytes are, or for a member of the directory where its header is.
    fileprivate let place: Int
    fileprivate let compressedSize: Int
  }

  private let path: String
  private let bytes: [UInt8]
  private(set) var members: [Member] = []
  /// Whether the directory was there.
  private(set) var hasDirectory = true

  init(_ path: String) throws(LogError) {
    self.path = path
    let stream = try ByteStream(path)
    var bytes: [UInt8] = []
    while let piece = try stream.next() {
      bytes += piece
      guard bytes.count <= Self.longest else {
        throw LogError(
          file: path, expected: "an archive of at most \(Self.longest) bytes", found: "a longer one"
        )
      }
    }
    self.bytes = bytes
    if let found = directory() {
      members = found
    } else {
      hasDirectory = false
      members = membersInOrder()
    }
  }

  /// What a member holds.
  func contents(of member: Member) throws(LogError) -> [UInt8] {
    func problem(_ expected: String, _ found: String) -> LogError {
      LogError(
        file: path, .byte(member.place), expected: "\(expected) in \(member.name)", found: found)
    }
    guard member.size <= Self.longest else {
      throw problem("at most \(Self.longest) bytes", "\(member.size)")
    }
    // A header's name and extra field may have other lengths than the directory's.
    guard number(member.place, 4) == 0x0403_4B50, let name = number(member.place + 26, 2),
      let extra = number(member.place + 28, 2)
    else { throw problem("the header of a member", "other bytes") }
    let start = member.place + 30 + name + extra
    guard member.compressedSize <= bytes.count - start else {
      throw problem("\(member.compressedSize) bytes", "the end of the file")
    }
    let packed = bytes[start..<start + member.compressedSize]
    let contents: [UInt8]
    switch member.method {
    case 0: contents = Array(packed)
    case 8:
      guard let inflated = Self.inflated(packed, size: member.size) else {
        throw problem("\(member.size) deflated bytes", "other data")
      }
      contents = inflated
    default: throw problem("stored or deflated data", "compression of kind \(member.method)")
    }
    guard contents.count == member.size else {
      throw problem("\(member.size) bytes", "\(contents.count)")
    }
    let sum = crc32(crc32(0, nil, 0), contents, UInt32(contents.count))
    guard UInt32(truncatingIfNeeded: sum) == member.checksum else {
      throw problem("data with their checksum", "another checksum")
    }
    return contents
  }

  /// Undoes raw deflate; nil where the data are damaged or hold more than `size` bytes.
  private static func inflated(_ packed: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
    var stream = z_stream()
    // No header: -15 bits of window.
    let status = inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has no memory left")
    defer { inflateEnd(&stream) }
    var input = Array(packed)
    var result = Z_OK
    let output = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { buffer, count in
      input.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        result = inflate(&stream, Z_FINISH)
        count = buffer.count - Int(stream.avail_out)
      }
    }
    return result == Z_STREAM_END ? output : nil
  }

  // MARK: Directories

  /// A little-endian number; nil beyond the end, and where it is none that an `Int` holds.
  private func number(_ place: Int, _ size: Int) -> Int? {
    guard place >= 0, place <= bytes.count - size else { return nil }
    var value: UInt64 = 0
    for index in (place..<place + size).reversed() { value = value << 8 | UInt64(bytes[index]) }
    return Int(exactly: value)
  }

  /// The members that the directory lists; nil where there is none.
  private func directory() -> [Member]? {
    // The end record is 22 bytes and a comment of at most 65,535 long.
    let first = max(0, bytes.count - 22 - 65_535)
    guard bytes.count >= 22,
      let end = (first...bytes.count - 22).last(where: { number($0, 4) == 0x0605_4B50 }),
      var count = number(end + 10, 2), var place = number(end + 16, 4)
    else { return nil }
    if number(end - 20, 4) == 0x0706_4B50, let wide = number(end - 12, 8),
      number(wide, 4) == 0x0606_4B50, let wideCount = number(wide + 32, 8),
      let widePlace = number(wide + 48, 8)
    {
      (count, place) = (wideCount, widePlace)
    }
    var members: [Member] = []
    for _ in 0..<min(count, Self.mostMembers) {
      guard number(place, 4) == 0x0201_4B50, let nameSize = number(place + 28, 2),
        let extraSize = number(place + 30, 2), let commentSize = number(place + 32, 2),
        let member = member(
          place, fields: place + 10, name: place + 46, nameSize, extraSize,
          header: number(place + 42, 4))
      else { return nil }
      members.append(member)
      place += 46 + nameSize + extraSize + commentSize
    }
    return members
  }

  /// The members whose own headers stand one behind the other from the start.
  private func membersInOrder() -> [Member] {
    var members: [Member] = []
    var place = 0
    while members.count < Self.mostMembers, number(place, 4) == 0x0403_4B50,
      let nameSize = number(place + 26, 2), let extraSize = number(place + 28, 2),
      let member = member(
        place, fields: place + 8, name: place + 30, nameSize, extraSize, header: place),
      member.compressedSize <= bytes.count - place
    {
      members.append(member)
      place += 30 + nameSize + extraSize + member.compressedSize
    }
    return members
  }

  /// A member from its fields: method, time, date, checksum, sizes. Sizes and place of 2^32 - 1 stand
  /// in the extra field 1, 8 bytes each.
  private func member(
    _ start: Int, fields: Int, name: Int, _ nameSize: Int, _ extraSize: Int, header: Int?
  ) -> Member? {
    guard let method = number(fields, 2), let sum = number(fields + 6, 4),
      var packed = number(fields + 10, 4), var size = number(fields + 14, 4), var place = header,
      name + nameSize + extraSize <= bytes.count
    else { return nil }
    var extra = name + nameSize
    while extra + 4 <= name + nameSize + extraSize, let kind = number(extra, 2),
      let length = number(extra + 2, 2)
    {
      if kind == 1 {
        var field = extra + 4
        let missing = 0xFFFF_FFFF
        for target in [\Wide.size, \Wide.packed, \Wide.place] {
          var wide = Wide(size: size, packed: packed, place: place)
          guard wide[keyPath: target] == missing, field + 8 <= extra + 4 + length,
            let value = number(field, 8)
          else { continue }
          wide[keyPath: target] = value
          (size, packed, place) = (wide.size, wide.packed, wide.place)
          field += 8
        }
      }
      extra += 4 + length
    }
    guard size >= 0, packed >= 0, place >= 0, place < bytes.count else { return nil }
    return Member(
      name: String(decoding: bytes[name..<name + nameSize], as: UTF8.self), method: method,
      checksum: UInt32(truncatingIfNeeded: sum), size: size, place: place, compressedSize: packed)
  }

  /// The numbers that the extra field may hold, in its order.
  private struct Wide {
    var size: Int
    var packed: Int
    var place: Int
  }
}
