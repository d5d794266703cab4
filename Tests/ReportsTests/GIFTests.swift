import Reports
import Testing

@Suite struct GIFTests {
  @Test func everyFrameComesBackExactly() throws {
    var random = SystemlessGenerator(seed: 3)
    var writer = GIFWriter(width: 67, height: 41)
    var images: [Image] = []
    var image = Image(width: 67, height: 41, color: Color(10, 20, 30))
    for step in 0..<30 {
      let shade = UInt8(step * 8)
      image.fill(
        x: random.below(80) - 10, y: random.below(60) - 10, width: random.below(30),
        height: random.below(30), Color(shade, UInt8(random.below(3)), 77))
      if step % 7 == 0 { image.write("step \(step)", x: 2, y: step, Color(255, shade, 0)) }
      images.append(image)
      writer.append(image, seconds: 0.1)
    }
    let decoded = try GIFDecoder(writer.file())
    #expect(decoded.frames.count == 30)
    #expect(decoded.frames == images.map(\.pixels))
    #expect(writer.frameCount == 30)
  }

  /// Noise fills the table of strings many times over; one colour makes the longest strings.
  @Test(arguments: [1, 2, 255]) func anyPixelsSurviveTheCompression(colors: Int) throws {
    var random = SystemlessGenerator(seed: UInt64(colors))
    var image = Image(width: 301, height: 211)
    for y in 0..<image.height {
      for x in 0..<image.width { image[x, y] = Color(UInt8(random.below(colors)), 1, 2) }
    }
    var writer = GIFWriter(width: image.width, height: image.height)
    writer.append(image, seconds: 1)
    #expect(try GIFDecoder(writer.file()).frames == [image.pixels])
  }

  /// The code size grows with the count of strings: all lengths around the places where it does.
  @Test func anyLengthSurvivesTheCompression() throws {
    for width in Array(1...40) + Array(250...260) + Array(505...520) {
      var image = Image(width: width, height: 1)
      for x in 0..<width { image[x, 0] = Color(UInt8(x % 251), UInt8(x % 2), 0) }
      guard Set(image.pixels).count <= 255 else { continue }
      var writer = GIFWriter(width: width, height: 1)
      writer.append(image, seconds: 1)
      try #require(try GIFDecoder(writer.file()).frames == [image.pixels], "\(width) pixels")
    }
  }

  @Test func onlyWhatChangedIsStored() throws {
    var image = Image(width: 160, height: 210)
    var writer = GIFWriter(width: 160, height: 210)
    writer.append(image, seconds: 0.1)
    writer.append(image, seconds: 0.1)
    image.fill(x: 50, y: 60, width: 2, height: 4, .white)
    image.fill(x: 60, y: 61, width: 2, height: 4, .white)
    writer.append(image, seconds: 0.1)
    let decoded = try GIFDecoder(writer.file())
    #expect(decoded.storedPixels == [160 * 210, 1, 12 * 5])
    #expect(decoded.frames[1] == decoded.frames[0])
    #expect(decoded.frames[2] == image.pixels)
  }

  @Test func delaysAddUpToTheWholeTime() throws {
    let image = Image(width: 1, height: 1)
    var writer = GIFWriter(width: 1, height: 1)
    for _ in 0..<60 { writer.append(image, seconds: 4.0 / 60) }
    let delays = try GIFDecoder(writer.file()).delays
    #expect(delays.reduce(0, +) == 400)
    #expect(Set(delays) == [6, 7])
  }

  @Test func moreThan255ColoursBecomeTheNearest() throws {
    var image = Image(width: 256, height: 2)
    for x in 0..<256 {
      image[x, 0] = Color(UInt8(x), 0, 0)
      image[x, 1] = Color(UInt8(x), 0, 1)
    }
    var writer = GIFWriter(width: 256, height: 2)
    writer.append(image, seconds: 1)
    let frame = try GIFDecoder(writer.file()).frames[0]
    #expect(Array(frame[..<255]) == Array(image.pixels[..<255]))
    #expect(frame[255] == Color(254, 0, 0))
    #expect(frame[256 + 100] == Color(100, 0, 0))
  }
}

/// A small seeded generator (xorshift).
struct SystemlessGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % bound
  }
}
