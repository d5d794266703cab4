import Foundation

/// ale-py in a Python process of its own, stepping the same game with the same actions.
///
/// What is timed there is the loop that every Python user of ALE writes: `act`, then `game_over`,
/// and a reset where the game is over. Reading the actions and starting Python are not.
final class PythonPeer {
  private static let script = """
    import sys, time
    import ale_py
    ale_py.ALEInterface.setLoggerMode(ale_py.LoggerMode.Error)
    ale = ale_py.ALEInterface()
    path, seed, frames, sticky, limit = sys.argv[1:]
    ale.setInt("random_seed", int(seed))
    ale.setInt("frame_skip", int(frames))
    ale.setFloat("repeat_action_probability", float(sticky))
    ale.setInt("max_num_frames_per_episode", int(limit))
    ale.loadROM(path)
    ale.reset_game()
    minimal = ale.getMinimalActionSet()
    print(ale_py.__version__, flush=True)
    for line in sys.stdin:
        actions = [minimal[int(index)] for index in line.split()]
        total = 0
        start = time.perf_counter()
        for action in actions:
            total += ale.act(action)
            if ale.game_over():
                ale.reset_game()
        print(time.perf_counter() - start, total, flush=True)

    """

  /// ale-py's version.
  let version: String
  private let process: Process
  private let input: FileHandle
  private let output: FileHandle

  /// Starts Python and loads the ROM; nil where there is no ale-py to compare with.
  init?(rom: String, seed: Int32, frameSkip: Int, sticky: Double, maxFrames: Int) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["python3", "-c", Self.script, rom, "\(seed)", "\(frameSkip)", "\(sticky)", "\(maxFrames)"]
    let (stdin, stdout) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    self.process = process
    input = stdin.fileHandleForWriting
    output = stdout.fileHandleForReading
    guard let line = Self.readLine(output) else {
      process.waitUntilExit()
      return nil
    }
    version = line
  }

  deinit {
    try? input.close()
    process.waitUntilExit()
  }

  /// Plays on with these actions; how long it took, in seconds, and the sum of rewards.
  func play(_ actions: [Int]) throws -> (seconds: Double, reward: Int) {
    let line = actions.map(String.init).joined(separator: " ") + "\n"
    try input.write(contentsOf: Data(line.utf8))
    let parts = (Self.readLine(output) ?? "").split(separator: " ")
    guard parts.count == 2, let seconds = Double(parts[0]), let reward = Int(parts[1]) else {
      throw Failure(.unavailable, "expected ale-py to play on, found that it stopped")
    }
    return (seconds, reward)
  }

  private static func readLine(_ handle: FileHandle) -> String? {
    var bytes: [UInt8] = []
    while let byte = try? handle.read(upToCount: 1)?.first {
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }
}
