import Baselines
import Foundation
import Reports
import Testing

@Suite struct PageTests {
  private static let start = """
    def act(obs):
        \"\"\"Choose.\"\"\"
        if "Ball" not in obs:
            return 0
        return 2


    """

  private static let best = start.replacingOccurrences(
    of: "    return 2", with: "    return 3 if obs[\"Ball\"][\"y\"] < 5 else 2")

  static var exhibit: Exhibit {
    var exhibit = Exhibit(
      label: "runs/pong-1", game: "pong", horizon: "400", batch: 4, start: start)
    exhibit.startName = "modular"
    exhibit.best = best
    exhibit.play = MovingPicture(
      gif: Array("GIF".utf8), still: Array("PNG".utf8), width: 160, height: 210,
      description: "The paddle follows the ball.")
    return exhibit
  }

  static var run: RunReport {
    var run = RunReport(exhibit, lastUpdate: 3)
    run.updates = [
      .init(
        number: 0, score: -20, best: -20, isAccepted: true, edit: "start: modular", steps: 4000,
        seconds: 10),
      .init(
        number: 1, score: -21, best: -20, isAccepted: false, edit: "act: 2 to 3", steps: 64_000,
        seconds: 45),
      .init(
        number: 2, score: 3.5, best: 3.5, isAccepted: true, edit: "act: aim", steps: 130_000,
        seconds: 90),
    ]
    run.state = "update 3 of 3 is under way"
    run.isRunning = true
    run.settings = [("Seed", "1"), ("Horizon", "400")]
    run.commands = [("Go on with it:", "cartwright train --resume runs/pong-1")]
    run.versions = ["cartwright 0.1.0"]
    return run
  }

  static var comparison: Comparison {
    var comparison = Comparison(
      command: "cartwright compare runs/pong-1 --log DQN=dqn.csv", normalisation: "a table",
      score: .best)
    comparison.versions = ["cartwright 0.1.0"]
    comparison.definitions = ["Best is the highest score."]
    for (name, human, random) in [("pong", 14.6, -20.7), ("space_invaders", 1668.7, 148.0)] {
      var game = Comparison.Game(name: name)
      (game.human, game.random) = (human, random)
      for (label, kind, share) in [
        ("Cartwright", Comparison.Kind.run, 1.2), ("DQN", .log, 0.9),
      ] {
        var entry = Comparison.Entry(
          label: label, kind: kind, episodeEnd: .game, basis: .episodes)
        let best = random + share * (human - random)
        var measures = RunMeasures(
          best: best, bestAt: Spent(minutes: 7.5, environmentSteps: 1e6), final: best,
          end: Spent(minutes: 8))
        measures.bestNormalised = 100 * share
        var run = Comparison.Run(name: "a", path: "b", format: "CSV", measures: measures)
        run.seed = 1
        if kind == .log { run.damage = ["dqn.csv:7: expected a number, found `x`"] }
        entry.runs = [run]
        entry.measures.best = Estimate(best)
        entry.measures.bestAt.minutes = Estimate(7.5)
        entry.measures.bestNormalised = Estimate(100 * share)
        entry.curves = [
          Comparison.LearningCurve(axis: .minutes, x: [0, 4, 8], mean: [random, best / 2, best])
        ]
        entry.notes = ["A note."]
        game.entries.append(entry)
      }
      comparison.games.append(game)
    }
    var aggregate = Comparison.Aggregate(games: ["pong", "space_invaders"], episodeEnd: .game)
    for (label, share) in [("Cartwright", 120.0), ("DQN", 90)] {
      let estimate = Estimate(share, low: share - 5, high: share + 5, runs: 2)
      let profile = Comparison.Profile(scores: [0, share, 200], shares: [1, 1, 0])
      aggregate.rows.append(
        Comparison.AggregateRow(
          label: label, runs: [1, 1], mean: estimate, median: estimate,
          interquartileMean: estimate, optimalityGap: Estimate(0), runProfile: profile,
          meanProfile: profile))
    }
    aggregate.improvements = [
      .init(label: "Cartwright", over: "DQN", probability: Estimate(1)),
      .init(label: "DQN", over: "Cartwright", probability: Estimate(0)),
    ]
    comparison.aggregates = [aggregate]
    return comparison
  }

