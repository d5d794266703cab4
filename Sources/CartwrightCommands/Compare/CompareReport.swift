import Atari
import Baselines
import Foundation
import Reports
import Rollouts
import Training

/// The report of a comparison, with the programs and the play of our runs.
struct CompareReport {
  /// More programs than these would hide the rest of the report.
  private static let mostExhibits = 12

  private let comparison: Comparison
  private let console: Console

  init(_ comparison: Comparison, _ console: Console) {
    self.comparison = comparison
    self.console = console
  }

  /// Writes the report as one HTML file.
  func write(to path: String) throws {
    var report = ComparisonReport(comparison)
    let progress = Progress(console)
    defer { progress.wipe() }
    let best = comparison.games.flatMap { game in
      game.entries.compactMap { Self.bestRun($0) }
    }
    for (entry, run) in best.prefix(Self.mostExhibits) {
      progress.show { _ in "recording \(run.path)" }
      if let exhibit = exhibit(entry, run) { report.exhibits.append(exhibit) }
    }
    var file = try AtomicFile(path)
    try file.write(report.html())
    try file.close()
  }

  /// Writes each chart of the report as an SVG file, and its data as a CSV file beside it.
  static func writePictures(of comparison: Comparison, to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var taken: [String: Int] = [:]
    for picture in ComparisonReport(comparison).pictures() {
      // Charts of the same name, as those of two sets of games, are numbered.
      taken[picture.fileName, default: 0] += 1
      let number = taken[picture.fileName, default: 1]
      let name = folder + "/" + picture.fileName + (number == 1 ? "" : "-\(number)")
      for (ending, text) in [("svg", picture.file()), ("csv", picture.table.csv)] {
        var file = try AtomicFile("\(name).\(ending)")
        try file.write(text)
        try file.close()
      }
    }
  }

  /// The run of ours with the highest score of an entry; nil for logs of others.
  private static func bestRun(
    _ entry: Comparison.Entry
  ) -> (Comparison.Entry, Comparison.Run)? {
    guard entry.kind == .run,
      let run = entry.runs.max(by: { $0.measures.best < $1.measures.best })
    else { return nil }
    return (entry, run)
  }

  /// What there is to see of a run; without play where the ROM is not there.
  private func exhibit(_ entry: Comparison.Entry, _ run: Comparison.Run) -> Exhibit? {
    guard let folder = CompareInputs.runFolder(run.path), var exhibit = try? Exhibit(folder),
      let configuration = try? folder.configuration()
    else { return nil }
    exhibit.label = "\(entry.label), \(shortPath(folder.url.path))"
    exhibit.score = entry.measures.best
    if let best = exhibit.best {
      // A policy that cannot be shown is no reason to have no page.
      exhibit.play = try? play(best, configuration)
    }
    return exhibit
  }

  private func play(
    _ source: String, _ configuration: TrainingConfiguration
  ) throws -> MovingPicture {
    var settings = GameProtocol.named(configuration.protocolName, game: configuration.game).play
    if let emulator = configuration.emulator { settings.environment.emulator = emulator }
    let rom = try console.romLibrary.locate(try Game.named(configuration.game))
    return try PlayPicture.make(
      of: source, rom: rom, settings: settings, seed: configuration.seed)
  }
}
