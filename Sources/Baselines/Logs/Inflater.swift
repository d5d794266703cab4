import CZlib

/// Undoes the compression of gzip, piece by piece, with zlib.
final class Inflater {
  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8] = []
  private var used = 0
  /// What zlib says of damaged data.
  private(set) var complaint = ""
  /// Whether a member has just ended (or none has begun): the data may end here.
  private(set) var isBetweenMembers = true
  /// Whether the last call filled its buffer, so that zlib may hold more.
  private var holdsMore = false

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, 16 for gzip's own header.
    let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has no memory left")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Whether `take` can do nothing before it is given more.
  var needsInput: Bool { used == input.count && !holdsMore }

  /// Gives compressed data; all given before must be used up.
  func give(_ bytes: [UInt8]) {
    precondition(used == input.count)
    input = bytes
    used = 0
  }

  /// The next bytes, none where more input is needed; nil where the data are damaged.
  func take(upTo count: Int) -> [UInt8]? {
    if isBetweenMembers, used < input.count {
      // Zeros may fill the end of the last member (RFC 1952 is silent; gzip itself accepts them).
      while used < input.count, input[used] == 0 { used += 1 }
      if used == input.count { return [] }
      inflateReset(stream)
      isBetweenMembers = false
    }
    var status = Z_OK
    let output = [UInt8](unsafeUninitializedCapacity: count) { buffer, produced in
      input.withUnsafeMutableBufferPointer { source in
        stream.pointee.next_in = source.baseAddress.map { $0 + used }
        stream.pointee.avail_in = UInt32(source.count - used)
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(count)
        status = inflate(stream, Z_NO_FLUSH)
        used = source.count - Int(stream.pointee.avail_in)
        produced = count - Int(stream.pointee.avail_out)
      }
    }
    holdsMore = status == Z_OK && output.count == count
    switch status {
    case Z_OK, Z_BUF_ERROR: return output
    case Z_STREAM_END:
      isBetweenMembers = true
      return output
    default:
      complaint = stream.pointee.msg.map { String(cString: $0) } ?? "other data"
      // What came out before the damage is right; the next call finds the damage again.
      holdsMore = true
      return output.isEmpty ? nil : output
    }
  }
}
