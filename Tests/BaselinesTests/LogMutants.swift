import Baselines
import Foundation
import TestSupport

/// Logs with faults: real ones with bytes changed, taken out, doubled or mixed, and nonsense.
struct LogMutants {
  /// The beginnings of all fixtures of logs, gzip undone, with their names.
  let seeds: [(name: String, bytes: [UInt8])]
  private var choices: Choices

  init(seed: UInt64) {
    choices = Choices(state: seed)
    var seeds: [(String, [UInt8])] = []
    let root = LogFixtures.path("")
    let names = (FileManager.default.enumerator(atPath: root)?.allObjects as? [String]) ?? []
    for name in names.sorted() where !name.hasSuffix("expected.csv") && !name.hasPrefix("rliable") {
      guard let stream = try? ByteStream(root + "/" + name),
        let bytes = try? stream.next(), !bytes.isEmpty
      else { continue }
      let file = URL(fileURLWithPath: name).lastPathComponent.replacingOccurrences(
        of: ".gz", with: "")
      seeds.append((file, Array(bytes.prefix(4000))))
    }
    self.seeds = seeds + LogMutants.handmade
  }

  /// The names of the files in `Fixtures/hostile`.
  static let pastFaults: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: LogFixtures.path("hostile")))?.sorted()
    ?? []

  private static let handmade: [(String, [UInt8])] = [
    ("progress.csv", "rollout/ep_rew_mean,time/time_elapsed,time/total_timesteps\n1,2,3\n4,5,6\n"),
    (
      "perf.csv",
      "Optimization Step,Mean Reward,Wall Clock Time (s),Training Steps\n0,1,2,3\n1,,4,\n"
    ),
    (
      "updates.csv", "update,score,best,accepted,edit,total_steps,seconds\n0,1,1,true,\"x\",9,1.5\n"
    ),
    ("config.json", "{\"game\": \"breakout\", \"seed\": 3, \"protocolName\": \"paper\"}"),
    ("all.csv", "game,algo,seed,step,score,minutes\npong,DQN,1,0,-20,1\nqbert,PPO,2,0,100,2\n"),
    ("tags.csv", "tag,step,value,wall_time\ncharts/episodic_return,1,2,3\nloss,4,5,6\n"),
    ("table.csv", ",ppo ({}),dqn ({})\nPong-v5,20.45 ± 0.81,-3 ± 1\n"),
    ("episodes.csv", "episode,steps,reward,time\n1,100,1,2\n2,99,2,1\n3,101,3,2\n4,98,4,1\n"),
    ("run-a-tag-charts_episodic_return.json", "[[1700000000.5, 100, 1.0], [1700000060.5, 2, 2.0]]"),
    ("run-a-tag-eval_mean_reward.csv", "Wall time,Step,Value\n1,2,3\n2,3,4\n"),
    ("plain.csv", "0,1.5,60\n1,2.5,120\n"),
    ("wall.csv", "Wall time,Step,Value\n1700000000.5,100,1\n1700000060.5,200,2\n"),
    ("metrics.jsonl", "{\"step\": 4, \"score\": 1}\n{\"step\": 8, \"score\": 3}\n"),
    ("curves.json", "[{\"Iteration\": 0, \"Value\": 2.5, \"Agent\": \"DQN\", \"Game\": \"Pong\"}]"),
  ].map { ($0, Array($1.utf8)) }

  /// Pieces that readers have words for.
  private static let pieces: [[UInt8]] = [
    "\"", ",", "\n", "\r\n", "{", "}", "[", "]", ":", "nan", "NaN", "Infinity", "-inf", "1e999",
    "-1e308",
    "1e308", "0", "-1", "1700000000", "99999999999999999999999", "null", "true", "\\u", "\\ud800",
    "\\",
    "\u{FEFF}", "\0", "#", "#{\"t_start\": 5}\n", "\"\"", "\t", ";", " - ", "__MIN", "step",
    "score", "seed",
    "tag", "{\"a\":", "r,l,t\n", "1,2,3\n", "e", ".", "-", "_", "\u{1F8B}", "\u{0}\u{1}",
  ].map { Array($0.utf8) }

  /// The files of the next run's folder.
  mutating func next() -> [(name: String, bytes: [UInt8])] {
    let count = choices.next(below: 4) == 0 ? 2 + choices.next(below: 2) : 1
    return (0..<count).map { _ in
      let seed = seeds[choices.next(below: seeds.count)]
      if choices.next(below: 50) == 0 { return (seed.name, noise()) }
      var bytes = seed.bytes
      for _ in 0..<(choices.next(below: 8)) { change(&bytes) }
      return (seed.name, bytes)
    }
  }

  private mutating func noise() -> [UInt8] {
    let isText = choices.next(below: 2) == 0
    return (0..<choices.next(below: 300)).flatMap { _ in
      isText
        ? LogMutants.pieces[choices.next(below: LogMutants.pieces.count)]
        : [UInt8(choices.next(below: 256))]
    }
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = choices.next(below: bytes.count)
    let end = min(bytes.count, place + 1 + choices.next(below: 60))
    switch choices.next(below: 9) {
    case 0: bytes[place] = UInt8(choices.next(below: 256))
    case 1: bytes[place] ^= 1 << UInt8(choices.next(below: 8))
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: bytes[place..<end], at: choices.next(below: bytes.count))
    case 4: bytes.removeSubrange(place...)
    case 5:
      let other = seeds[choices.next(below: seeds.count)].bytes
      let start = choices.next(below: other.count)
      bytes.insert(contentsOf: other[start..<min(other.count, start + 200)], at: place)
    default:
      let piece = LogMutants.pieces[choices.next(below: LogMutants.pieces.count)]
      let times = choices.next(below: 40) == 0 ? 2000 : 1
      bytes.insert(contentsOf: repeatElement(piece, count: times).joined(), at: place)
    }
  }
}
