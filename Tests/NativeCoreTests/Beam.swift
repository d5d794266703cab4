import NativeCore

/// A chip in a frame, driven by the place of the beam.
struct Beam {
  static let settings = TIA.Configuration(
    startLine: 10, height: 200, isPAL: false, blanksOnMotion: true)

  var chip: TIA
  let pictures = Pictures()

  init(_ configuration: TIA.Configuration = settings) {
    chip = TIA(configuration)
    _ = chip.beginFrame(at: 0, pictures: pictures.bytes.baseAddress)
  }

  /// The cycle of a place; pixel 1 is the first one on which a cycle begins, and there is one in
  /// every three.
  static func cycle(line: Int, clock: Int) -> Int32 { Int32((228 * line + clock) / 3) }

  /// Writes at a clock of a line of the frame; line 10 is the picture's first one.
  mutating func write(_ register: Int, _ value: UInt8, line: Int, clock: Int = 0) {
    _ = chip.write(
      register, value, at: Self.cycle(line: line, clock: clock), afterRead: true)
  }

  mutating func read(_ register: Int, line: Int, clock: Int = 0, bus: UInt8 = 0) -> UInt8 {
    chip.read(register, at: Self.cycle(line: line, clock: clock), bus: bus)
  }

  /// A line of the picture, after the beam has passed it: a digit for each palette index.
  mutating func picture(line: Int) -> [UInt8] {
    _ = read(0, line: line + 1, clock: 3)
    chip.settle()
    return pictures.line(line - 10, of: chip)
  }

  /// The pixels of a line that have a colour.
  mutating func pixels(_ colour: UInt8, line: Int) -> [Int] {
    picture(line: line).enumerated().filter { $0.element == colour }.map(\.offset)
  }
}

/// Names of registers, for tests.
enum Register {
  static let vsync = 0x00
  static let vblank = 0x01
  static let wsync = 0x02
  static let nusiz0 = 0x04
  static let colup0 = 0x06
  static let colup1 = 0x07
  static let colupf = 0x08
  static let colubk = 0x09
  static let ctrlpf = 0x0A
  static let refp0 = 0x0B
  static let pf0 = 0x0D
  static let pf1 = 0x0E
  static let pf2 = 0x0F
  static let resp0 = 0x10
  static let resp1 = 0x11
  static let resm0 = 0x12
  static let resbl = 0x14
  static let grp0 = 0x1B
  static let grp1 = 0x1C
  static let enam0 = 0x1D
  static let enabl = 0x1F
  static let hmp0 = 0x20
  static let hmm0 = 0x22
  static let vdelp0 = 0x25
  static let vdelbl = 0x27
  static let resmp0 = 0x28
  static let hmove = 0x2A
  static let hmclr = 0x2B
  static let cxclr = 0x2C
}
