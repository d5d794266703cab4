import Atari
import Foundation
import Reports
import Rollouts

/// The folder of a dataset while it is written: a folder for each episode, and at last the summary.
struct DatasetFolder {
  /// A finished episode.
  struct Summary {
    let folder: String
    let seed: Int32
    let steps: Int
    let score: Int
    /// `terminated`, `truncated`, or `cut` where the dataset was complete or the policy failed.
    let end: String
  }

  private let path: String
  private let hasRAM: Bool
  private(set) var episodes: [Summary] = []

  /// Steps of the finished episodes.
  var steps: Int { episodes.reduce(0) { $0 + $1.steps } }
  var meanScore: Double {
    Double(episodes.reduce(0) { $0 + $1.score }) / Double(max(1, episodes.count))
  }

  /// Makes the folder; one that holds something already is an error, so that nothing is mixed up.
  init(_ path: String, option: Option, hasRAM: Bool) throws {
    self.path = path
    self.hasRAM = hasRAM
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    if manager.fileExists(atPath: path, isDirectory: &isFolder) {
      let held = isFolder.boolValue ? try manager.contentsOfDirectory(atPath: path) : [path]
      guard held.isEmpty else {
        throw UsageError.value(
          "--\(option.name)", expected: "a folder that is new or empty",
          found: isFolder.boolValue ? "\(path) with \(held.count) files" : "the file \(path)",
          hint: "name another folder")
      }
    }
    try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Starts the next episode with the state after its reset.
  func begin(_ player: PolicyPlayer, seed: Int32) throws -> DatasetEpisode {
    let number = String(format: "%04d", episodes.count)
    var episode = try DatasetEpisode(
      root: path, folder: "episode_\(number)", seed: seed, hasRAM: hasRAM)
    try episode.write(action: nil, player.environment.current, player)
    return episode
  }

  mutating func finish(_ episode: consuming DatasetEpisode, _ player: PolicyPlayer) throws {
    episodes.append(
      Summary(
        folder: episode.folder, seed: episode.seed, steps: player.steps, score: player.score,
        end: episode.end))
    try episode.close()
  }

  /// Writes the summary.
  func close(
    game: Game, policy: PolicyFile, play: PlaySettings, protocolName: String?, seed: UInt64
  ) throws {
    var json = JSONText()
    json.object { json in
      json.value(game.name, "game")
      json.value(policy.path, "policy")
      json.value(policy.tree.source.text, "policy_text")
      json.value(protocolName, "protocol")
      json.value(play.environment.frameSkip.text, "frameskip")
      json.value(play.environment.repeatActionProbability, "repeat_action_probability")
      json.value(play.mode.rawValue, "mode")
      json.value(Int(seed), "seed")
      json.value(Version.text, "cartwright")
      json.list("episodes") { json in
        for episode in episodes {
          json.object { json in
            json.value(episode.folder, "folder")
            json.value(Int(episode.seed), "seed")
            json.value(episode.steps, "steps")
            json.value(episode.score, "score")
            json.value(episode.end, "end")
          }
        }
      }
    }
    var file = try AtomicFile(path + "/dataset.json")
    try file.write(json.text + "\n")
    try file.close()
  }
}

/// The episode of a dataset that is being written.
struct DatasetEpisode: ~Copyable {
  let folder: String
  let seed: Int32
  private(set) var end = "cut"
  private let path: String
  private var rows: AtomicFile
  private var row: ObservationRow
  private var screen: [UInt8] = []

  init(root: String, folder: String, seed: Int32, hasRAM: Bool) throws {
    let path = root + "/" + folder
    try FileManager.default.createDirectory(
      atPath: path + "/frames", withIntermediateDirectories: true)
    rows = try AtomicFile(path + "/steps.jsonl")
    row = ObservationRow(hasRAM: hasRAM)
    self.path = path
    self.folder = folder
    self.seed = seed
  }

  var isOver: Bool { end != "cut" }

  /// Adds the state after a step.
  mutating func add(_ played: PlayedStep, _ player: PolicyPlayer) throws {
    if played.result.terminated {
      end = "terminated"
    } else if played.isLast {
      end = "truncated"
    }
    try write(action: played.action, played.result, player)
  }

  /// Adds a state: its picture and its row.
  mutating func write(
    action: Int?, _ result: StepResult, _ player: PolicyPlayer
  ) throws {
    let frame = "frames/" + String(format: "%06d", player.steps) + ".png"
    player.environment.copyScreenRGB(into: &screen)
    let image = Image(
      width: player.environment.screenWidth, height: player.environment.screenHeight, rgb: screen)
    var file = try AtomicFile(path + "/" + frame)
    try file.write(image.png())
    try file.close()
    try rows.write(row.text(step: player.steps, action: action, result, player, frame: frame))
  }

  consuming func close() throws { try rows.close() }
}
