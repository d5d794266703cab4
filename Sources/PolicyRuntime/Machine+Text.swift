// Values as text: `str`, `repr` and formats.

import Foundation
import PolicySyntax

extension Machine {
  /// The text of a value as `repr` gives it.
  func repr(_ value: PolicyValue) throws(Fault) -> String {
    let mark = buffer.count
    defer { buffer.remove(from: mark) }
    try appendRepr(value)
    return String(decoding: buffer.text(from: mark), as: UTF8.self)
  }

  /// A short text of a value for messages.
  func shortRepr(_ value: PolicyValue) -> String {
    let mark = buffer.count
    defer { buffer.remove(from: mark) }
    var writer = ReprWriter(room: 64)
    do throws(Fault) { try append(value, to: &writer) } catch {}
    let text = String(decoding: buffer.text(from: mark), as: UTF8.self)
    let scalars = text.unicodeScalars
    return scalars.count > 60
      ? String(String.UnicodeScalarView(scalars.prefix(56))) + "…" : text
  }

  /// The text of a value as `str` gives it.
  func str(_ value: PolicyValue) throws(Fault) -> String {
    let mark = buffer.count
    defer { buffer.remove(from: mark) }
    try appendText(value)
    return String(decoding: buffer.text(from: mark), as: UTF8.self)
  }

  /// Writes the text of a value as `str` gives it.
  func appendText(_ value: PolicyValue) throws(Fault) {
    try boundText()
    switch value.tag {
    case .string: buffer.append(heap.text(value))
    case .error: buffer.append(try errorText(value))
    case .instance where isError(value): buffer.append(try errorText(value))
    default: try appendRepr(value)
    }
  }

  /// Refuses to write more than a step may hold; what is written next is no longer than that.
  @inline(__always)
  func boundText() throws(Fault) {
    if buffer.count > heap.limit { throw heap.exhausted() }
  }

  /// Writes the text of a value as `repr` gives it.
  func appendRepr(_ value: PolicyValue) throws(Fault) {
    var writer = ReprWriter(room: 1 << 20)
    try append(value, to: &writer)
  }

  /// A string of what was written from a place on, which is taken away.
  func takeText(from mark: Int) throws(Fault) -> PolicyValue {
    defer { buffer.remove(from: mark) }
    return try heap.makeKey(copying: buffer.text(from: mark))
  }

  /// The state of a text on the way.
  private struct ReprWriter {
    /// How many values may follow, since shared lists can stand for very many.
    var room: Int
    /// The collections around the value; one inside itself is written as dots.
    var around: [UInt64] = []
  }

