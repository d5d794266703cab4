import Reports
import Training

extension Exhibit {
  /// What a report shows of a run, as far as its folder holds it.
  ///
  /// Throws where the folder is no run.
  init(_ folder: RunFolder) throws {
    let configuration = try folder.configuration()
    self.init(
      label: shortPath(folder.url.path), game: configuration.game,
      horizon: configuration.horizon.description, batch: configuration.batch,
      start: try folder.startSource())
    startName = configuration.start
    best = folder.bestSource()
  }
}
