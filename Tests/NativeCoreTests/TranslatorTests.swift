import Foundation
import NativeCore
import TestSupport
import Testing

/// Translated code beside the interpreter, on programs that nobody wrote: every byte of the state is
/// the same after every frame.
struct TranslatorTests {
  private static let count =
    ProcessInfo.processInfo.environment["CARTWRIGHT_RANDOM_IMAGES"].flatMap(Int.init) ?? 100

  @Test(arguments: CartridgeType.allCases)
  func doesWhatTheInterpreterDoes(_ type: CartridgeType) {
    var choices = Choices(state: 3)
    for number in 0..<Self.count {
      let image = RandomProgram.image(&choices)
      let configuration = TIA.Configuration(
        startLine: 34, height: 210, isPAL: choices.next(below: 4) == 0, blanksOnMotion: true)
      guard
        var translated = Machine(image: image, type: type, configuration: configuration),
        var interpreted = Machine(
          image: image, type: type, configuration: configuration, translates: false)
      else {
        Issue.record("an image of 16 KB was refused")
        return
      }
      let entry = 0xF000 | UInt16(choices.next(below: 0x1000))
      let status = UInt8(choices.next(below: 256))
      let stack = UInt8(choices.next(below: 256))
      translated.start(at: entry, stack: stack, status: status)
      interpreted.start(at: entry, stack: stack, status: status)
      for index in 0..<128 {
        let byte = UInt8(choices.next(below: 256))
        translated.ram[index] = byte
        interpreted.ram[index] = byte
      }
      for frame in 0..<6 {
        let before = translated.bytes()
        let inputs = TIA.Inputs(
          resistances: (Int32(choices.next(below: 900_000)), 0, .max, 900_000),
          left: choices.next(below: 2) == 0, right: true)
        translated.runFrame(inputs: inputs, ports: Ports(), draws: frame == 3)
        interpreted.runFrame(inputs: inputs, ports: Ports(), draws: frame == 3)
        let found = translated.bytes()
        let expected = interpreted.bytes()
        guard found == expected else {
          let place = firstDifference(&translated, &interpreted, from: before)
          Issue.record("\(type.rawValue), image \(number), frame \(frame): \(place)")
          return
        }
      }
    }
  }
}

/// Where two machines begin to differ in a frame: how many instructions can be executed before, and
/// the addresses of the last ones.
private func firstDifference(
  _ translated: inout Machine, _ interpreted: inout Machine, from start: [UInt8]
) -> String {
  var trace: [String] = []
  for count in 1..<25_000 {
    _ = start.withUnsafeBytes { translated.restore($0) }
    _ = start.withUnsafeBytes { interpreted.restore($0) }
    _ = translated.runFrame(instructions: count)
    let address = interpreted.runFrame(instructions: count)
    let found = translated.bytes()
    let expected = interpreted.bytes()
    if found == expected {
      trace.append(String(address, radix: 16))
      continue
    }
    let bytes = found.indices.filter { found[$0] != expected[$0] }
    return """
      equal for \(count - 1) instructions, then state bytes \(bytes.prefix(8)) of \
      \(Machine.stateSize) differ; the last addresses: \(trace.suffix(100).joined(separator: " "))
      """
  }
  return "the same when it is run again"
}

extension Machine {
  fileprivate borrowing func bytes() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: snapshotCount)
    bytes.withUnsafeMutableBytes { save(to: $0.baseAddress!) }
    return bytes
  }
}

/// Programs that run longer than random bytes do: no opcode that stops the processor, jumps that stay
/// in the cartridge, operands that are mostly RAM and registers of the TIA.
enum RandomProgram {
  static func image(_ choices: inout Choices) -> [UInt8] {
    var image: [UInt8] = []
    image.reserveCapacity(16400)
    let undocumented = choices.next(below: 4) == 0
    while image.count < 16384 {
      var opcode = UInt8(choices.next(below: 256))
      let isUndocumented = opcode & 3 == 3 || opcode & 0x1F == 0x12 || opcode & 0x9F == 0x02
      if isUndocumented && (opcode & 0x0F == 2 || !undocumented) { continue }
      // Much of a program is loading, storing, counting and branching.
      if choices.next(below: 3) == 0 {
        opcode = common[choices.next(below: common.count)]
      }
      image.append(opcode)
      append(operandOf: opcode, to: &image, &choices)
    }
    return Array(image.prefix(16384))
  }

  private static let common: [UInt8] = [
    0xA9, 0xA5, 0x85, 0xA2, 0xA0, 0x86, 0x84, 0xCA, 0x88, 0xE8, 0xC8, 0xD0, 0x10, 0x90, 0xB0, 0xF0,
    0xC9, 0x18, 0x69, 0x38, 0xE9, 0xB1, 0xBD, 0xB9, 0x95, 0x91, 0xC6, 0xE6, 0x0A, 0x4A, 0x2A, 0x6A,
    0x20, 0x60, 0x48, 0x68, 0x08, 0x9A, 0xD8, 0x24, 0x2C, 0xAD, 0x8D,
  ]

  private static func append(
    operandOf opcode: UInt8, to image: inout [UInt8], _ choices: inout Choices
  ) {
    func byte() -> UInt8 { UInt8(choices.next(below: 256)) }
    switch opcode {
    case 0x20, 0x4C, 0x6C:
      image.append(byte())
      image.append(opcode == 0x6C ? 0 : 0xF0 | byte())
    case _ where opcode & 0x1F == 0x10:
      // Mostly short, and sometimes a waiting loop.
      image.append(choices.next(below: 3) == 0 ? byte() : byte() % 24 &- 12)
    case 0x9A:
      break
    case _ where opcode & 0x0F == 0x08 || opcode & 0x0F == 0x0A || opcode == 0x60 || opcode == 0x40:
      break
    case _ where opcode & 0x0C == 0x0C || opcode & 0x1F == 0x19:
      image.append(byte())
      let pages: [UInt8] = [0x00, 0x00, 0x01, 0x02, 0x10, 0xF0, 0xF5, 0xFF, byte()]
      image.append(pages[choices.next(below: pages.count)])
    default:
      let operand = byte()
      image.append(choices.next(below: 3) == 0 ? operand & 0x2F : operand)
    }
  }
}