  static var report: ComparisonReport {
    var report = ComparisonReport(comparison)
    report.exhibits = [exhibit]
    return report
  }

  @Test func pagesAreAsRecorded() throws {
    try expectGolden(Self.run.html(), "run.html")
    try expectGolden(Self.report.html(), "compare.html")
  }

  @Test func pagesAreSound() throws {
    var done = Self.run
    done.isRunning = false
    for page in [Self.run.html(), done.html(), Self.report.html()] { try expectSound(page) }
    expect(Self.run.html(), holds: "http-equiv=\"refresh\"")
    expect(done.html(), holds: "http-equiv=\"refresh\"", false)
    expect(Self.report.html(), holds: "dqn.csv:7: expected a number, found `x`")
    expect(
      Self.report.html(), holds: "Cartwright reached a higher best score than DQN in 2 of 2 games")
  }

  @Test func runsWithDifferentHorizonsShowWhatAHorizonIsWorth() throws {
    var report = Self.report
    report.exhibits[0].score = Estimate(12, low: 3, high: 21, runs: 3)
    expect(report.html(), holds: "by credit horizon", false)
    var other = Self.exhibit
    other.horizon = "one-step"
    other.score = Estimate(5.8)
    report.exhibits.append(other)
    try expectSound(report.html())
    expect(report.html(), holds: "Pong: best score by credit horizon")
    expect(report.html(), holds: "horizon 400, batch 4: 12. horizon one-step, batch 4: 5.8.")
  }

  @Test func ownRunsComeFirst() throws {
    var comparison = Self.comparison
    for index in comparison.games.indices { comparison.games[index].entries.reverse() }
    expect(
      ComparisonReport(comparison).html(), holds: "<h1>Cartwright and DQN on 2 games</h1>")
  }

  @Test func theSummaryIsAboutTheLabelThatSharesMost() {
    var comparison = Self.comparison
    var alone = comparison.games[0].entries[0]
    alone.label = "Alone"
    alone.episodeEnd = .life
    comparison.games[0].entries.insert(alone, at: 0)
    expect(
      ComparisonReport(comparison).html(),
      holds: "Cartwright reached a higher best score than DQN in 2 of 2 games")
  }

  @Test func manyLabelsGoDownThePage() throws {
    var comparison = Self.comparison
    for number in 1...9 {
      comparison.games[0].entries.append(
        .init(label: "log \(number)", kind: .log, episodeEnd: .life, basis: .means))
    }
    let page = ComparisonReport(comparison).html()
    try expectSound(page)
    expect(page, holds: "<tr><th scope=\"row\">log 9</th><td>–")
  }

  @Test func nothingIsAPage() throws {
    let empty = Comparison(command: "", normalisation: "", score: .final)
    try expectSound(ComparisonReport(empty).html())
    var noScores = Self.comparison
    for index in noScores.games.indices {
      noScores.games[index] = .init(name: nil)
      noScores.games[index].entries = [
        .init(label: "", kind: .published, episodeEnd: .unknown, basis: .published)
      ]
    }
    try expectSound(ComparisonReport(noScores).html())
    var run = RunReport(
      Exhibit(label: "", game: "", horizon: "?", batch: 0, start: ""), lastUpdate: 0)
    try expectSound(run.html())
    run.updates = [
      .init(
        number: 0, score: .nan, best: .infinity, isAccepted: true, edit: "", steps: 0, seconds: 0)
    ]
    try expectSound(run.html())
  }

