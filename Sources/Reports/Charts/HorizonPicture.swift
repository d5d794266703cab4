/// The credit-horizon picture: which steps of a trace an update sees.
///
/// A trace of play is drawn as a line of steps with its events, and under it a row for each horizon,
/// where the steps that one update sees are filled.
public struct HorizonPicture: Sendable {
  /// How much evidence an update waits for, as `--horizon` names it.
  public enum Horizon: Sendable, Hashable {
    case oneStep
    case steps(Int)
    case episode
    /// So many steps before each event.
    case events(Int)

    /// Reads `one-step`, `N`, `episode` or `events:N`; nil for anything else.
    public init?(_ text: String) {
      func count(_ text: Substring) -> Int? { Int(text).flatMap { $0 > 0 ? $0 : nil } }
      if text == "one-step" {
        self = .oneStep
      } else if text == "episode" {
        self = .episode
      } else if let steps = count(text[...]) {
        self = .steps(steps)
      } else if text.hasPrefix("events:"), let steps = count(text.dropFirst(7)) {
        self = .events(steps)
      } else {
        return nil
      }
    }

    var name: String {
      switch self {
      case .oneStep: "one-step"
      case .steps(let count): "\(count) steps"
      case .episode: "episode"
      case .events(let count): "events:\(count)"
      }
    }

    var meaning: String {
      switch self {
      case .oneStep: "one action and its reward"
      case .steps(let count): "\(count) steps in a row"
      case .episode: "all, from reset to the end"
      case .events(let count): "\(count) steps before each death or point"
      }
    }
  }

  public var title: String
  /// Steps of the trace.
  public var steps: Int
  /// The steps at which a life was lost or a point was made.
  public var events: [Int]
  /// Where the windows of `one-step` and of `N` steps begin.
  public var starts: [Int]
  /// The rows, from top to bottom.
  public var horizons: [Horizon]
  /// The one that the run used; nil where the picture explains all of them alike.
  public var own: Horizon?

  public init(
    _ title: String, steps: Int, events: [Int], starts: [Int], horizons: [Horizon],
    own: Horizon? = nil
  ) {
    self.title = title
    self.steps = max(1, steps)
    self.events = events
    self.starts = starts
    self.horizons = horizons
    self.own = own
  }

  /// A drawn example for a run's own horizon beside the three other kinds.
  ///
  /// - Parameters:
  ///   - own: the run's horizon; nil explains the four kinds.
  ///   - batch: independent rollouts that go into one update.
  public static func example(own: Horizon?, batch: Int) -> HorizonPicture {
    var window = 100
    if case .steps(let count) = own { window = count }
    if case .events(let count) = own { window = count }
    window = min(window, 1_000_000)
    let steps = max(400, 6 * window)
    var horizons: [Horizon] = [.oneStep, .steps(window), .events(max(1, window / 4)), .episode]
    if case .events = own { horizons[2] = .events(window) }
    let starts = [0.21, 0.0, 0.45, 0.72].prefix(max(1, batch)).map { Int($0 * Double(steps)) }
    return HorizonPicture(
      "Which steps one update sees", steps: steps,
      events: [33, 57, 86].map { $0 * steps / 100 }, starts: Array(starts), horizons: horizons,
      own: own)
  }

  /// The steps that one update sees with a horizon, without overlap, in order.
  package func seen(_ horizon: Horizon) -> [Range<Int>] {
    let played = 0..<steps
    let (starts, events) = (starts.filter(played.contains), events.filter(played.contains))
    let windows: [Range<Int>] =
      switch horizon {
      case .oneStep: starts.map { $0..<$0 + 1 }
      case .steps(let count): starts.map { $0..<$0 + min(count, steps - $0) }
      case .episode: [played]
      case .events(let count): events.map { $0 - min(count, $0)..<$0 }
      }
    var result: [Range<Int>] = []
    for window in windows.sorted(by: { $0.lowerBound < $1.lowerBound })
    where !window.isEmpty {
      if let last = result.last, window.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, window.upperBound)
      } else {
        result.append(window)
      }
    }
    return result
  }

  /// Draws it.
  public func picture() -> Picture {
    var table = ChartTable(columns: ["horizon", "from step", "to step"])
    for horizon in horizons {
      table.rows += seen(horizon).map {
        [.text(horizon.name), .number(Double($0.lowerBound)), .number(Double($0.upperBound - 1))]
      }
    }
    var svg = Markup()
    drawTrace(into: &svg)
    var y = Self.firstRow
    for horizon in horizons {
      draw(horizon, top: y, into: &svg)
      y += Self.rowHeight
    }
    let words = horizons.map { horizon in
      "\(horizon.name): \(seen(horizon).reduce(0) { $0 + $1.count }) of \(steps) steps"
        + (horizon == own ? " (this run)." : ".")
    }
    return Picture(
      title: title,
      description:
        "A trace of \(steps) steps with \(events.count) events, and the steps of it that "
        + "one update sees with each horizon. " + words.joined(separator: " "),
      table: table, width: Plot.width, height: y + 2, drawing: svg)
  }

  private static let firstRow = 50.0
  private static let rowHeight = 50.0
  private static let left = 10.0
  private static let right = Plot.width - 10

  private func across(_ step: Int) -> Double {
    Self.left + Double(min(max(step, 0), steps)) / Double(steps) * (Self.right - Self.left)
  }

  /// The line of steps at the top, its events as triangles.
  private func drawTrace(into svg: inout Markup) {
    svg.element("text", ["class": "quiet", "x": "\(Self.left)", "y": "15"], text: "reset")
    svg.element(
      "text", ["class": "quiet end", "x": "\(Self.right)", "y": "15"],
      text: "step \(Numeral.readable(Double(steps)))")
    svg.element(
      "text", ["class": "quiet middle", "x": "240", "y": "15"], text: "▼ a life lost or a point")
    svg.shape(
      "rect",
      [
        "class": "unseen", "x": "\(Self.left)", "y": "32", "height": "4",
        "width": "\(Self.right - Self.left)",
      ])
    let marks = events.filter((0..<steps).contains).map {
      "M\(Numeral.place(across($0))) 32m-5-9h10l-5 9z"
    }
    svg.shape("path", ["class": "seen s1", "d": marks.joined()])
    svg.newline()
  }

  private func draw(_ horizon: Horizon, top: Double, into svg: inout Markup) {
    if horizon == own {
      svg.shape(
        "rect",
        [
          "class": "own", "x": "1", "y": Numeral.place(top), "width": "478",
          "height": Numeral.place(Self.rowHeight - 4), "rx": "5",
        ])
    }
    // Bold text is wider by less than this.
    let weight = horizon == own ? 1.12 : 1
    let text = "\(horizon.name)\(horizon == own ? " (this run)" : ""): \(horizon.meaning)"
    svg.element(
      "text",
      [
        "class": horizon == own ? "strong" : "quiet", "x": "\(Self.left)",
        "y": Numeral.place(top + 18),
      ], text: TextWidth.cut(text, to: (Self.right - Self.left) / Plot.textSize / weight))
    let y = Numeral.place(top + 26)
    svg.shape(
      "rect",
      [
        "class": "unseen", "x": "\(Self.left)", "y": y, "height": "12",
        "width": "\(Self.right - Self.left)",
      ])
    for range in seen(horizon) {
      let start = across(range.lowerBound)
      svg.shape(
        "rect",
        [
          "class": "seen s0", "x": Numeral.place(start), "y": y, "height": "12",
          "width": Numeral.place(max(2.5, across(range.upperBound) - start)),
        ])
    }
    svg.newline()
  }
}
