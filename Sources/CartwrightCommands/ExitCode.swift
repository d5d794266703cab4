import Atari
import Baselines
import Foundation
import Objects
import Training

/// How the program ends, as sysexits.h numbers it; scripts depend on these numbers.
enum ExitCode: Int32, Sendable {
  case done = 0
  /// The command line is wrong.
  case usage = 64
  /// A policy, log, trace or ROM has the wrong content.
  case badData = 65
  /// An input is not there.
  case noInput = 66
  /// A service does not answer.
  case unavailable = 69
  /// Our own bug.
  case ownBug = 70
  /// Reading or writing failed.
  case inputOutput = 74
  /// Interrupted, after saving.
  case interrupted = 130
}

/// An error as the command line shows it: one line, at most one hint, and an exit code.
struct Failure: Error, Sendable {
  let code: ExitCode
  /// `expected …, found …`; further lines only for a policy's source line and caret.
  let message: String
  let hint: String?

  init(_ code: ExitCode, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  /// The lines that go to stderr.
  var text: String {
    "error: \(message)\n" + (hint.map { "hint: \($0)\n" } ?? "")
  }
}

/// The caller asked to stop; what there was is saved.
struct Interrupted: Error {
  /// What was saved, or that nothing was.
  let note: String
}

extension Failure {
  /// Gives every error of every stage its words and its exit code; the only place that does.
  init(_ error: any Error) {
    switch error {
    case let error as Failure: self = error
    case let error as UsageError: self = error.failure
    case let error as OutputError: self = error.failure
    case let error as AtariError: self.init(Self.code(error.kind), "\(error)")
    case let error as ObjectsError: self.init(.usage, "\(error)")
    case let error as TrainingError:
      self.init(Self.code(error), error.description, hint: error.hint)
    case let error as LogError:
      self.init(Self.code(error.kind), error.description, hint: error.hint)
    case let error as CocoaError:
      self.init(
        .inputOutput,
        "expected to write \(error.filePath ?? "a file"), found: \(error.localizedDescription)")
    case let error as PolicyFailure:
      self.init(.badData, error.diagnostic.rendered(in: error.source))
    case let error as Interrupted:
      self.init(.interrupted, "expected to finish, found an interruption", hint: error.note)
    default: self.init(.ownBug, "expected no other kind of error, found \(error)")
    }
  }

  private static func code(_ kind: AtariError.Kind) -> ExitCode {
    switch kind {
    case .usage: .usage
    case .badData: .badData
    case .noInput: .noInput
    case .inputOutput: .inputOutput
    case .internalFault: .ownBug
    }
  }

  private static func code(_ kind: LogError.Kind) -> ExitCode {
    switch kind {
    case .missing: .noInput
    case .unreadable: .inputOutput
    case .content: .badData
    }
  }

  private static func code(_ error: TrainingError) -> ExitCode {
    switch error {
    case .folderInUse: .usage
    case .notARun: .noInput
    case .damaged, .otherROM, .startFails: .badData
    case .cannotWrite: .inputOutput
    }
  }
}
