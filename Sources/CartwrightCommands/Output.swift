import Foundation
import Synchronization

/// Where text goes: a stream with a buffer of its own. Any thread may write.
public final class Output: Sendable {
  /// Whether a person watches: progress is drawn only there.
  public let isTerminal: Bool
  private let name: String
  private let sink: @Sendable ([UInt8]) throws(OutputError) -> Void
  private let buffer = Mutex<[UInt8]>([])
  private let capacity: Int

  /// Collects what is written in memory, for callers that look at it; see `collected`.
  public convenience init(collecting name: String) {
    self.init(name: name, isTerminal: false, capacity: .max) { _ throws(OutputError) in }
  }

  private init(
    name: String, isTerminal: Bool, capacity: Int,
    sink: @escaping @Sendable ([UInt8]) throws(OutputError) -> Void
  ) {
    self.name = name
    self.isTerminal = isTerminal
    self.capacity = capacity
    self.sink = sink
  }

  /// A stream that is already open, such as 1 for standard output.
  ///
  /// With `buffered: false` every text is written at once. A reader that went away is an error of
  /// `write` and `flush`, no longer a signal that ends the process.
  public convenience init(descriptor: Int32, name: String, buffered: Bool) {
    signal(SIGPIPE, SIG_IGN)
    self.init(
      name: name, isTerminal: isatty(descriptor) == 1, capacity: buffered ? 1 << 16 : 0
    ) { bytes throws(OutputError) in
      try Output.write(bytes, to: descriptor, name: name)
    }
  }

  /// Standard output, with a buffer.
  public static func standardOutput() -> Output {
    Output(descriptor: STDOUT_FILENO, name: "standard output", buffered: true)
  }

  /// Standard error, written at once.
  public static func standardError() -> Output {
    Output(descriptor: STDERR_FILENO, name: "standard error", buffered: false)
  }

  /// What was written and not yet passed on; all of it for a collecting output.
  public var collected: String { buffer.withLock { String(decoding: $0, as: UTF8.self) } }

  /// How many characters a line of the terminal holds.
  var columns: Int {
    var size = winsize()
    guard isTerminal, ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else {
      return 80
    }
    return Int(size.ws_col)
  }

  /// Appends text.
  public func write(_ text: String) throws(OutputError) {
    try buffer.withLock { buffer throws(OutputError) in
      buffer.append(contentsOf: text.utf8)
      if buffer.count > capacity { try pass(&buffer) }
    }
  }

  /// Passes on what is in the buffer; a collecting output keeps it.
  public func flush() throws(OutputError) {
    try buffer.withLock { buffer throws(OutputError) in try pass(&buffer) }
  }

  private func pass(_ buffer: inout [UInt8]) throws(OutputError) {
    guard capacity != .max, !buffer.isEmpty else { return }
    defer { buffer.removeAll(keepingCapacity: true) }
    try sink(buffer)
  }

  static func write(
    _ bytes: [UInt8], to descriptor: Int32, name: String
  ) throws(OutputError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno == EPIPE {
        throw .readerGone
      } else if errno != EINTR {
        throw .cannotWrite(name, reason: String(cString: strerror(errno)))
      }
    }
  }
}

/// Why something cannot be written or read.
public enum OutputError: Error, Sendable {
  /// The program that reads our output ended, as `head` does; not an error to talk about.
  case readerGone
  case cannotWrite(String, reason: String)

  var failure: Failure {
    switch self {
    case .readerGone: Failure(.done, "")
    case .cannotWrite(let path, let reason):
      Failure(.inputOutput, "expected to write \(path), found: \(reason)")
    }
  }
}
