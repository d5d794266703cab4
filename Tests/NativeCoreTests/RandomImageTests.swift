import Foundation
import NativeCore
import TestSupport
import Testing

/// Images that no program ever wrote, from memory that no reset ever left: no trap, no hang.
struct RandomImageTests {
  private static let count =
    ProcessInfo.processInfo.environment["CARTWRIGHT_RANDOM_IMAGES"].flatMap(Int.init) ?? 200

  @Test(arguments: CartridgeType.allCases)
  func anyImageRuns(_ type: CartridgeType) {
    var choices = Choices(state: 1)
    let byte = { UInt8(choices.next(below: 256)) }
    for _ in 0..<Self.count {
      let image = (0..<16384).map { _ in byte() }
      let configuration = TIA.Configuration(
        startLine: Int32(byte() % 60), height: 180 + Int32(byte() % 100), isPAL: byte() < 128,
        blanksOnMotion: byte() < 128)
      guard var machine = Machine(image: image, type: type, configuration: configuration) else {
        Issue.record("an image of 16 KB was refused")
        return
      }
      for index in 0..<128 {
        machine.ram[index] = byte()
        machine.cartridgeRAM[index] = byte()
      }
      for frame in 0..<4 {
        var ports = Ports()
        ports.controllers = byte()
        ports.switches = byte()
        let inputs = TIA.Inputs(
          resistances: (Int32(byte()) * 4000, 0, .max, 900_000), left: byte() < 128, right: true)
        machine.runFrame(inputs: inputs, ports: ports, draws: frame == 2)
      }
      // The same from a snapshot, and the picture drawn later is the one drawn at once.
      var bytes = [UInt8](repeating: 0, count: machine.snapshotCount)
      bytes.withUnsafeMutableBytes { machine.save(to: $0.baseAddress!) }
      machine.runFrame(inputs: TIA.Inputs(), ports: Ports(), draws: true)
      let ram = Array(UnsafeBufferPointer(start: machine.ram, count: 128))
      let height = Int(configuration.height)
      let picture = Array(UnsafeBufferPointer(start: machine.picture(), count: 160 * height))
      let isRestored = bytes.withUnsafeBytes { machine.restore($0) }
      #expect(isRestored)
      machine.runFrame(inputs: TIA.Inputs(), ports: Ports())
      let ramAgain = Array(UnsafeBufferPointer(start: machine.ram, count: 128))
      let again = Array(UnsafeBufferPointer(start: machine.picture(), count: 160 * height))
      #expect(ramAgain == ram && again == picture)
    }
  }

  /// What is accepted as a snapshot is drawn within its picture.
  @Test func damagedSnapshotsAreRefusedOrRun() {
    var choices = Choices(state: 9)
    let image = RandomProgram.image(&choices)
    let configuration = TIA.Configuration(
      startLine: 34, height: 210, isPAL: false, blanksOnMotion: true)
    guard var machine = Machine(image: image, type: .f6, configuration: configuration) else {
      Issue.record("an image of 16 KB was refused")
      return
    }
    machine.start(at: 0xF000, stack: 0xFF, status: 0)
    var accepted = 0
    for _ in 0..<2000 {
      var bytes = [UInt8](repeating: 0, count: machine.snapshotCount)
      bytes.withUnsafeMutableBytes { machine.save(to: $0.baseAddress!) }
      for _ in 0...choices.next(below: 3) {
        bytes[choices.next(below: Machine.stateSize)] = UInt8(choices.next(below: 256))
      }
      if bytes.withUnsafeBytes({ machine.restore($0) }) { accepted += 1 }
      machine.runFrame(inputs: TIA.Inputs(), ports: Ports(), draws: true)
    }
    #expect(accepted > 100 && accepted < 2000)
  }

  @Test func shortImagesAndOtherBytesAreRefused() {
    let configuration = TIA.Configuration(
      startLine: 34, height: 210, isPAL: false, blanksOnMotion: true)
    let none = Machine(image: [1, 2, 3], type: .flat4K, configuration: configuration)
    let isRefused = none == nil
    #expect(isRefused)
    let image = [UInt8](repeating: 0, count: 8192)
    guard var machine = Machine(image: image, type: .f8, configuration: configuration) else {
      Issue.record("an image of 8 KB was refused")
      return
    }
    var choices = Choices(state: 5)
    for count in [0, 1, 100, Machine.stateSize, machine.snapshotCount] {
      let bytes = (0..<count).map { _ in UInt8(choices.next(below: 256)) }
      let isRestored = bytes.withUnsafeBytes { machine.restore($0) }
      #expect(!isRestored)
    }
    #expect(SavedState((0..<500).map { UInt8($0 & 255) }, configuration: configuration) == nil)
  }
}
