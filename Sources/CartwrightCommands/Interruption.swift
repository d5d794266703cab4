import Foundation
import Synchronization

/// Ctrl-C and its relatives as a wish that a long command looks at between two steps.
///
/// The first signal asks the command to save and to stop. A second Ctrl-C ends the process at once,
/// as without this.
enum Interruption {
  private static let requested = Atomic<Bool>(false)

  /// Whether a signal came since `listen`.
  static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// From now on SIGINT, SIGTERM and SIGHUP are wishes.
  static func listen() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        Interruption.requested.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }
}
