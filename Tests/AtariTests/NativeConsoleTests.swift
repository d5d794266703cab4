import Atari
import Foundation
import TestSupport
import Testing

/// Our own console beside ALE: the same actions, and everything compared after every frame.
@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct NativeConsoleTests {
  private static let frames =
    ProcessInfo.processInfo.environment["CARTWRIGHT_LOCKSTEP_FRAMES"]
    .flatMap(Int.init) ?? 300
  private static let games =
    ProcessInfo.processInfo.environment["CARTWRIGHT_LOCKSTEP_GAMES"]?
    .split(separator: ",").map(String.init) ?? Game.all.map(\.name)

  @Test(arguments: games)
  func everyFrameIsALEs(_ name: String) throws {
    let change: (inout EnvironmentSettings) -> Void = {
      $0.frameSkip = .fixed(1)
      $0.maxFrames = 4000
      $0.fullActionSet = true
    }
    var ale = try makeEnvironment(name, change)
    var native = try makeEnvironment(name) {
      change(&$0)
      $0.emulator = .native
    }
    #expect(native.isNative && !ale.isNative)
    var choices = Choices(state: 7)
    var expected: [UInt8] = []
    var found: [UInt8] = []
    var action = 0
    for frame in 0..<Self.frames {
      if choices.next(below: 8) == 0 { action = choices.next(below: ale.actions.count) }
      let result = ale.step(action)
      let ours = native.step(action)
      let ramIsSame = (0..<128).allSatisfy { ale.ram[$0] == native.ram[$0] }
      ale.copyScreen(into: &expected)
      native.copyScreen(into: &found)
      guard ours == result, ramIsSame, found == expected else {
        let byte = (0..<128).first { ale.ram[$0] != native.ram[$0] }
        let pixel = expected.indices.first { expected[$0] != found[$0] }
        Issue.record(
          "\(name), frame \(frame): \(ours) for \(result), RAM \(byte ?? -1), pixel \(pixel ?? -1)")
        return
      }
      if result.terminated || result.truncated {
        try ale.reset()
        try native.reset()
      }
    }
  }
  /// Play, snapshot, play on; then go back, in the same environment and in another one that was
  /// elsewhere, and everything happens again. ALE, at the same moments, agrees, and so it does after
  /// a reset without a seed.
  @Test(arguments: games)
  func everythingHappensAgain(_ name: String) throws {
    var environments: [String: [UInt32]] = [:]
    for emulator in [EmulatorChoice.ale, .native] {
      let make = {
        try makeEnvironment(name) {
          $0.frameSkip = .range(2...4)
          $0.maxFrames = 300
          $0.emulator = emulator
        }
      }
      var environment = try make()
      var other = try make()
      try environment.reset(seed: 5)
      try other.reset(seed: 6)
      _ = try play(&other, steps: 17..<130)
      var traces: [UInt32] = []
      for start in [0, 40, 90] {
        traces += try play(&environment, steps: start..<(start + 20))
        let before = try environment.snapshot()
        let trace = try play(&environment, steps: (start + 20)..<(start + 40))
        let after = try environment.snapshot()

        try environment.restore(before)
        #expect(try environment.snapshot() == before)
        #expect(try play(&environment, steps: (start + 20)..<(start + 40)) == trace)
        #expect(try environment.snapshot() == after)

        try other.restore(try Snapshot(bytes: before.bytes))
        #expect(try play(&other, steps: (start + 20)..<(start + 40)) == trace)
        #expect(try other.snapshot() == after)
        try environment.reset()
        try other.reset()
        traces += trace
        traces += try play(&environment, steps: 0..<20)
        #expect(try play(&other, steps: 0..<20) == Array(traces.suffix(20)))
      }
      environments[emulator.rawValue] = traces
    }
    #expect(environments["ale"] == environments["native"])
  }

  /// Also behind a reset whose last frame was broken off, which then goes on in the next one.
  @Test(arguments: games)
  func resetsInARowAreALEs(_ name: String) throws {
    var ale = try makeEnvironment(name)
    var native = try makeEnvironment(name) { $0.emulator = .native }
    for round in 0..<4 {
      for step in 0..<round { #expect(native.step(step) == ale.step(step)) }
      try ale.reset()
      try native.reset()
      #expect((0..<128).allSatisfy { ale.ram[$0] == native.ram[$0] })
      var expected: [UInt8] = []
      var found: [UInt8] = []
      ale.copyScreen(into: &expected)
      native.copyScreen(into: &found)
      #expect(found == expected)
    }
  }

  @Test func autoIsOursWhereEqualityIsOnRecord() throws {
    for game in Game.all { #expect(EmulatorChoice.auto.isNative(for: game)) }
    #expect(try makeEnvironment("pong") { $0.emulator = .auto }.isNative)
    #expect(try !makeEnvironment("pong") { $0.emulator = .ale }.isNative)
  }

  @Test func snapshotsAreToldApart() throws {
    var ale = try makeEnvironment("pong") { $0.emulator = .ale }
    var native = try makeEnvironment("pong") { $0.emulator = .native }
    let ofALE = try ale.snapshot()
    let ofNative = try native.snapshot()
    let text = { (body: () throws -> Void) -> String in
      do { try body() } catch { return "\(error)" }
      return "no error"
    }
    #expect(
      text { try native.restore(ofALE) }
        == "expected a snapshot of the native emulator, found one of ALE (play it with emulator 'ale')"
    )
    #expect(
      text { try ale.restore(ofNative) }
        == "expected a snapshot of ALE, found one of the native emulator (play it with emulator "
        + "'native')")
  }
}

/// What a stretch of play led to, step by step: all that a caller can see.
private func play(_ environment: inout Environment, steps: Range<Int>) throws -> [UInt32] {
  var trace: [UInt32] = []
  var screen: [UInt8] = []
  for step in steps {
    let result = environment.step((step * 31 + step / 7) % environment.actions.count)
    var checksum = CRC32()
    checksum.update(result)
    checksum.update(environment.ram)
    if step % 3 == 0 {
      environment.copyScreen(into: &screen)
      checksum.update(screen)
    }
    trace.append(checksum.value)
    if result.terminated || result.truncated { try environment.reset() }
  }
  return trace
}