  @Test func whatIsForeignStaysText() throws {
    let evil = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u{202E}\0"
    var run = Self.run
    run.exhibit = Exhibit(label: evil, game: evil, horizon: evil, batch: 1, start: evil)
    run.exhibit.startName = evil
    run.exhibit.best = "def f():\n  return '\(evil)'\n" + evil
    run.exhibit.play = MovingPicture(gif: [], still: [], width: 1, height: 1, description: evil)
    run.updates[2].edit = evil
    run.state = evil
    run.settings = [(evil, evil)]
    run.commands = [(evil, evil)]
    run.versions = [evil]
    var comparison = Self.comparison
    comparison.command = evil
    comparison.normalisation = evil
    comparison.versions = [evil]
    comparison.definitions = [evil]
    for game in comparison.games.indices {
      comparison.games[game].name = evil
      for entry in comparison.games[game].entries.indices {
        comparison.games[game].entries[entry].label = evil
        comparison.games[game].entries[entry].notes = [evil]
        comparison.games[game].entries[entry].runs[0].name = evil
        comparison.games[game].entries[entry].runs[0].format = evil
        comparison.games[game].entries[entry].runs[0].damage = [evil]
      }
    }
    comparison.aggregates[0].games = [evil]
    comparison.aggregates[0].rows[0].label = evil
    comparison.aggregates[0].improvements[0].over = evil
    var report = ComparisonReport(comparison)
    report.exhibits = [run.exhibit]
    for page in [run.html(), report.html()] {
      try expectSound(page)
      for text in ["<script", "<img src=x", "\u{202E}", "\0"] { expect(page, holds: text, false) }
      expect(page, holds: "&lt;script&gt;alert(1)&lt;/script&gt;")
    }
  }

  @Test func changedWordsAreMarked() {
    let page = Self.run.html()
    // The line begins alike: `return ` is not marked, what was put in is.
    expect(page, holds: "<span class=\"kw\">return</span> <ins><span class=\"nu\">3</span>")
  }

  @Test func longPoliciesAreNotCompared() {
    var run = Self.run
    run.exhibit.best = (0..<100_000).map { "x = \($0)\n" }.joined()
    expect(run.html(), holds: "too long to show them side by side")
  }
}

/// A page holds a text, or not; a failure does not print the page.
private func expect(_ page: String, holds text: String, _ isWanted: Bool = true) {
  let isFound = page.contains(text)
  #expect(isFound == isWanted, "\(text)")
}

/// A page is well-formed, accessible as far as a program can tell, and asks for nothing.
private func expectSound(_ page: String) throws {
  let checker = MarkupChecker(page)
  #expect(checker.problems == [])
  let headings = checker.elements.map(\.name).filter { ["h1", "h2", "h3", "h4"].contains($0) }
    .compactMap { $0.last?.wholeNumberValue }
  #expect(headings.first == 1 && headings.count { $0 == 1 } == 1)
  #expect(zip(headings, headings.dropFirst()).allSatisfy { $1 <= $0 + 1 })
  for name in ["main", "header", "footer", "title"] {
    #expect(checker.elements.contains { $0.name == name })
  }
  for element in checker.elements {
    switch element.name {
    case "script", "iframe", "object", "embed", "form", "base": Issue.record("<\(element.name)>")
    case "img": #expect(element.attributes["alt"]?.isEmpty == false)
    case "th": #expect(element.attributes["scope"] != nil)
    case "svg": #expect(element.attributes["role"] == "img")
    default: break
    }
    for (key, value) in element.attributes {
      #expect(!key.hasPrefix("on"))
      if ["href", "src", "srcset"].contains(key) {
        #expect(value.hasPrefix("data:") || value.hasPrefix("#"))
      }
    }
  }
  for word in checker.text.split(whereSeparator: { !$0.isLetter }) {
    #expect(!["nan", "NaN", "inf", "Infinity"].contains(word))
  }
  #expect(
    checker.elements.count { $0.name == "table" } == checker.elements.count { $0.name == "caption" }
  )
}
