import Baselines

/// The page of one training run, live or done: how good, how soon, what changed.
///
/// It is made from plain records, so that anyone who has them can make it.
public struct RunReport: Sendable {
  /// One update of a run; update 0 is the starting policy.
  public struct Update: Sendable {
    public var number: Int
    /// Mean score of the best candidate of this update.
    public var score: Double
    /// The best mean score so far.
    public var best: Double
    /// Whether the candidate became the policy.
    public var isAccepted: Bool
    /// What the candidate changed.
    public var edit: String
    /// Environment steps so far.
    public var steps: Int
    /// Seconds of training so far.
    public var seconds: Double

    public init(
      number: Int, score: Double, best: Double, isAccepted: Bool, edit: String, steps: Int,
      seconds: Double
    ) {
      self.number = number
      self.score = score
      self.best = best
      self.isAccepted = isAccepted
      self.edit = edit
      self.steps = steps
      self.seconds = seconds
    }
  }

  /// Programs and settings.
  public var exhibit: Exhibit
  /// In order.
  public var updates: [Update] = []
  /// The number of the last update of the run.
  public var lastUpdate: Int
  /// How the run stands, such as `all updates done`.
  public var state = ""
  /// Whether it goes on; the page then loads itself again.
  public var isRunning = false
  /// Settings of the run: a name and a value each.
  public var settings: [(name: String, value: String)] = []
  /// What to type next: what it does, and the command line.
  public var commands: [(purpose: String, line: String)] = []
  /// Programs and their versions.
  public var versions: [String] = []

  /// Seconds between two looks at a run that goes on.
  private static let refresh = 5

  public init(_ exhibit: Exhibit, lastUpdate: Int) {
    self.exhibit = exhibit
    self.lastUpdate = lastUpdate
  }

  /// The file.
  public func html() -> String {
    let game = ComparisonReport.name(exhibit.game)
    var page = Page("\(game): training run \(exhibit.label)")
    page.lead = lead
    page.refresh = isRunning ? Self.refresh : nil
    page.section("Summary") { summary(&$0) }
    page.section("Learning curve") { curves(&$0) }
    page.section("Accepted edits") { edits(&$0) }
    page.section("Credit horizon") { section in
      section.horizon(of: exhibit)
    }
    page.section("Start and best policy") { $0.programs(of: exhibit) }
    page.section("Settings, commands and versions") { section in
      section.table(
        "Settings of the run", columns: ["Setting", "Value"],
        rows: settings.map { [$0.name, $0.value] }, texts: [1])
      section.commands(commands)
      section.list(versions)
    }
    return page.html()
  }

  private var reference: HumanNormalised.Reference? {
    HumanNormalised.references()[exhibit.game]
  }

  /// The numbers that a reader wants, in a sentence or two.
  private var lead: String {
    guard let first = updates.first, let last = updates.last else {
      return "The starting policy is being evaluated."
    }
    var text = "Mean score \(Numeral.readable(first.best)) at the start, "
    text += "\(Numeral.readable(last.best)) now"
    if let share = reference?.share(last.best) {
      text += " (\(Numeral.readable(share)) % of the way from random play to a person)"
    }
    let minutes = Numeral.readable(last.seconds / 60)
    text += ", after \(last.number) of \(lastUpdate) updates and \(minutes) minutes."
    return text
  }

  private func summary(_ section: inout Section) {
    section.markup.element("p") { line in
      line.element("strong", ["class": "state"], text: isRunning ? "running" : "ended")
      line.write(" " + state)
      if isRunning {
        line.write("; this page loads itself again every \(Self.refresh) seconds.")
      } else if !state.isEmpty {
        line.write(".")
      }
    }
    section.markup.newline()
    guard let first = updates.first, let last = updates.last else { return }
    let reached = updates.first { $0.best >= last.best } ?? last
    let accepted = updates.dropFirst().count { $0.isAccepted }
    section.table(
      "The run in numbers", columns: ["What", "Number"],
      rows: [
        ["Start's mean score", Numeral.readable(first.best)],
        ["Best mean score", Numeral.readable(last.best)],
        [
          "Human-normalised",
          reference.map { Numeral.readable($0.share(last.best)) + " %" } ?? Numeral.none,
        ],
        ["Best first reached at update", "\(reached.number)"],
        ["Best first reached after minutes", Numeral.readable(reached.seconds / 60)],
        ["Best first reached after environment steps", Numeral.readable(Double(reached.steps))],
        ["Updates done", "\(last.number) of \(lastUpdate)"],
        ["Edits accepted", "\(accepted)"],
        ["Environment steps", Numeral.readable(Double(last.steps))],
        ["Minutes", Numeral.readable(last.seconds / 60)],
      ])
  }

  private func curves(_ section: inout Section) {
    let axes: [(String, LineChart.XAxis, (Update) -> Double)] = [
      ("minute", .minutes, { $0.seconds / 60 }),
      ("environment step", .environmentSteps, { Double($0.steps) }),
      ("update", .updates, { Double($0.number) }),
    ]
    section.grid(
      axes.map { title, axis, place in
        let x = updates.map(place)
        var best = LineChart.Series("best", style: 0, x: x, y: updates.map(\.best))
        best.isStepped = true
        let tried = LineChart.Series("tried", style: 1, x: x, y: updates.map(\.score))
        var chart = LineChart(
          "Mean score by \(title)", series: [best, tried], xAxis: axis, yAxis: .score)
        if let reference {
          chart.references = [
            .init("human", reference.human), .init("random", reference.random),
          ]
        }
        return chart.picture()
      })
    section.paragraph(
      "Best is the score of the policy that is kept, tried that of each update's best candidate.",
      isNote: true)
  }

  private func edits(_ section: inout Section) {
    let accepted = updates.dropFirst().filter(\.isAccepted)
    guard !accepted.isEmpty else {
      section.paragraph("None yet.")
      return
    }
    section.table(
      "Edits that made the policy better", columns: ["Update", "Score", "Minutes", "Edit"],
      rows: accepted.map {
        [
          "\($0.number)", Numeral.readable($0.score), Numeral.readable($0.seconds / 60), $0.edit,
        ]
      }, texts: [3])
  }
}
