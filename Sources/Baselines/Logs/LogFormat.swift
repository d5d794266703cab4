/// A kind of log that can be read.
struct LogFormat: Sendable {
  /// Its name, as error messages list it.
  let name: String
  /// Whether the first bytes of a file (up to 64 KB, gzip undone) are of this kind.
  let recognises: @Sendable ([UInt8]) -> Bool
  /// Reads all files of this kind that lie in one folder, sorted by name.
  let read: @Sendable ([String]) throws(LogError) -> [TrainingLog]

  /// The name of the kind that our own runs are.
  static let ourRun = "Cartwright run"

  /// All kinds. A file is of the first kind that recognises it.
  static let all: [LogFormat] = [
    LogFormat(
      name: ourRun, recognises: CartwrightRunReader.recognises,
      read: CartwrightRunReader.read),
    LogFormat(
      name: "the paper's perf.csv", recognises: PerformanceReader.recognises,
      read: PerformanceReader.read),
    LogFormat(
      name: "Stable-Baselines3 monitor.csv", recognises: MonitorReader.recognises,
      read: MonitorReader.read),
    LogFormat(
      name: "Stable-Baselines3 evaluations.npz", recognises: EvaluationsReader.recognises,
      read: EvaluationsReader.read),
    LogFormat(
      name: "progress.csv of Stable-Baselines3 and RLlib", recognises: ProgressReader.recognises,
      read: ProgressReader.read),
    LogFormat(
      name: "result.json and progress.json", recognises: ResultReader.recognises,
      read: ResultReader.read),
    LogFormat(
      name: "TensorBoard events", recognises: TensorBoardReader.recognises,
      read: TensorBoardReader.read),
    LogFormat(
      name: "Weights & Biases .wandb", recognises: WandbReader.recognises, read: WandbReader.read),
    LogFormat(
      name: "TensorBoard JSON download", recognises: TensorBoardJSONReader.recognises,
      read: TensorBoardJSONReader.read),
    LogFormat(
      name: "Dopamine JSON", recognises: DopamineReader.recognises, read: DopamineReader.read),
    LogFormat(
      name: "Weights & Biases history (JSON)", recognises: HistoryReader.recognises,
      read: HistoryReader.read),
    LogFormat(
      name: "Weights & Biases CSV export", recognises: WandbExportReader.recognises,
      read: WandbExportReader.read),
    LogFormat(
      name: "openrlbenchmark score table", recognises: ScoreTableReader.recognises,
      read: ScoreTableReader.read),
    LogFormat(
      name: "step,value CSV", recognises: PlainCurveReader.recognises,
      read: PlainCurveReader.read),
  ]

  /// The names of all kinds, as a list in words.
  static var allNames: String { all.map(\.name).joined(separator: ", ") }
}
