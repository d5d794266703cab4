import Testing

/// Command lines put together at random: whatever they say, the answer is an exit code and words.
struct RandomCommandLineTests {
  private static let commands = [
    ["observe"], ["evaluate"], ["policy", "check"], ["policy", "run"], ["bench"], ["help"],
    ["compare"],
    ["policy"],
    ["train", "--resume", "no-such-run"], [],
  ]

  private static let words = [
    "pong", "png", "ALE/Pong-v5", "asteroids", "combat", "FILE", "--policy", "--actions",
    "--observations", "--steps", "--random", "--seed", "--mode", "--hud", "--ram", "--json",
    "--frameskip", "--sticky", "--life", "--protocol", "--episodes", "--max-steps", "--workers",
    "--help", "-h", "--", "-", "=", "--=", "--seed=", "--seed=3", "--mode=strict", "strict", "1",
    "-1", "1e9", "nan", "0.5", "--log", "A=B", "--threshold", "50%", "--replications",
    "99999999999999999999", "é", "😀", "\0", "\n", "", "--protocol=paper",
  ]

  @Test func everyCommandLineGetsAnAnswer() {
    var generator = SmallGenerator(state: 7)
    var codes: Set<Int32> = []
    for _ in 0..<500 {
      let count = Int.random(in: 0...6, using: &generator)
      var line = Self.commands.randomElement(using: &generator) ?? []
      for _ in 0..<count {
        let word = Self.words.randomElement(using: &generator) ?? ""
        line.append(word == "FILE" ? fixtures + "/valid.py" : word)
      }
      let run = Invocation(line, shouldStop: { true })
      codes.insert(run.exitCode)
      #expect([0, 64, 65, 66, 130].contains(run.exitCode), "\(line): \(run.stderr)")
      #expect((run.exitCode == 0) == !run.stderr.hasPrefix("error: "), "\(line): \(run.stderr)")
      #expect(run.exitCode == 0 || run.stderr.contains("expected "), "\(line): \(run.stderr)")
    }
    #expect(codes.isSuperset(of: [0, 64]))
  }
}
