import NativeCore
import TestSupport

/// One access to the chip.
struct Access: Sendable {
  var cycle: Int32
  var register: Int
  /// What is written, or what a read finds on the bus.
  var value: UInt8
  var isRead = false
  var afterRead = true
}

/// Two picture buffers.
final class Pictures {
  let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * TIA.pictureCount)
  init() { bytes.initialize(repeating: 0) }
  deinit { bytes.deallocate() }

  /// A line of the current picture.
  func line(_ number: Int, of chip: TIA) -> [UInt8] {
    let start = chip.currentPicture * TIA.pictureCount + number * 160
    return Array(bytes[start..<start + 160])
  }
}

/// Frames of random accesses. The first chip that plays them decides how long they are; their
/// order of choices is that of the program that recorded ALE's answers (`random-accesses.txt`).
struct RandomAccesses {
  private static let shapes: [Int] = [
    0x1B, 0x1C, 0x0D, 0x0E, 0x0F, 0x1D, 0x1E, 0x1F, 0x04, 0x05, 0x0A, 0x0B, 0x0C, 0x06, 0x07, 0x08,
    0x09, 0x25, 0x26, 0x27, 0x28, 0x29,
  ]
  private static let places: [Int] = [
    0x10, 0x11, 0x12, 0x13, 0x14, 0x20, 0x21, 0x22, 0x23, 0x24, 0x2A, 0x2B,
  ]

  var choices: Choices
  let configuration: TIA.Configuration
  private(set) var cycle: Int32 = 0
  /// Everything that happened in the last frame, and what the chip answered.
  private(set) var accesses: [Access] = []
  private(set) var answers: [UInt8] = []

  init(seed: Int) {
    choices = Choices(state: UInt64(seed))
    let isPAL = choices.next(below: 4) == 0
    let height = 180 + choices.next(below: 80)
    let startLine = 20 + choices.next(below: 30)
    configuration = TIA.Configuration(
      startLine: Int32(startLine), height: Int32(height), isPAL: isPAL,
      blanksOnMotion: choices.next(below: 4) != 0)
  }

  /// Plays a frame of new accesses on `chip`.
  mutating func playFrame(on chip: inout TIA, pictures: UnsafeMutablePointer<UInt8>?) {
    accesses = []
    answers = []
    let second = Int32(choices.next(below: 800_000))
    let first = Int32(choices.next(below: 800_000))
    chip.inputs = TIA.Inputs(resistances: (first, second, 0, 0), left: true, right: true)
    if chip.beginFrame(at: cycle, pictures: pictures) { cycle = 0 }
    let lines = 200 + choices.next(below: 120)
    let pause = 8 * (1 + choices.next(below: 40)) + 1
    while !chip.frameIsOver {
      playSome(on: &chip, pause: pause)
      if (3 * cycle - chip.frameStart) / 228 < lines { continue }
      if choices.next(below: 20) != 0 {
        write(0x00, 2, after: 3, on: &chip)
        cycle += choices.next(below: 4) == 0 ? 20 : Int32(80 + choices.next(below: 100))
        write(0x00, 0, on: &chip)
      }
      break
    }
    for register in 0..<8 { read(register, 0, on: &chip) }
    chip.endFrame(at: cycle)
  }

  private mutating func playSome(on chip: inout TIA, pause: Int) {
    let what = choices.next(below: 100)
    let value = UInt8(choices.next(below: 256))
    switch what {
    case 0..<40:
      cycle += 3 + Int32(choices.next(below: 3))
      write(Self.shapes[choices.next(below: 22)], value, on: &chip)
    case 40..<55:
      cycle += 3 + Int32(choices.next(below: 3))
      write(Self.places[choices.next(below: 12)], value, on: &chip)
    case 55..<75:
      let afterRead = choices.next(below: 10) != 0
      write(0x02, value, after: 3, afterRead: afterRead, on: &chip)
      if choices.next(below: 3) == 0 { write(0x2A, 0, after: 3, on: &chip) }
    case 75..<77:
      // Stars: a motion, and 21 cycles later another one for missile 0.
      write(0x02, 0, after: 3, on: &chip)
      write(0x22, 0x70, after: 3, on: &chip)
      write(0x2A, 0, after: 3, on: &chip)
      write(0x22, 0x60, after: 21, on: &chip)
    case 77..<80:
      // A missile or the ball is placed while a motion runs.
      write(0x02, 0, after: 3, on: &chip)
      write(0x2A, 0, after: 3, on: &chip)
      cycle += 3 + Int32(choices.next(below: 18))
      write(0x12 + choices.next(below: 3), 0, on: &chip)
    case 80..<88:
      cycle += 3
      read(choices.next(below: 16), value, on: &chip)
    case 88..<90: write(0x2C, 0, after: 3, on: &chip)
    case 90:
      write(0x01, choices.next(below: 6) == 0 ? value : value & 0xFD, after: 3, on: &chip)
    case 91:
      // Two writes of one instruction.
      write(0x10 + choices.next(below: 5), 0, after: 3, on: &chip)
      write(0x1B + choices.next(below: 2), value, on: &chip)
    default: cycle += Int32(choices.next(below: pause))
    }
  }

  private mutating func write(
    _ register: Int, _ value: UInt8, after cycles: Int32 = 0, afterRead: Bool = true,
    on chip: inout TIA
  ) {
    cycle += cycles
    accesses.append(
      Access(cycle: cycle, register: register, value: value, afterRead: afterRead))
    cycle += chip.write(register, value, at: cycle, afterRead: afterRead)
  }

  private mutating func read(_ register: Int, _ bus: UInt8, on chip: inout TIA) {
    accesses.append(Access(cycle: cycle, register: register, value: bus, isRead: true))
    answers.append(chip.read(register, at: cycle, bus: bus))
  }

  /// The last frame once more on another chip, that is where the first one was: its answers.
  /// `before` is called before every access.
  func replay(
    on chip: inout TIA, from start: Int32, inputs: TIA.Inputs,
    pictures: UnsafeMutablePointer<UInt8>?, before: (inout TIA) -> Void = { _ in }
  ) -> [UInt8] {
    var answers: [UInt8] = []
    chip.inputs = inputs
    _ = chip.beginFrame(at: start, pictures: pictures)
    for access in accesses {
      before(&chip)
      if access.isRead {
        answers.append(chip.read(access.register, at: access.cycle, bus: access.value))
      } else {
        _ = chip.write(
          access.register, access.value, at: access.cycle, afterRead: access.afterRead)
      }
    }
    chip.endFrame(at: cycle)
    return answers
  }
}
