import Baselines

/// What a report shows of one training run beside its numbers: its setting, its programs, its play.
public struct Exhibit: Sendable {
  /// What the run is called.
  public var label: String
  /// ALE's name of the game.
  public var game: String
  /// `--horizon` of the run.
  public var horizon: String
  /// Independent rollouts that went into one update.
  public var batch: Int
  /// The starting policy: its name and its text.
  public var startName = "start"
  public var start: String
  /// The best policy; nil where none was found yet.
  public var best: String?
  /// The best policy at play.
  public var play: MovingPicture?
  /// The best score of the runs with this setting, in the game's points; nil where nobody says.
  public var score: Estimate?

  public init(label: String, game: String, horizon: String, batch: Int, start: String) {
    self.label = label
    self.game = game
    self.horizon = horizon
    self.batch = batch
    self.start = start
  }
}

extension Section {
  /// Which steps an update of a run sees.
  mutating func horizon(of exhibit: Exhibit?) {
    let own = exhibit.flatMap { HorizonPicture.Horizon($0.horizon) }
    var picture = HorizonPicture.example(own: own, batch: exhibit?.batch ?? 4)
    if let exhibit, own != nil { picture.title += " (horizon \(exhibit.horizon))" }
    figure(
      picture.picture(),
      note: "Drawn to scale, with events at made-up places. An update sees the dark steps"
        + (exhibit.map { " of \($0.batch) \($0.batch == 1 ? "rollout" : "rollouts")" } ?? "")
        + " and judges a change to the policy by what happens in them.")
  }

  /// The start and the best policy side by side, and the best one at play.
  mutating func programs(of exhibit: Exhibit) {
    if let play = exhibit.play {
      markup.append(play.figure(caption: "The best policy at play"))
    }
    guard let best = exhibit.best else {
      paragraph("There is no better policy than the start yet.")
      return
    }
    markup.append(
      PolicyDiff(
        .init(name: "Start: \(exhibit.startName)", text: exhibit.start),
        .init(name: "Best policy", text: best)
      ).markup())
  }
}
