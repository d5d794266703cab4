import Baselines
import CZlib
import Foundation
import TestSupport
import Testing

@Suite struct ByteStreamTests {
  /// A file of these bytes, gone when the test is over.
  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    try body(url.path)
  }

  private func bytes(of path: String, pieceSize: Int) throws -> [UInt8] {
    let stream = try ByteStream(path, pieceSize: pieceSize)
    var all: [UInt8] = []
    while let piece = try stream.next() { all += piece }
    #expect(stream.offset == all.count)
    return all
  }

  /// One gzip member, by zlib.
  private func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1000)
    var size = 0
    deflateInit2_(
      &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        deflate(&stream, Z_FINISH)
        size = target.count - Int(stream.avail_out)
      }
    }
    deflateEnd(&stream)
    return Array(output.prefix(size))
  }

  private let sample: [UInt8] = {
    var choices = Choices(state: 5)
    return (0..<100_000).map { _ in UInt8(truncatingIfNeeded: choices.next(below: 40)) }
  }()

  @Test(arguments: [1000, 4096, 1 << 18])
  func givesAllBytes(pieceSize: Int) throws {
    for content in [sample, []] {
      try withFile(content) { path in
        let found = try bytes(of: path, pieceSize: pieceSize)
        #expect(found == content)
      }
    }
  }

  @Test(arguments: [1000, 4096, 1 << 18])
  func givesWhatGzipCompressed(pieceSize: Int) throws {
    let members = compressed(sample) + compressed([]) + compressed([7]) + [0, 0, 0]
    try withFile(members) { path in
      let found = try bytes(of: path, pieceSize: pieceSize)
      #expect(found == sample + [7])
    }
  }

  @Test func keepsWhatStandsBeforeDamage() throws {
    var damaged = compressed(sample)
    damaged[damaged.count / 2] ^= 0xFF
    damaged.removeLast(5)
    try withFile(damaged) { path in
      let stream = try ByteStream(path, pieceSize: 1000)
      var all: [UInt8] = []
      let error = #expect(throws: LogError.self) {
        while let piece = try stream.next() { all += piece }
      }
      #expect(error?.place == .byte(all.count))
      #expect(all.count > 1000)
    }
  }

  @Test func saysWhatIsNotThere() {
    let missing = #expect(throws: LogError.self) { _ = try ByteStream("/nowhere/at/all") }
    #expect(missing?.kind == .missing)
    let folder = #expect(throws: LogError.self) { _ = try ByteStream("/tmp") }
    #expect(folder?.kind == .unreadable)
  }
}
