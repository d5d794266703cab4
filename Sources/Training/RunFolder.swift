import Foundation

/// The record of a training run: a folder of plain files.
///
///     config.json        everything that decides the result, written once
///     policies/0000.py   the starting policy; NNNN.py is the one that update NNNN accepted
///     contexts/0001.md   what the optimizer saw before each update
///     updates.csv        a row for each update
///     best.py            the best policy so far
///     state.json         what a resumed run needs
///     report.html        the run as a page, which the command line adds
///     tensorboard/       the run as events for TensorBoard, which the command line adds
///
/// Every file but those events is written to a temporary name and renamed, so a reader never sees half a file.
/// `state.json` is written last in an update: a run that was killed goes on from the last update
/// that it names, and writes the files of an unfinished update again with the same content.
public struct RunFolder: Sendable {
  /// The folder itself.
  public let url: URL

  /// Names a folder; touches nothing.
  public init(_ url: URL) { self.url = url }

  /// The best policy so far.
  public var bestPolicy: URL { url.appendingPathComponent("best.py") }
  /// The table of updates.
  public var updatesTable: URL { url.appendingPathComponent("updates.csv") }

  /// The page that shows the run.
  public var report: URL { url.appendingPathComponent("report.html") }

  /// Where TensorBoard's event files go.
  public var tensorBoard: URL { url.appendingPathComponent("tensorboard") }
  /// The policy that an update accepted; 0 is the start.
  public func policy(update: Int) -> URL { url.appendingPathComponent(policyPath(update: update)) }

  /// Makes the folder and writes what never changes.
  ///
  /// Throws where it exists and is not empty, and where it cannot be written.
  func create(_ configuration: TrainingConfiguration, startSource: String) throws {
    let manager = FileManager.default
    if let found = try? manager.contentsOfDirectory(atPath: url.path), !found.isEmpty {
      throw TrainingError.folderInUse(url.path)
    }
    for folder in ["policies", "contexts"] {
      try manager.createDirectory(
        at: url.appendingPathComponent(folder), withIntermediateDirectories: true)
    }
    try write(startSource, to: policyPath(update: 0))
    try write(Self.json(configuration), to: "config.json")
  }

  /// Reads the configuration of a run.
  public func configuration() throws -> TrainingConfiguration {
    try read(TrainingConfiguration.self, from: "config.json")
  }

  /// Reads the best policy so far, nil where there is none yet.
  public func bestSource() -> String? { try? String(contentsOf: bestPolicy, encoding: .utf8) }

  /// Reads the starting policy.
  public func startSource() throws -> String {
    let path = policyPath(update: 0)
    guard let text = try? String(contentsOf: url.appendingPathComponent(path), encoding: .utf8)
    else { throw TrainingError.notARun(url.path, missing: path) }
    return text
  }

  /// Reads the state after the last finished update, nil where none was finished.
  func state() throws -> TrainingState? {
    let file = url.appendingPathComponent("state.json")
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    return try read(TrainingState.self, from: "state.json")
  }

  /// Writes what the optimizer saw.
  func writeContext(_ text: String, update: Int) throws {
    try write(text, to: "contexts/\(Self.padded(update)).md")
  }

  /// Writes an accepted policy and makes it the best one.
  func writeAccepted(_ source: String, update: Int) throws {
    try write(source, to: policyPath(update: update))
    try write(source, to: "best.py")
  }

  /// Writes the table of updates, then the state that vouches for it.
  func write(_ state: TrainingState) throws {
    let rows = [UpdateRecord.header] + state.records.map(\.csv)
    try write(rows.joined(separator: "\n") + "\n", to: "updates.csv")
    try write(Self.json(state), to: "state.json")
  }

  private func policyPath(update: Int) -> String { "policies/\(Self.padded(update)).py" }

  private static func padded(_ update: Int) -> String { String(format: "%04d", update) }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: url.appendingPathComponent(path), options: .atomic)
    } catch {
      throw TrainingError.cannotWrite(
        url.appendingPathComponent(path).path, reason: error.localizedDescription)
    }
  }

  private func read<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
    let file = url.appendingPathComponent(path)
    guard let data = try? Data(contentsOf: file) else {
      throw TrainingError.notARun(url.path, missing: path)
    }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw TrainingError.damaged(file.path, reason: "\(error)")
    }
  }
}
