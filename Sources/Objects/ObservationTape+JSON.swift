extension ObservationTape {
  /// The observation as JSON text, on one line, keys in document order.
  ///
  /// A real number keeps its decimal point (`0.0`), so that Python reads back a float. An unknown
  /// one is written `NaN`, as Python's `json` module writes and reads it.
  public func json() -> String {
    var text = ""
    var next = 0
    while next < tokens.count {
      if next > 0 { text += "," }
      write(&next, into: &text)
    }
    return text
  }

  /// Writes the value whose token stands at `next`, and moves `next` behind it.
  private func write(_ next: inout Int, into text: inout String) {
    let token = tokens[next]
    next += 1
    if let key = token.key { text += "\"\(key.name)\":" }
    switch token.kind {
    case .int: text += "\(token.integer)"
    case .real: text += Self.json(token.real)
    case .text: text += "\"\(ObservationKey.all[token.integer].name)\""
    case .dictionary, .list:
      text += token.kind == .list ? "[" : "{"
      for entry in 0..<token.integer {
        if entry > 0 { text += "," }
        write(&next, into: &text)
      }
      text += token.kind == .list ? "]" : "}"
    }
  }

  private static func json(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    return "\(value)"
  }
}
