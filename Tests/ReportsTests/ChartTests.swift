import Foundation
import Reports
import TestSupport
import Testing

@Suite struct ChartTests {
  /// Three lines that end at very different times, one with an interval.
  static var curves: LineChart {
    let rise = (0..<9).map { -20.7 + 5.1 * Double($0) }
    var chart = LineChart(
      "Pong: score by minute",
      series: [
        .init(
          "Cartwright", style: 0, x: (0..<9).map(Double.init), y: rise, low: rise.map { $0 - 1.5 },
          high: rise.map { $0 + 0.5 }),
        .init("DQN", style: 1, x: [10, 400, 1268.9], y: [-20, 3, 20.58]),
        .init("PPO <of & “others”>", style: 2, x: [0, 700, 1426.2], y: [-21, 18, 21]),
      ], xAxis: .minutes, yAxis: .score)
    chart.references = [.init("human", 14.6), .init("random", -20.7)]
    return chart
  }

  static var profiles: LineChart {
    var chart = LineChart(
      "Performance profiles",
      series: [
        .init(
          "A", style: 0, x: [0, 50, 100, 200], y: [1, 0.75, 0.5, 0], low: [1, 0.5, 0.25, 0],
          high: [1, 1, 0.75, 0.25]),
        .init("B", style: 1, x: [0, 50, 100, 200], y: [0.8, 0.8, 0.1, 0.1]),
      ], xAxis: .normalisedScore, yAxis: .share(of: "runs"))
    for index in chart.series.indices { chart.series[index].isStepped = true }
    return chart
  }

  static var bars: BarChart {
    var chart = BarChart(
      "Normalised scores",
      groups: [
        .init(
          "Pong",
          [
            .init("Cartwright", style: 0, value: 118.1, low: 110, high: 119),
            .init("DQN", style: 1, value: 116.9), .init("Not there", style: 2, value: nil),
          ]),
        .init("Seaquest", [.init("Cartwright", style: 0, value: -2.5, low: -4, high: 1)]),
      ], measure: .normalisedScore)
    chart.references = [.init("random", 0), .init("human", 100)]
    return chart
  }

  static var pictures: [(name: String, picture: Picture)] {
    [
      ("curves", curves.picture()), ("profiles", profiles.picture()), ("bars", bars.picture()),
      ("horizon", HorizonPicture.example(own: .steps(400), batch: 4).picture()),
    ]
  }

  @Test(arguments: 0..<4)
  func picturesAreAsRecorded(_ index: Int) throws {
    let (name, picture) = Self.pictures[index]
    // Tags on lines of their own make a difference readable.
    try expectGolden(picture.file().replacingOccurrences(of: "><", with: ">\n<"), "\(name).svg")
    try expectGolden(picture.table.csv, "\(name).csv")
  }

  @Test func picturesAreWellFormedAndStayInTheirBox() {
    for (name, picture) in Self.pictures { expectSound(picture, name) }
  }

  @Test func whatIsForeignStaysText() {
    let evil = "</text><script>alert('x')</script>&\" \u{1B}[2J \u{202E}"
    var lines = Self.curves
    lines.title = evil
    lines.series[0].label = evil
    lines.references = [.init(evil, 1)]
    var bars = Self.bars
    bars.groups[0] = .init(evil, [.init(evil, style: 0, value: 1)])
    for picture in [lines.picture(), bars.picture()] {
      expectSound(picture, "evil")
      #expect(!picture.file().contains("<script") && !picture.file().contains("\u{202E}"))
      #expect(picture.file().contains("&lt;script&gt;alert(&#39;x&#39;)"))
    }
  }

  @Test func anEmptyChartSaysSo() {
    let nothing = [
      LineChart("t", series: [], xAxis: .minutes, yAxis: .score).picture(),
      LineChart(
        "t", series: [.init("a", style: 0, x: [.nan, 1], y: [1, .infinity])], xAxis: .updates,
        yAxis: .score
      ).picture(),
      BarChart("t", groups: [.init("", [.init("a", style: 0, value: .nan)])], measure: .score)
        .picture(),
    ]
    for picture in nothing {
      expectSound(picture, "empty")
      #expect(picture.file().contains("There are no numbers to draw."))
    }
  }

