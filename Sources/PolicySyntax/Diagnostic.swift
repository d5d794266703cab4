/// One thing that is wrong with a policy: what, where, and at most one hint.
///
/// The only error type of the policy language, from the lexer to the running program. The message
/// has the form `expected …, found …` where that makes sense.
public struct Diagnostic: Error, Sendable, Hashable {
  /// The class of an error, named as Python names it where Python has it.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case syntax = "SyntaxError"
    case indentation = "IndentationError"
    case tab = "TabError"
    case name = "NameError"
    case unboundLocal = "UnboundLocalError"
    case type = "TypeError"
    case value = "ValueError"
    case key = "KeyError"
    case index = "IndexError"
    case attribute = "AttributeError"
    case zeroDivision = "ZeroDivisionError"
    case overflow = "OverflowError"
    case assertion = "AssertionError"
    case imports = "ImportError"
    case runtime = "RuntimeError"
    case recursion = "RecursionError"
    case stopIteration = "StopIteration"
    case notImplemented = "NotImplementedError"
    case arithmetic = "ArithmeticError"
    case lookup = "LookupError"
    case exception = "Exception"
    /// Valid Python that this language does not run.
    case unsupported = "UnsupportedError"
    /// The step used more instructions than it may.
    case fuelExhausted = "FuelExhausted"
    /// The step used more memory than it may.
    case memoryLimit = "MemoryLimit"
    /// An edit that may not be made.
    case edit = "EditError"
    /// Code that runs but is probably not what was meant.
    case warning = "Warning"
    /// Input data, such as an observation, that cannot be read.
    case data = "DataError"
  }

  /// The class of the error.
  public var kind: Kind
  /// What was expected and what was found; one line, no position.
  public var message: String
  /// Where, in UTF-8 byte offsets.
  public var span: SourceSpan
  /// The line of the first byte, from 1.
  public var line: Int
  /// The column of the first byte in characters, from 1.
  public var column: Int
  /// One suggestion, such as the nearest known name.
  public var hint: String?

  /// Makes a diagnostic for a span of a source file.
  public init(
    _ kind: Kind, _ message: String, at span: SourceSpan, in source: SourceFile,
    hint: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.span = span
    self.hint = hint
    (line, column) = source.position(of: span.start)
  }

  /// The error as a person reads it: one line with the place, the source line, a caret, the hint.
  ///
  /// ```
  /// pong.py:12:8: NameError: expected a defined name, found 'bal'
  ///     return bal["x"]
  ///            ^~~
  /// hint: did you mean 'ball'?
  /// ```
  public func rendered(in source: SourceFile) -> String {
    var text = "\(source.name):\(line):\(column): \(kind.rawValue): \(message)"
    let lineSpan = source.lineSpan(at: span.start)
    let scalars = Array(source.text(of: lineSpan).unicodeScalars)
    if !scalars.isEmpty {
      // A long line is cut to a window around the place.
      let window = 96
      let first = column > window ? column - window / 2 : 1
      let shown = scalars.dropFirst(first - 1).prefix(window)
      let spanEnd = min(span.end, lineSpan.end)
      let width =
        spanEnd > span.start
        ? source.bytes[Int(span.start)..<Int(spanEnd)].count { $0 & 0xC0 != 0x80 } : 1
      let lead = scalars.dropFirst(first - 1).prefix(max(0, column - first))
      let marks = "^" + String(repeating: "~", count: max(0, min(width, window) - 1))
      text += "\n    \(printable(shown))\n    \(lead.map { $0 == "\t" ? "\t" : " " }.joined())"
      text += marks.prefix(max(1, window - (column - first)))
    }
    if let hint { text += "\nhint: \(hint)" }
    return text
  }

  /// Control characters would move the caret or the terminal: they are shown as `?`.
  private func printable(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    for scalar in scalars {
      text.append(
        scalar != "\t" && (scalar.value < 32 || (127..<160).contains(scalar.value)) ? "?" : scalar)
    }
    return String(text)
  }
}

/// The known name nearest to a mistyped one, if one is near enough to be worth suggesting.
///
/// The distance is Damerau–Levenshtein (optimal string alignment); at most a third of the letters
/// may differ. Ties go to the first candidate, so pass them in a fixed order.
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.utf8)
  guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
  var best: (distance: Int, name: String)?
  for candidate in candidates {
    let other = Array(candidate.utf8)
    let allowed = max(1, max(wanted.count, other.count) / 3)
    guard abs(other.count - wanted.count) <= allowed, candidate != name, other.count <= 64 else {
      continue
    }
    let distance =
      candidate.lowercased() == name.lowercased() ? 0 : editDistance(wanted, other)
    if distance <= allowed, distance < max(wanted.count, other.count),
      distance < best?.distance ?? .max
    {
      best = (distance, candidate)
    }
  }
  return best?.name
}

private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var beforePrevious = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  for i in 1...max(1, a.count) where i <= a.count {
    var current = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...max(1, b.count) where j <= b.count {
      current[j] = min(
        previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        current[j] = min(current[j], beforePrevious[j - 2] + 1)
      }
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.count]
}
