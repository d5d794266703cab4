// The methods of strings that policies call most, on bytes.
//
// A part of a string shares its bytes, so most of these copy nothing.

import PolicySyntax

extension Machine {
  /// Nil where the method is none of these, or has to say what is wrong with its arguments.
  func quickString(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue? {
    let text = heap.text(receiver)
    if text.count >= 8 { try charge(text.count / 8) }
    switch method {
    case .startswith, .endswith:
      // By far the commonest methods of strings: observations have numbered keys.
      guard arguments.count == 1, arguments[0].tag == .string else { return nil }
      let part = heap.text(arguments[0])
      guard part.count <= text.count else { return .bool(false) }
      try heap.spend(part.count / 16)
      let start = method == .startswith ? 0 : text.count - part.count
      var index = 0
      while index < part.count, text[start + index] == part[index] { index += 1 }
      return .bool(index == part.count)
    case .split, .rsplit:
      guard arguments.count <= 2 else { return nil }
      return try quickSplit(receiver, arguments, fromEnd: method == .rsplit)
    case .replace:
      guard arguments.count == 2 else { return nil }
      return try quickReplace(receiver, arguments[0], arguments[1])
    case .strip, .lstrip, .rstrip:
      if arguments.count == 1, arguments[0].tag == .string {
        return try strip(method, receiver, arguments)
      }
      guard arguments.count == 0 else { return nil }
      var (start, end) = (0, text.count)
      if method != .rstrip { while start < end, PythonText.isSpace(text[start]) { start += 1 } }
      if method != .lstrip { while end > start, PythonText.isSpace(text[end - 1]) { end -= 1 } }
      return try heap.makePart(of: receiver, start, end - start)
    case .find, .rfind:
      guard arguments.count == 1, arguments[0].tag == .string, heap.isASCII(receiver) else {
        return nil
      }
      let found = PythonText.find(
        heap.text(arguments[0]), in: text, backwards: method == .rfind)
      return .int(found ?? -1)
    case .lower, .upper:
      guard arguments.count == 0, heap.isASCII(receiver) else { return nil }
      let first = UInt8(ascii: method == .lower ? "A" : "a")
      let mark = buffer.count
      defer { buffer.remove(from: mark) }
      for byte in text { buffer.append(byte >= first && byte < first + 26 ? byte ^ 0x20 : byte) }
      return try heap.makeKey(copying: buffer.text(from: mark))
    case .isdigit, .isalpha, .isalnum, .isupper, .islower:
      guard arguments.count == 0, heap.isASCII(receiver) else { return nil }
      return .bool(Machine.hasKind(method, text))
    default: return nil
    }
  }

  /// Whether characters of ASCII are all digits, letters, or without letters of the other case.
  private static func hasKind(_ method: Method, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var (digits, upper, lower) = (0, 0, 0)
    for byte in text {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x41...0x5A: upper += 1
      case 0x61...0x7A: lower += 1
      default: break
      }
    }
    return switch method {
    case .isdigit: digits == text.count && digits > 0
    case .isalpha: upper + lower == text.count && upper + lower > 0
    case .isalnum: digits + upper + lower == text.count && !text.isEmpty
    case .isupper: upper > 0 && lower == 0
    default: lower > 0 && upper == 0
    }
  }

  /// The parts between separators, or between blanks.
  private func quickSplit(
    _ receiver: PolicyValue, _ arguments: Arguments, fromEnd: Bool
  ) throws(Fault) -> PolicyValue? {
    var limit = Int64.max
    if arguments.count == 2 {
      guard arguments[1].tag == .int else { return nil }
      if arguments[1].int >= 0 { limit = arguments[1].int }
    }
    guard arguments.count > 0, arguments[0].tag == .string,
      !heap.text(arguments[0]).isEmpty
    else { return limit == .max ? try words(receiver, arguments) : nil }
    let separator = heap.text(arguments[0]).count
    let mark = work.count
    defer { work.remove(from: mark) }
    var (start, end) = (0, heap.text(receiver).count)
    while limit > 0 {
      // Parts are made in the heap, whose bytes may move.
      let found = PythonText.find(
        heap.text(arguments[0]), in: heap.text(receiver), from: start, to: end,
        backwards: fromEnd)
      guard let found else { break }
      try charge(1)
      if fromEnd {
        work.push(
          try heap.makePart(of: receiver, found + separator, end - found - separator))
        end = found
      } else {
        work.push(try heap.makePart(of: receiver, start, found - start))
        start = found + separator
      }
      limit -= 1
    }
    work.push(try heap.makePart(of: receiver, start, end - start))
    try charge(1)
    let list = try makeSequence(.list, from: mark, count: work.count - mark)
    if fromEnd {
      var elements = UnsafeMutableBufferPointer(
        start: heap.elements(list), count: heap.count(list))
      elements.reverse()
    }
    return list
  }

  private func words(_ receiver: PolicyValue, _ arguments: Arguments) throws(Fault) -> PolicyValue?
  {
    guard arguments.count == 0 || arguments[0].tag == .none else { return nil }
    let mark = work.count
    defer { work.remove(from: mark) }
    let count = heap.text(receiver).count
    var next = 0
    while true {
      let text = heap.text(receiver)
      while next < count, PythonText.isSpace(text[next]) { next += 1 }
      if next == count { break }
      let start = next
      while next < count, !PythonText.isSpace(text[next]) { next += 1 }
      work.push(try heap.makePart(of: receiver, start, next - start))
      try charge(1)
    }
    return try makeSequence(.list, from: mark, count: work.count - mark)
  }

  private func quickReplace(
    _ receiver: PolicyValue, _ old: PolicyValue, _ new: PolicyValue
  ) throws(Fault) -> PolicyValue? {
    guard old.tag == .string, new.tag == .string, !heap.text(old).isEmpty else { return nil }
    let text = heap.text(receiver)
    let mark = buffer.count
    defer { buffer.remove(from: mark) }
    var start = 0
    while let found = PythonText.find(heap.text(old), in: text, from: start) {
      buffer.append(UnsafeBufferPointer(rebasing: text[start..<found]))
      buffer.append(heap.text(new))
      try charge(1 + (found - start + heap.text(new).count) / 8)
      try boundText()
      start = found + heap.text(old).count
    }
    if start == 0 { return receiver }
    buffer.append(UnsafeBufferPointer(rebasing: text[start...]))
    return try heap.makeKey(copying: buffer.text(from: mark))
  }
}