  private func append(_ value: PolicyValue, to writer: inout ReprWriter) throws(Fault) {
    writer.room -= 1
    guard writer.room >= 0 else { throw heap.exhausted() }
    try boundText()
    switch value.tag {
    case .int: buffer.append(value.int)
    case .real: buffer.append(value.real)
    case .bool: buffer.append(value.bits == 0 ? "False" : "True" as StaticString)
    case .none, .unbound: buffer.append("None" as StaticString)
    case .string: appendQuoted(value)
    case .list, .tuple, .dictionary, .set, .keyView, .valueView, .itemView:
      if writer.around.contains(value.bits) {
        buffer.append(
          value.tag == .list ? "[...]" : value.tag == .tuple ? "(...)" : "{...}" as StaticString)
        return
      }
      try heap.checkDepth(writer.around.count)
      writer.around.append(value.bits)
      if value.tag == .list || value.tag == .tuple {
        try appendItems(value, to: &writer)
      } else {
        try appendEntries(value, to: &writer)
      }
      writer.around.removeLast()
    case .range:
      let range = heap.range(value)
      buffer.append("range(\(range.start), \(range.stop)")
      buffer.append(range.step == 1 ? ")" : ", \(range.step))")
    case .function:
      let number = Int(UInt32(truncatingIfNeeded: heap.cells[value.handle].bits))
      buffer.append("<function \(program.plain.functions[number].name)>")
    case .builtin:
      let builtin = unsafeBitCast(UInt8(truncatingIfNeeded: value.bits), to: Builtin.self)
      buffer.append(
        builtin.isType
          ? "<class '\(builtin.shortName)'>" : "<built-in function \(builtin.shortName)>")
    case .method: buffer.append("<built-in method>" as StaticString)
    case .module: buffer.append("<module '\(Builtin.modules[value.handle])'>")
    case .iterator: buffer.append("<iterator>" as StaticString)
    case .slice: buffer.append("<slice>" as StaticString)
    case .cell: buffer.append("<cell>" as StaticString)
    case .classType: buffer.append("<class '\(className(value))'>")
    case .instance where !isError(value):
      buffer.append("<\(className(heap.cells[value.handle])) object>")
    case .boundMethod:
      try append(heap.cells[value.handle + 1], to: &writer)
    case .staticMethod, .classMethod, .property:
      try append(PolicyValue(tag: .function, handle: value.handle), to: &writer)
    case .error, .instance:
      buffer.append(errorName(value))
      let arguments = try errorArguments(value)
      if heap.count(arguments) == 1 {
        buffer.append(UInt8(ascii: "("))
        try heap.checkDepth(writer.around.count)
        writer.around.append(value.bits)
        try append(heap.elements(arguments)[0], to: &writer)
        writer.around.removeLast()
        buffer.append(UInt8(ascii: ")"))
      } else {
        try append(arguments, to: &writer)
      }
    }
  }

  private func appendItems(_ value: PolicyValue, to writer: inout ReprWriter) throws(Fault) {
    let isList = value.tag == .list
    buffer.append(UInt8(ascii: isList ? "[" : "("))
    for index in 0..<heap.count(value) {
      if index > 0 { buffer.append(", " as StaticString) }
      try append(heap.elements(value)[index], to: &writer)
    }
    if !isList && heap.count(value) == 1 { buffer.append(UInt8(ascii: ",")) }
    buffer.append(UInt8(ascii: isList ? "]" : ")"))
  }

  private func appendEntries(_ value: PolicyValue, to writer: inout ReprWriter) throws(Fault) {
    if value.tag == .set && heap.liveCount(value) == 0 {
      buffer.append("set()" as StaticString)
      return
    }
    let (open, close): (StaticString, StaticString) =
      switch value.tag {
      case .keyView: ("dict_keys([", "])")
      case .valueView: ("dict_values([", "])")
      case .itemView: ("dict_items([", "])")
      default: ("{", "}")
      }
    buffer.append(open)
    var isFirst = true
    for entry in 0..<heap.count(value) {
      let key = heap.key(value, entry)
      if key.tag == .unbound { continue }
      if !isFirst { buffer.append(", " as StaticString) }
      isFirst = false
      switch value.tag {
      case .valueView: try append(heap.value(value, entry), to: &writer)
      case .dictionary, .itemView:
        if value.tag == .itemView { buffer.append(UInt8(ascii: "(")) }
        try append(key, to: &writer)
        buffer.append(value.tag == .itemView ? ", " : ": " as StaticString)
        try append(heap.value(value, entry), to: &writer)
        if value.tag == .itemView { buffer.append(UInt8(ascii: ")")) }
      default: try append(key, to: &writer)
      }
    }
    buffer.append(close)
  }

  /// Writes a string in quotes.
  private func appendQuoted(_ value: PolicyValue) {
    let text = heap.text(value)
    for byte in text where byte < 32 || byte > 126 || byte == 0x27 || byte == 0x5C {
      buffer.append(Machine.quoted(heap.string(value)))
      return
    }
    buffer.append(UInt8(ascii: "'"))
    buffer.append(text)
    buffer.append(UInt8(ascii: "'"))
  }