  @Test func everyPointIsInTheTable() {
    let table = Self.curves.picture().table
    #expect(table.rows.count == 15)
    for series in Self.curves.series {
      let rows = table.rows.filter { $0[0] == .text(series.label) }
      #expect(rows.map { $0[1] } == series.x.map { .number($0) })
      #expect(rows.map { $0[2] } == series.y.map { .number($0) })
      #expect(
        rows.map { $0[3] }
          == (series.low.isEmpty ? series.x.map { _ in .none } : series.low.map { .number($0) }))
    }
  }

  @Test func aFormulaInATableIsText() {
    var table = ChartTable(columns: ["a,b", "c"])
    table.rows = [[.text("=1+1"), .number(0.5)], [.text("say \"no\""), .none]]
    #expect(table.csv == "\"a,b\",c\n'=1+1,0.5\n\"say \"\"no\"\"\",\n")
  }

  /// Random lines, some with numbers at the edge of what a number can be.
  @Test(arguments: 0..<200)
  func randomChartsAreSound(_ seed: Int) {
    var choices = Choices(state: UInt64(seed))
    let special = [
      Double.nan, .infinity, -.infinity, 1e308, -1e308, .leastNonzeroMagnitude, 0, -0.0, 1e15, 1e-9,
    ]
    let size = [1.0, 1e-7, 1e6, 1e12][choices.next(below: 4)]
    func number() -> Double {
      choices.next(below: 12) == 0
        ? special[choices.next(below: special.count)]
        : Double(choices.next(below: 20_001) - 10_000) / 1000 * size
    }
    func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in number() } }
    let series = (0..<choices.next(below: 15)).map { index in
      let count = choices.next(below: choices.next(below: 5) == 0 ? 700 : 6)
      return LineChart.Series(
        String(repeating: "wide ", count: choices.next(below: 9)) + "\(index)", style: index,
        x: numbers(count), y: numbers(count), low: numbers(count), high: numbers(count))
    }
    let axes: [LineChart.XAxis] = [.minutes, .environmentSteps, .updates, .normalisedScore]
    var lines = LineChart(
      "random", series: series, xAxis: axes[choices.next(below: 4)],
      yAxis: choices.next(below: 2) == 0 ? .score : .share(of: "runs"))
    for index in lines.series.indices {
      lines.series[index].isStepped = choices.next(below: 2) == 0
    }
    lines.references = (0..<choices.next(below: 4)).map { .init("reference \($0)", number()) }
    expectSound(lines.picture(), "lines \(seed)")
    var bars = BarChart(
      "random",
      groups: series.map { one in
        .init(
          one.label,
          zip(one.x, one.y).prefix(5).map {
            .init(one.label, style: one.style, value: $0, low: $1, high: number())
          })
      }, measure: .normalisedScore)
    bars.references = lines.references
    expectSound(bars.picture(), "bars \(seed)")
    let horizon = HorizonPicture(
      "random", steps: choices.next(below: 500),
      events: (0..<3).map { _ in choices.next(below: 600) },
      starts: (0..<3).map { _ in choices.next(below: 600) },
      horizons: [.oneStep, .steps(1 + choices.next(below: 900)), .episode, .events(25)])
    expectSound(horizon.picture(), "horizon \(seed)")
  }

  @Test func aHorizonShowsTheStepsThatItSees() {
    let picture = HorizonPicture(
      "t", steps: 100, events: [40, 50], starts: [0, 90], horizons: [], own: nil)
    #expect(picture.seen(.oneStep) == [0..<1, 90..<91])
    #expect(picture.seen(.steps(20)) == [0..<20, 90..<100])
    #expect(picture.seen(.events(5)) == [35..<40, 45..<50])
    #expect(picture.seen(.events(20)) == [20..<50])
    #expect(picture.seen(.episode) == [0..<100])
    #expect(HorizonPicture.Horizon("events:25") == .events(25))
    #expect(HorizonPicture.Horizon("one-step") == .oneStep)
    #expect(HorizonPicture.Horizon("0") == nil && HorizonPicture.Horizon("events:") == nil)
  }
}

/// A picture is well-formed, prints no number that is none, and draws nothing outside its box.
private func expectSound(_ picture: Picture, _ name: String) {
  let file = picture.file()
  let checker = MarkupChecker(file)
  #expect(checker.problems.isEmpty, "\(name)")
  guard let svg = checker.elements.first,
    let width = svg.attributes["width"].flatMap(Double.init),
    let height = svg.attributes["height"].flatMap(Double.init)
  else {
    Issue.record("\(name) has no size")
    return
  }
  for element in checker.elements.dropFirst() {
    func number(_ key: String) -> Double? { element.attributes[key].flatMap(Double.init) }
    for (key, value) in element.attributes
    where ["x", "y", "width", "height", "d"].contains(key) {
      #expect(!value.contains("n") && !value.contains("–"), "\(name): \(key)=\(value)")
    }
    let (x, y) = (number("x") ?? 0, number("y") ?? 0)
    #expect(x >= 0 && x + (number("width") ?? 0) <= width + 0.05, "\(name): \(element)")
    #expect(y >= 0 && y + (number("height") ?? 0) <= height + 0.05, "\(name): \(element)")
    for point in points(element.attributes["d"] ?? "") {
      #expect(
        (0...width).contains(point.x) && (0...height).contains(point.y), "\(name): \(element)")
    }
  }
}

/// The absolute points of a path: those after `M` and `L`.
private func points(_ path: String) -> [(x: Double, y: Double)] {
  path.split { "ML".contains($0) }.compactMap { part in
    let numbers = part.prefix { "0123456789.- ".contains($0) }.split(separator: " ")
    guard numbers.count >= 2, let x = Double(numbers[0]) else { return nil }
    // What follows the second number may be a relative move: `3 4m-3.4 0`.
    return Double(numbers[1]).map { (x, $0) }
  }
}
