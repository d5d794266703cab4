// The methods of strings. Letters beyond ASCII follow Unicode's simple properties.

import Foundation
import PolicySyntax

extension Machine {
  func stringMethod(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    func check(_ allowed: ClosedRange<Int>, _ keywords: [String] = []) throws(Fault) {
      if arguments.arePositional, allowed.contains(arguments.count) { return }
      try arguments.check(method.name, allowed, keywords: keywords, self)
    }
    try charge(heap.text(receiver).count / 8)
    switch method {
    case .startswith, .endswith:
      try check(1...1)
      if arguments[0].tag == .tuple {
        for index in 0..<heap.count(arguments[0]) {
          if try hasEnd(method, receiver, heap.elements(arguments[0])[index]) {
            return .bool(true)
          }
        }
        return .bool(false)
      }
      return .bool(try hasEnd(method, receiver, arguments[0]))
    case .find, .rfind, .index, .rindex, .count:
      try check(1...3)
      return try findText(method, receiver, arguments)
    case .join:
      try check(1...1)
      return try join(receiver, arguments[0])
    case .split, .rsplit:
      try check(0...2, ["sep", "maxsplit"])
      return try split(method, receiver, arguments)
    case .splitlines:
      try check(0...0)
      let lines = heap.string(receiver).split(omittingEmptySubsequences: false) { $0.isNewline }
      let kept = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
      return try makeStrings(kept.map(String.init))
    case .partition, .rpartition:
      try check(1...1)
      let separator = try text(arguments[0], method)
      guard !heap.text(separator).isEmpty else { throw emptySeparator() }
      let whole = heap.text(receiver)
      let found = PythonText.find(
        heap.text(separator), in: whole, backwards: method == .rpartition)
      guard let found else {
        let empty = PolicyValue.string(heap.intern(""))
        return try makeTuple(
          method == .partition ? [receiver, empty, empty] : [empty, empty, receiver])
      }
      let before = Array(whole[..<found])
      let after = Array(whole[(found + heap.text(separator).count)...])
      return try makeTuple([
        try heap.makeString(before), separator, try heap.makeString(after),
      ])
    case .replace:
      try check(2...3)
      return try replace(receiver, arguments)
    case .strip, .lstrip, .rstrip:
      try check(0...1)
      return try strip(method, receiver, arguments)
    case .removeprefix, .removesuffix:
      try check(1...1)
      let part = try text(arguments[0], method)
      let isThere = try hasEnd(
        method == .removeprefix ? .startswith : .endswith, receiver, part)
      guard isThere else { return receiver }
      let count = heap.text(part).count
      let whole = Array(heap.text(receiver))
      return try heap.makeString(
        method == .removeprefix ? Array(whole.dropFirst(count)) : whole.dropLast(count))
    case .casefold:
      try check(0...0)
      // Folding differs from lower case in a few letters only.
      let folded = heap.string(receiver).unicodeScalars.map { scalar in
        scalar == "ß" || scalar == "ẞ"
          ? "ss" : scalar == "ς" ? "σ" : scalar.properties.lowercaseMapping
      }
      return try heap.makeString(folded.joined().utf8)
    case .isascii:
      try check(0...0)
      return .bool(heap.text(receiver).allSatisfy { $0 < 128 })
    case .isidentifier:
      try check(0...0)
      return .bool(Machine.isIdentifier(heap.string(receiver)))
    case .lower, .upper, .title, .capitalize, .swapcase:
      try check(0...0)
      return try heap.makeString(Machine.cased(heap.string(receiver), method).utf8)
    case .isdigit, .isalpha, .isalnum, .isspace, .islower, .isupper, .isnumeric, .isdecimal:
      try check(0...0)
      return .bool(Machine.hasProperty(heap.string(receiver), method))
    case .ljust, .rjust, .center, .zfill:
      try check(1...2)
      return try justify(method, receiver, arguments)
    case .format:
      if let text = try quickFormat(receiver, arguments) { return text }
      return try formatText(receiver, arguments)
    default: throw noMethod(method.name, receiver)
    }
  }

