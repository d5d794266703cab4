/// Why a training run cannot start or go on.
public enum TrainingError: Error, Sendable, CustomStringConvertible {
  /// The folder for a new run is not empty.
  case folderInUse(String)
  /// The folder to resume is not a run.
  case notARun(String, missing: String)
  /// A file of the run cannot be understood.
  case damaged(String, reason: String)
  /// A file of the run cannot be written.
  case cannotWrite(String, reason: String)
  /// The run was made with another ROM.
  case otherROM(expected: String, found: String)
  /// The starting policy fails before it is trained.
  case startFails(String)

  /// One line: what was expected, what was found.
  public var description: String {
    switch self {
    case .folderInUse(let path): "expected a new or empty run folder, found files in \(path)"
    case .notARun(let path, let missing):
      "expected a run folder, found no readable \(missing) in \(path)"
    case .damaged(let path, let reason): "expected a run's record, found \(path): \(reason)"
    case .cannotWrite(let path, let reason): "expected to write \(path), found: \(reason)"
    case .otherROM(let expected, let found):
      "expected the run's ROM with MD5 \(expected), found \(found)"
    case .startFails(let reason): "expected a starting policy that runs, found: \(reason)"
    }
  }

  /// What to do about it, where there is something to say.
  public var hint: String? {
    switch self {
    case .folderInUse: "go on with it by --resume, or name another folder with --out"
    case .notARun: "a run folder holds config.json and policies/0000.py"
    case .damaged, .cannotWrite, .otherROM, .startFails: nil
    }
  }
}
