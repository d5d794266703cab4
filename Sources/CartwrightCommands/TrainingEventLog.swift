import Baselines
import Foundation
import Reports
import Training

/// Writes a training run's events for TensorBoard while the run goes on.
///
/// A resumed run goes on in a new file of the same folder, behind the last update that the folder
/// holds, so TensorBoard shows one run without gaps and without doubles.
final class TrainingEventLog {
  private let trainer: Trainer
  private let events: TrainingEvents
  private var file: EventFile?
  /// The last update that has been written; -1 before the first.
  private var last: Int
  private let isFirstFile: Bool

  init(_ trainer: Trainer) {
    self.trainer = trainer
    events = TrainingEvents(trainer.configuration)
    let written = EventFile.files(in: trainer.folder.tensorBoard)
    // What cannot be read holds no update.
    let curves = (try? TensorBoardReader.read(written))?.first?.curves ?? []
    let steps = curves.first { $0.name == TrainingEvents.everyUpdate }?.steps ?? []
    last = steps.max().map { Int($0) } ?? -1
    isFirstFile = last < 0
  }

  /// Writes the updates that are finished and not yet written.
  func update() throws {
    let records = trainer.records
    guard let newest = records.last, newest.update > last else { return }
    let time = Date().timeIntervalSince1970
    var bytes = EventRecords()
    if file == nil {
      file = try EventFile(in: trainer.folder.tensorBoard, time: time)
      if isFirstFile {
        events.addBeginning(to: &bytes, time: time)
      } else {
        bytes.addVersion(time: time)
      }
    }
    for (index, record) in records.enumerated() where record.update > last {
      let policy = record.accepted ? trainer.folder.policy(update: record.update) : nil
      events.add(
        record, after: index > 0 ? records[index - 1] : nil,
        policy: try policy.map { try String(contentsOf: $0, encoding: .utf8) },
        to: &bytes, time: time)
    }
    try file?.write(bytes)
    last = newest.update
  }

  /// Writes that the run came to its end, if it did.
  func end(_ outcome: TrainingOutcome) throws {
    guard outcome.end != .interrupted, file != nil else { return }
    var bytes = EventRecords()
    events.addEnd(to: &bytes, time: Date().timeIntervalSince1970)
    try file?.write(bytes)
  }
}
