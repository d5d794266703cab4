/// What is wrong with a log, and where.
public struct LogError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A place in a file.
  public enum Place: Sendable, Hashable {
    case file
    /// Counted from 1.
    case line(Int)
    /// Counted from 0; in what a compressed file holds, not in the file.
    case byte(Int)
  }

  public enum Kind: Sendable, Hashable {
    /// Nothing is there.
    case missing
    /// The system refused to read it.
    case unreadable
    /// It holds something else than it should.
    case content
  }

  public let kind: Kind
  /// The file as it was named.
  public let file: String
  public let place: Place
  /// `expected …, found …`.
  public let message: String
  public let hint: String?

  public init(
    _ kind: Kind = .content, file: String, _ place: Place = .file, expected: String,
    found: String, hint: String? = nil
  ) {
    self.kind = kind
    self.file = file
    self.place = place
    message = "expected \(expected), found \(found)"
    self.hint = hint
  }

  /// `FILE, line N: expected …, found …`.
  public var description: String {
    switch place {
    case .file: "\(file): \(message)"
    case .line(let line): "\(file), line \(line): \(message)"
    case .byte(let byte): "\(file), byte \(byte): \(message)"
    }
  }
}
