import Synchronization

/// A count that several workers raise.
final class Counter: Sendable {
  private let value: Atomic<Int>

  init(_ start: Int) { value = Atomic(start) }

  /// Adds one and returns the new count.
  func increment() -> Int { value.add(1, ordering: .relaxed).newValue }
}