  /// A string in quotes, with escapes where Python's `repr` has them.
  static func quoted(_ text: String) -> String {
    let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    var result = String.UnicodeScalarView()
    result.append(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", quote:
        result.append("\\")
        result.append(scalar)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      default:
        if isPrintable(scalar) {
          result.append(scalar)
        } else {
          let hex = String(scalar.value, radix: 16)
          let (mark, width) =
            scalar.value < 256 ? ("\\x", 2) : scalar.value < 65536 ? ("\\u", 4) : ("\\U", 8)
          let zeros = String(repeating: "0", count: width - hex.count)
          result.append(contentsOf: (mark + zeros + hex).unicodeScalars)
        }
      }
    }
    result.append(quote)
    return String(result)
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 127 { return scalar.value >= 32 }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  // MARK: Formatted strings

  /// The text of one field of a formatted string, or a number that is yet to be written as it is.
  func formatted(
    _ value: PolicyValue, conversion: Int, _ format: PolicyValue
  ) throws(Fault) -> PolicyValue {
    if conversion <= 1, value.isNumber || value.tag == .string, heap.text(format).isEmpty {
      return value
    }
    let mark = buffer.count
    defer { buffer.remove(from: mark) }
    try appendField(value, conversion: conversion, heap.text(format))
    try charge((buffer.count - mark) / 8)
    return try heap.makeString(copying: buffer.text(from: mark))
  }

  /// Writes a field of a formatted string; the format is a part of the heap's bytes or of none.
  func appendField(
    _ value: PolicyValue, conversion: Int, _ format: UnsafeBufferPointer<UInt8>
  ) throws(Fault) {
    try boundText()
    if conversion == 0 || conversion == 1 && value.tag == .string {
      if format.isEmpty { return try appendText(value) }
      if let quick = QuickFormat(format), appendQuick(value, quick) { return }
    }
    var text: String?
    if conversion == 1 { text = try str(value) }
    if conversion >= 2 { text = try repr(value) }
    if conversion == 3 {
      text = text!.unicodeScalars.map { scalar in
        guard scalar.value > 127 else { return String(scalar) }
        let quoted = String(scalar.value, radix: 16)
        let width = scalar.value < 256 ? 2 : scalar.value < 65536 ? 4 : 8
        let mark = width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U"
        return mark + String(repeating: "0", count: width - quoted.count) + quoted
      }.joined()
    }
    if format.isEmpty {
      if let text { buffer.append(text) } else { try appendText(value) }
    } else {
      let specification = try FormatSpecification(String(decoding: format, as: UTF8.self))
      if let text {
        buffer.append(try specification.apply(text))
      } else {
        buffer.append(try fieldText(value, specification))
      }
    }
  }

  private func appendQuick(_ value: PolicyValue, _ format: QuickFormat) -> Bool {
    switch value.tag {
    case .int: format.append(value.int, to: &buffer)
    case .real: format.append(value.real, to: &buffer)
    case .string:
      format.append(heap.text(value), characters: heap.characterCount(value), to: &buffer)
    default: false
    }
  }

  private func fieldText(
    _ value: PolicyValue, _ specification: FormatSpecification
  ) throws(Fault) -> String {
    switch value.tag {
    case .string: return try specification.apply(heap.string(value))
    case .bool where specification.type == nil && !specification.isEmpty:
      return try specification.apply(value.int)
    case .int, .bool: return try specification.apply(value.int)
    case .real: return try specification.apply(value.real)
    default:
      throw Fault(
        .type,
        "expected a number or text for a format, found \(PolicyValue.describe(value.tag))",
        hint: "convert it with !s")
    }
  }

  /// Strings and numbers one after the other.
  func concatenate(
    _ first: UnsafeMutablePointer<PolicyValue>, _ count: Int
  ) throws(Fault) -> PolicyValue {
    let mark = buffer.count
    defer { buffer.remove(from: mark) }
    for index in 0..<count {
      let value = first[index]
      try boundText()
      switch value.tag {
      case .string: buffer.append(heap.text(value))
      case .int: buffer.append(value.int)
      default: try appendText(value)
      }
    }
    try charge((buffer.count - mark) / 8)
    return try heap.makeKey(copying: buffer.text(from: mark))
  }
}
