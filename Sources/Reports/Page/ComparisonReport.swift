import Baselines

/// The big report: what `compare` found, as a page.
///
/// It renders what a `Comparison` holds and calculates nothing but counts of games. A label has one
/// colour, dash and marker throughout.
public struct ComparisonReport: Sendable {
  let comparison: Comparison
  /// Runs whose programs and play are shown.
  public var exhibits: [Exhibit] = []
  /// Our own runs' labels, then those of logs, then published ones; else in order of appearance.
  let labels: [String]

  public init(_ comparison: Comparison) {
    self.comparison = comparison
    var labels: [String] = []
    let entries = comparison.games.flatMap(\.entries)
    for kind in [Comparison.Kind.run, .log, .published] {
      for entry in entries where entry.kind == kind && !labels.contains(entry.label) {
        labels.append(entry.label)
      }
    }
    self.labels = labels
  }

  /// The file.
  public func html() -> String { page().html() }

  /// All charts of the page, in its order; each can be a file of its own.
  public func pictures() -> [Picture] { page().sections.flatMap(\.pictures) }

  private func page() -> Page {
    let games = comparison.games
    let what =
      games.count == 1 ? Self.name(games[0].name) : "\(games.count) games"
    var page = Page("\(labels.isEmpty ? "Nothing" : Self.list(labels, most: 4)) on \(what)")
    page.section("Summary") { summary(&$0) }
    page.section("Learning curves") { curves(&$0) }
    page.section("Normalised scores") { scores(&$0) }
    if !comparison.aggregates.isEmpty {
      page.section("Over several games") { section in
        let isOne = comparison.aggregates.count == 1
        for (index, aggregate) in comparison.aggregates.enumerated() {
          self.aggregate(aggregate, set: isOne ? "" : ", set \(index + 1)", &section)
        }
      }
    }
    page.section("Credit horizon") { horizons(&$0) }
    if !exhibits.isEmpty {
      page.section("Programs and play") { section in
        for exhibit in exhibits {
          section.heading("\(exhibit.label) in \(Self.name(exhibit.game))")
          section.programs(of: exhibit)
        }
      }
    }
    page.section("All runs") { runs(&$0) }
    page.section("Notes and definitions") { notes(&$0) }
    page.section("Commands and versions") { section in
      section.commands([("This report was made by:", comparison.command)])
      section.list(comparison.versions)
    }
    return page
  }

  /// The number that decides a label's colour, dash and marker.
  func style(_ label: String) -> Int { labels.firstIndex(of: label) ?? 0 }

  /// What an entry is called in its game: with what ended its episodes where that differs.
  func label(_ entry: Comparison.Entry, in game: Comparison.Game) -> String {
    let isMixed = Set(game.entries.map(\.episodeEnd)).count > 1
    let isTwice = game.entries.count { $0.label == entry.label } > 1
    guard isMixed || isTwice else { return entry.label }
    let end =
      switch entry.episodeEnd {
      case .game: "whole games"
      case .life: "one life"
      case .unknown: "episodes of unknown end"
      }
    let isSameEnd =
      game.entries.count { $0.label == entry.label && $0.episodeEnd == entry.episodeEnd } > 1
    return entry.label + " (" + end + (isSameEnd ? ", \(entry.basis.rawValue)" : "") + ")"
  }

  /// ALE's name of a game as people write it: `space_invaders` is Space Invaders.
  static func name(_ game: String?) -> String {
    guard let game else { return "an unnamed game" }
    return game.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined(separator: " ")
  }

  /// Names with commas and `and`; of many the first ones and how many more.
  static func list(_ names: [String], most: Int) -> String {
    var names = names
    if names.count > most {
      names = names.prefix(most - 1) + ["\(names.count - most + 1) more"]
    }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
