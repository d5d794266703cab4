import Foundation

/// Reads the `evaluations.npz` of Stable-Baselines3's `EvalCallback`.
///
/// The archive holds `timesteps` (agent steps of all environments together), `results` and
/// `ep_lengths` (evaluations × episodes), and sometimes `successes`
/// (stable_baselines3/common/callbacks.py). There is no clock.
package enum EvaluationsReader {
  /// Whether bytes begin such an archive: a zip file whose first member is one of those arrays.
  package static func recognises(_ head: [UInt8]) -> Bool {
    guard head.count > 30, head.starts(with: [0x50, 0x4B, 3, 4]) else { return false }
    return ["timesteps", "results", "ep_lengths", "successes"].contains {
      head[30...].starts(with: Array("\($0).npy".utf8))
    }
  }

  /// Reads archives, each of which is a run.
  package static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    try readEach(files, read)
  }

  private static func read(_ path: String) throws(LogError) -> TrainingLog {
    let archive = try ZipArchive(path)
    func array(_ name: String) throws(LogError) -> NumpyArray? {
      guard let member = archive.members.first(where: { $0.name == name + ".npy" }) else {
        return nil
      }
      let bytes = try archive.contents(of: member)
      do throws(NumpyArray.Fault) {
        return try NumpyArray(bytes)
      } catch {
        throw LogError(file: path, expected: "\(error.expected) in \(name)", found: error.found)
      }
    }
    guard let steps = try array("timesteps"), let results = try array("results") else {
      throw LogError(
        file: path, expected: "the arrays timesteps and results",
        found: archive.members.isEmpty
          ? "none" : archive.members.prefix(8).map(\.name).joined(separator: ", "))
    }
    let description = RunDescription(file: path)
    var log = TrainingLog(
      name: description.name, path: path, format: "Stable-Baselines3 evaluations")
    log.game = description.game
    log.algorithm = description.algorithm
    log.seed = description.seed
    if !archive.hasDirectory {
      log.damage.append(
        LogError(
          file: path, expected: "the directory of the archive", found: "the end of the file",
          hint: "the file was not written to its end; what is there was read"))
    }
    if steps.shape[0] != results.shape[0] {
      log.damage.append(
        LogError(
          file: path, expected: "results of \(steps.shape[0]) evaluations",
          found: "\(results.shape[0])"))
    }
    let episodes = results.shape.count == 2 ? results.shape[1] : 1
    log.curves = [
      curve("results", .evaluation(.game, episodes: episodes), steps, results)
    ]
    do throws(LogError) {
      if let lengths = try array("ep_lengths") {
        log.curves.append(curve("ep_lengths", .other, steps, lengths))
      }
    } catch {
      log.damage.append(error)
    }
    guard log.curves[0].count > 0 else {
      throw LogError(file: path, expected: "results", found: "none")
    }
    log.notes = [
      "Each number is the mean of \(episodes) episodes of one evaluation: whole games, all lives, as "
        + "evaluate_policy takes them from Monitor.",
      "'timesteps' counts agent steps of all environments together; frame skip 4 is assumed.",
      "The log has no clock.",
    ]
    return log
  }

  /// The means of rows, each at its step.
  private static func curve(
    _ name: String, _ quantity: Curve.Quantity, _ steps: NumpyArray, _ rows: NumpyArray
  ) -> Curve {
    var curve = Curve(name: name, quantity: quantity, stepUnit: .agentSteps())
    let width = rows.shape.count == 2 ? rows.shape[1] : 1
    guard width > 0 else { return curve }
    for row in 0..<min(steps.values.count, rows.shape[0]) {
      let mean = rows.values[row * width..<(row + 1) * width].reduce(0, +) / Double(width)
      guard mean.isFinite, steps.values[row].isFinite else { continue }
      curve.values.append(mean)
      curve.steps.append(steps.values[row])
    }
    return curve
  }
}
