import Foundation
import PolicyRuntime

/// A Python process of its own that answers a line with a line, to compare with.
///
/// Its script first prints a line of its own: the version of what it measures.
final class PythonPeer {
  /// What the script said first.
  let version: String
  private let process: Process
  private let input: FileHandle
  private let output: FileHandle

  /// Starts Python; nil where it does not come to its first line, as without the packages it needs.
  init?(script: String, arguments: [String]) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
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

  /// The numbers of the line that answers a line.
  func ask(_ line: String, expecting count: Int) throws -> [Double] {
    try input.write(contentsOf: Data((line + "\n").utf8))
    let numbers = (Self.readLine(output) ?? "").split(separator: " ").compactMap { Double($0) }
    guard numbers.count == count else {
      throw Failure(.unavailable, "expected Python to go on measuring, found that it stopped")
    }
    return numbers
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

/// ale-py, stepping the same game with the same actions.
///
/// What is timed there is the loop that every Python user of ALE writes: `act`, then `game_over`,
/// and a reset where the game is over. Reading the actions and starting Python are not.
struct ALEPeer {
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

  let python: PythonPeer

  /// Loads the ROM; nil where there is no ale-py to compare with.
  init?(rom: String, seed: Int32, frameSkip: Int, sticky: Double, maxFrames: Int) {
    guard
      let python = PythonPeer(
        script: Self.script,
        arguments: [rom, "\(seed)", "\(frameSkip)", "\(sticky)", "\(maxFrames)"])
    else { return nil }
    self.python = python
  }

  /// Plays on with these actions; how long it took, in seconds, and the sum of rewards.
  func play(_ actions: [Int]) throws -> (seconds: Double, reward: Int) {
    let numbers = try python.ask(
      actions.map(String.init).joined(separator: " "), expecting: 2)
    return (numbers[0], Int(numbers[1]))
  }
}

/// Many games in turn on one thread, as ale-py's vector environment and EnvPool run them.
///
/// Both make pictures of 84 × 84 in every step and cannot do without.
struct VectorPeer {
  enum Library: String {
    case alePy = "ale-py"
    case envPool = "envpool"
  }

  /// Games at a time.
  static let games = 8

  private static let script = """
    import sys, time
    import numpy
    from importlib.metadata import version
    library, game, frames, sticky, count = sys.argv[1:]
    frames, sticky, count = int(frames), float(sticky), int(count)
    if library == "envpool":
        import envpool
        name = "".join(word.capitalize() for word in game.split("_")) + "-v5"
        games = envpool.make(
            name, env_type="gymnasium", num_envs=count, num_threads=1, frame_skip=frames,
            repeat_action_probability=sticky, use_fire_reset=False)
        size, kind = games.action_space.n, numpy.int32
    else:
        from ale_py.vector_env import AtariVectorEnv
        games = AtariVectorEnv(
            game, num_envs=count, num_threads=1, frameskip=frames,
            repeat_action_probability=sticky, use_fire_reset=False)
        size, kind = games.single_action_space.n, numpy.int64
    games.reset()
    numbers = numpy.random.default_rng(0)
    print(version(library), flush=True)
    for line in sys.stdin:
        actions = numbers.integers(0, size, (max(1, int(line) // count), count)).astype(kind)
        start = time.perf_counter()
        for row in actions:
            games.step(row)
        print(time.perf_counter() - start, actions.size, flush=True)

    """

  let python: PythonPeer

  /// Nil where the library is not installed, or does not have the game.
  ///
  /// - Parameter game: ALE's name of the game.
  init?(_ library: Library, game: String, frameSkip: Int, sticky: Double) {
    guard
      let python = PythonPeer(
        script: Self.script,
        arguments: [library.rawValue, game, "\(frameSkip)", "\(sticky)", "\(Self.games)"])
    else { return nil }
    self.python = python
  }

  /// Plays about so many steps, of all games together, with random actions; steps per second.
  func play(_ steps: Int) throws -> Double {
    let numbers = try python.ask("\(steps)", expecting: 2)
    return numbers[1] / numbers[0]
  }
}

/// OCAtari's RAM mode, reading the same memory.
///
/// What is timed there is its function that updates a list of objects from 128 bytes of RAM, which
/// its environment calls in every step, without displays.
struct OCAtariPeer {
  private static let script = """
    import sys, time
    import numpy
    from importlib.metadata import version
    from ocatari.ram.extract_ram_info import detect_objects_ram, init_objects
    game = sys.argv[1]
    objects = init_objects(game, False)
    print(version("ocatari"), flush=True)
    for line in sys.stdin:
        rows = [numpy.frombuffer(bytes.fromhex(word), numpy.uint8) for word in line.split()]
        start = time.perf_counter()
        for row in rows:
            detect_objects_ram(objects, row, game, False)
        print(time.perf_counter() - start, flush=True)

    """

  let python: PythonPeer

  /// Nil where there is no OCAtari to compare with.
  ///
  /// - Parameter game: ALE's name of the game.
  init?(game: String) {
    let name = game.split(separator: "_").map(\.capitalized).joined()
    guard let python = PythonPeer(script: Self.script, arguments: [name]) else { return nil }
    self.python = python
  }

  /// Seconds for these images of RAM, one after the other, as hex digits; nil where OCAtari fails.
  func extract(_ images: [String]) -> Double? {
    try? python.ask(images.joined(separator: " "), expecting: 1)[0]
  }
}

/// CPython, calling the same policy file with the same observations.
///
/// What the policy prints is dropped. A policy in the class style finds `TraceLibrary.stub`, without
/// the recording of values.
struct CPythonPeer {
  /// How often a run goes through the observations.
  static let rounds = 20

  private static let script = """
    import json, os, platform, random, sys, time
    answers, sys.stdout = sys.stdout, open(os.devnull, "w")
    space = {"__name__": "policy", "trainable": lambda function: function}
    with open(sys.argv[1], encoding="utf-8") as file:
        exec(compile(file.read(), sys.argv[1], "exec"), space)
    act = space.get("act")
    if act is None:
        kinds = [v for v in space.values() if isinstance(v, type) and v.__module__ == "policy"]
        kinds = [kind for kind in kinds if "__call__" in dir(kind) or hasattr(kind, "forward")]
        made = [value for value in space.values() if type(value) in kinds]
        act = made[-1] if made else kinds[-1]()
    with open(sys.argv[2], encoding="utf-8") as file:
        intern = lambda pairs: {sys.intern(key): value for key, value in pairs}
        rows = [json.loads(line, object_pairs_hook=intern) for line in file]
    print(platform.python_version(), file=answers, flush=True)
    for line in sys.stdin:
        for row in rows:
            act(row)
        random.seed(0)
        total = 0
        start = time.process_time()
        for _ in range(int(line)):
            for row in rows:
                total += act(row)
        print(time.process_time() - start, total, file=answers, flush=True)

    """

  let python: PythonPeer

  /// Loads the policy and the observations, a JSON object a line; nil where Python cannot.
  init?(policy: String, observations: String) {
    guard
      let python = PythonPeer(
        script: TraceLibrary.stub + Self.script, arguments: [policy, observations])
    else { return nil }
    self.python = python
  }

  /// Processor seconds for `rounds` rounds, and the sum of the actions.
  func play() throws -> (seconds: Double, sum: Int) {
    let numbers = try python.ask("\(Self.rounds)", expecting: 2)
    return (numbers[0], Int(numbers[1]))
  }
}