  private static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first == "_" || first.properties.isXIDStart else {
      return false
    }
    return text.unicodeScalars.dropFirst().allSatisfy(\.properties.isXIDContinue)
  }

  private func text(_ value: PolicyValue, _ method: Method) throws(Fault) -> PolicyValue {
    guard value.tag == .string else {
      throw Fault(
        .type, "expected text for \(method.name)(), found \(PolicyValue.describe(value.tag))")
    }
    return value
  }

  private func emptySeparator() -> Fault {
    Fault(.value, "expected a separator with characters, found an empty one")
  }

  private func makeStrings(_ texts: [String]) throws(Fault) -> PolicyValue {
    var values: [PolicyValue] = []
    for text in texts { values.append(try heap.makeString(text.utf8)) }
    try charge(values.count)
    return try makeList(values)
  }

  private func hasEnd(
    _ method: Method, _ receiver: PolicyValue, _ part: PolicyValue
  ) throws(Fault) -> Bool {
    let needle = heap.text(try text(part, method))
    let whole = heap.text(receiver)
    guard needle.count <= whole.count else { return false }
    guard let text = whole.baseAddress, let part = needle.baseAddress else { return true }
    let start = method == .startswith ? 0 : whole.count - needle.count
    return memcmp(text + start, part, needle.count) == 0
  }

  private func findText(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    let needle = heap.text(try text(arguments[0], method))
    let whole = heap.text(receiver)
    let (first, last) = try bounds(arguments, heap.characterCount(receiver))
    let start =
      first > heap.characterCount(receiver)
      ? whole.count + 1 : PythonText.offset(ofCharacter: first, in: whole)
    let end = PythonText.offset(ofCharacter: last, in: whole)
    try charge((whole.count + needle.count) / 8)
    if method == .count {
      guard start <= end else { return .int(Int64(0)) }
      if needle.isEmpty {
        return .int(PythonText.characters(before: end, in: whole) - first + 1)
      }
      var found = 0
      var place = start
      while let next = PythonText.find(needle, in: whole, from: place, to: end) {
        found += 1
        try charge(1)
        place = next + needle.count
      }
      return .int(found)
    }
    let found = PythonText.find(
      needle, in: whole, from: start, to: end,
      backwards: method == .rfind || method == .rindex)
    guard let found else {
      guard method == .index || method == .rindex else { return .int(Int64(-1)) }
      throw Fault(
        .value,
        "expected a part of the text for \(method.name)(), found \(self.shortRepr(arguments[0]))"
      )
    }
    return .int(PythonText.characters(before: found, in: whole))
  }

  private func join(_ separator: PolicyValue, _ parts: PolicyValue) throws(Fault) -> PolicyValue {
    let mark = buffer.count
    defer { buffer.remove(from: mark) }
    var iteration = try iterate(parts)
    var isFirst = true
    while true {
      let part = try advance(&iteration)
      if part.tag == .unbound { break }
      try charge(1)
      guard part.tag == .string else {
        throw Fault(
          .type, "expected text to join, found \(PolicyValue.describe(part.tag))",
          hint: "convert each element: str(x)")
      }
      if !isFirst { buffer.append(heap.text(separator)) }
      isFirst = false
      buffer.append(heap.text(part))
      try boundText()
    }
    try charge((buffer.count - mark) / 8)
    return try heap.makeKey(copying: buffer.text(from: mark))
  }

  private func split(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    let separator =
      arguments.count > 0 ? arguments[0] : arguments.keyword("sep", self) ?? .none
    let limitValue = arguments.count > 1 ? arguments[1] : arguments.keyword("maxsplit", self)
    var limit =
      try limitValue.map { (value) throws(Fault) in
        Int(try integer(value, "maxsplit"))
      } ?? -1
    if limit < 0 { limit = .max }
    let whole = Array(heap.text(receiver))
    var pieces: [ArraySlice<UInt8>] = []
    if separator.tag == .none {
      pieces = Machine.words(whole, limit, fromEnd: method == .rsplit)
    } else {
      let needle = Array(heap.text(try text(separator, method)))
      guard !needle.isEmpty else { throw emptySeparator() }
      pieces = try separated(whole, needle, limit, fromEnd: method == .rsplit)
    }
    var values: [PolicyValue] = []
    for piece in pieces {
      try charge(1)
      values.append(try heap.makeString(piece))
    }
    return try makeList(values)
  }

  private static func words(
    _ text: [UInt8], _ limit: Int, fromEnd: Bool
  ) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var rest = text[...]
    func trimFirst() { rest = rest.drop { PythonText.isSpace($0) } }
    func trimLast() { while let last = rest.last, PythonText.isSpace(last) { rest.removeLast() } }
    if fromEnd {
      trimLast()
      while !rest.isEmpty && pieces.count < limit {
        let start = rest.lastIndex { PythonText.isSpace($0) }.map { $0 + 1 } ?? rest.startIndex
        let word = rest[start...]
        pieces.append(word)
        rest = rest.dropLast(word.count)
        trimLast()
      }
      if !rest.isEmpty { pieces.append(rest) }
      return pieces.reversed()
    }
    trimFirst()
    while !rest.isEmpty && pieces.count < limit {
      let word = rest.prefix { !PythonText.isSpace($0) }
      pieces.append(word)
      rest = rest.dropFirst(word.count)
      trimFirst()
    }
    if !rest.isEmpty { pieces.append(rest) }
    return pieces
  }

  private func separated(
    _ text: [UInt8], _ needle: [UInt8], _ limit: Int, fromEnd: Bool
  ) throws(Fault) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var rest = text[...]
    try text.withUnsafeBufferPointer { (whole) throws(Fault) in
      try needle.withUnsafeBufferPointer { (needle) throws(Fault) in
        while pieces.count < limit,
          let found = PythonText.find(
            needle, in: whole, from: rest.startIndex, to: rest.endIndex, backwards: fromEnd)
        {
          try charge(1)
          if fromEnd {
            pieces.append(rest[(found + needle.count)...])
            rest = rest[..<found]
          } else {
            pieces.append(rest[..<found])
            rest = rest[(found + needle.count)...]
          }
        }
      }
    }
    pieces.append(rest)
    return fromEnd ? pieces.reversed() : pieces
  }

  private func replace(
    _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    let old = Array(heap.text(try text(arguments[0], .replace)))
    let new = Array(heap.text(try text(arguments[1], .replace)))
    var limit = arguments.count > 2 ? Int(try integer(arguments[2], "replace()")) : -1
    if limit < 0 { limit = .max }
    let whole = Array(heap.text(receiver))
    var result: [UInt8] = []
    if old.isEmpty {
      var done = 0
      for byte in whole {
        if byte & 0xC0 != 0x80, done < limit {
          result += new
          done += 1
          try charge(new.count / 8 + 1)
        }
        result.append(byte)
      }
      if done < limit { result += new }
      return try heap.makeString(result)
    }
    let pieces = try separated(whole, old, limit, fromEnd: false)
    for (index, piece) in pieces.enumerated() {
      if index > 0 { result += new }
      result += piece
      try charge((piece.count + new.count) / 8)
    }
    return try heap.makeString(result)
  }

  func strip(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    let left = method != .rstrip
    let right = method != .lstrip
    if arguments.count == 0 || arguments[0].tag == .none {
      let kept = PythonText.trimmed(heap.text(receiver), left: left, right: right) {
        PythonText.isSpace($0)
      }
      return try heap.makeString(Array(kept))
    }
    let characters = try text(arguments[0], method)
    if heap.isASCII(characters) {
      // No part of a longer character is one of these.
      var cut: (low: UInt64, high: UInt64) = (0, 0)
      for byte in heap.text(characters) {
        if byte < 64 { cut.low |= 1 << UInt64(byte) } else { cut.high |= 1 << UInt64(byte - 64) }
      }
      let source = heap.text(receiver)
      func isCut(_ byte: UInt8) -> Bool {
        byte < 128 && (byte < 64 ? cut.low >> UInt64(byte) : cut.high >> UInt64(byte - 64)) & 1 == 1
      }
      var (start, end) = (0, source.count)
      if left { while start < end, isCut(source[start]) { start += 1 } }
      if right { while end > start, isCut(source[end - 1]) { end -= 1 } }
      return end - start == source.count
        ? receiver : try heap.makePart(of: receiver, start, end - start)
    }
    let cut = Set(heap.string(characters).unicodeScalars)
    var scalars = heap.string(receiver).unicodeScalars[...]
    if left { scalars = scalars.drop { cut.contains($0) } }
    if right { while let last = scalars.last, cut.contains(last) { scalars.removeLast() } }
    return try heap.makeString(String(scalars).utf8)
  }

  private static func cased(_ text: String, _ method: Method) -> String {
    switch method {
    case .lower: return text.lowercased()
    case .upper: return text.uppercased()
    default: break
    }
    var result = ""
    var isInWord = false
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      switch method {
      case .title:
        result += isInWord ? properties.lowercaseMapping : properties.titlecaseMapping
        isInWord = properties.isCased
      case .capitalize:
        result += isInWord ? properties.lowercaseMapping : properties.titlecaseMapping
        isInWord = true
      default:
        result +=
          properties.isLowercase
          ? properties.uppercaseMapping : properties.lowercaseMapping
      }
    }
    return result
  }

  private static func hasProperty(_ text: String, _ method: Method) -> Bool {
    let scalars = text.unicodeScalars
    guard !scalars.isEmpty else { return false }
    func isAlpha(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
        true
      default: false
      }
    }
    switch method {
    case .isnumeric: return scalars.allSatisfy { $0.properties.numericType != nil }
    case .isdecimal: return scalars.allSatisfy { $0.properties.numericType == .decimal }
    case .isdigit:
      return scalars.allSatisfy {
        $0.properties.numericType == .decimal || $0.properties.numericType == .digit
      }
    case .isalpha: return scalars.allSatisfy(isAlpha)
    case .isalnum:
      return scalars.allSatisfy { isAlpha($0) || $0.properties.numericType != nil }
    case .isspace: return scalars.allSatisfy(\.properties.isWhitespace)
    case .islower:
      return scalars.contains(where: \.properties.isLowercase)
        && !scalars.contains(where: \.properties.isUppercase)
    default:
      return scalars.contains(where: \.properties.isUppercase)
        && !scalars.contains(where: \.properties.isLowercase)
    }
  }

  private func justify(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    let width = try integer(arguments[0], "\(method.name)()")
    let missing = Int(width) - heap.characterCount(receiver)
    guard missing > 0 else { return receiver }
    try heap.reserve(cells: missing / 8)
    try charge(missing)
    var text = heap.string(receiver)
    var fill = method == .zfill ? "0" : " "
    if arguments.count == 2 {
      fill = heap.string(try self.text(arguments[1], method))
      guard fill.unicodeScalars.count == 1, method != .zfill else {
        throw Fault(
          .type, "expected one character to fill with, found \(self.shortRepr(arguments[1]))")
      }
    }
    if method == .center {
      // Python puts the odd one on the left where the width is odd.
      let left = missing / 2 + (missing & Int(width) & 1)
      text =
        String(repeating: fill, count: left) + text
        + String(repeating: fill, count: missing - left)
      return try heap.makeString(text.utf8)
    }
    let padding = String(repeating: fill, count: missing)
    if method == .zfill, let sign = text.first, sign == "-" || sign == "+" {
      text = String(sign) + padding + text.dropFirst()
    } else {
      text = method == .ljust ? text + padding : padding + text
    }
    return try heap.makeString(text.utf8)
  }
}
