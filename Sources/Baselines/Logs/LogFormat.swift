/// A kind of log that can be read.
struct LogFormat: Sendable {
  /// Its name, as error messages list it.
  let name: String
  /// Whether the first bytes of a file (up to 64 KB, gzip undone) are of this kind.
  let recognises: @Sendable ([UInt8]) -> Bool
  /// Reads all files of this kind that lie in one folder, sorted by name.
  let read: @Sendable ([String]) throws(LogError) -> [TrainingLog]

  /// All kinds. A file is of the first kind that recognises it.
  static let all: [LogFormat] = [
    LogFormat(
      name: "Stable-Baselines3 monitor.csv", recognises: MonitorReader.recognises,
      read: MonitorReader.read),
    LogFormat(
      name: "step,value CSV", recognises: PlainCurveReader.recognises,
      read: PlainCurveReader.read),
  ]

  /// The names of all kinds, as a list in words.
  static var allNames: String { all.map(\.name).joined(separator: ", ") }
}
