/// An array of numbers as NumPy writes it (`.npy`, versions 1 to 3).
///
/// The form is that of numpy.lib.format's documentation: `\x93NUMPY`, a version, the length of a
/// header, the header, the data. The header is a Python dictionary with `descr` (byte order, kind and
/// size of an element), `fortran_order` and `shape`.
struct NumpyArray {
  /// More elements are refused before memory is taken for them.
  static let mostElements = 1 << 24

  /// Sizes of one or two dimensions.
  let shape: [Int]
  /// Row by row.
  let values: [Double]

  /// Reads an array; an error says what is wrong with it.
  init(_ bytes: [UInt8]) throws(Fault) {
    guard bytes.count >= 10, bytes.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw Fault(expected: "an array of NumPy", found: "other bytes")
    }
    let isShort = bytes[6] == 1
    guard (1...3).contains(bytes[6]), isShort || bytes.count >= 12 else {
      throw Fault(expected: "version 1, 2 or 3 of NumPy's format", found: "\(bytes[6])")
    }
    let length = (0..<(isShort ? 2 : 4)).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    let start = 8 + (isShort ? 2 : 4)
    guard length <= bytes.count - start, length < 1 << 16 else {
      throw Fault(expected: "a header of \(length) bytes", found: "the end of the data")
    }
    let header = Header(String(decoding: bytes[start..<start + length], as: UTF8.self))
    guard let type = header.type, let element = Element(type) else {
      throw Fault(
        expected: "elements that are numbers",
        found: "the type \(header.type ?? "of several parts")")
    }
    guard let shape = header.shape, (1...2).contains(shape.count) else {
      throw Fault(
        expected: "one or two dimensions", found: header.shape.map { "\($0.count)" } ?? "no shape")
    }
    var count = 1
    for size in shape {
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: size)
      guard !isTooLarge, product <= Self.mostElements else {
        throw Fault(
          expected: "at most \(Self.mostElements) elements",
          found: "the shape \(shape.map { "\($0)" }.joined(separator: " x "))")
      }
      count = product
    }
    let data = start + length
    guard count * element.size <= bytes.count - data else {
      throw Fault(
        expected: "\(count * element.size) bytes of data", found: "\(bytes.count - data)")
    }
    self.shape = shape
    let read = { (index: Int) in element.value(bytes, data + index * element.size) }
    if header.isFortran, shape.count == 2 {
      values = (0..<count).map { read($0 % shape[1] * shape[0] + $0 / shape[1]) }
    } else {
      values = (0..<count).map(read)
    }
  }

  /// What is wrong with an array.
  struct Fault: Error {
    let expected: String
    let found: String
  }

  /// The entries of the header's dictionary.
  private struct Header {
    let type: String?
    let isFortran: Bool
    let shape: [Int]?

    init(_ text: String) {
      func value(of key: String) -> Substring? {
        guard let place = text.firstRange(of: "'\(key)':") else { return nil }
        return text[place.upperBound...].drop { $0 == " " }
      }
      let type = value(of: "descr")
      let isText = type?.first == "'" || type?.first == "\""
      self.type = isText ? type?.dropFirst().prefix { $0 != "'" && $0 != "\"" }.description : nil
      isFortran = value(of: "fortran_order")?.hasPrefix("True") ?? false
      guard let list = value(of: "shape"), list.first == "(" else {
        shape = nil
        return
      }
      let sizes = list.dropFirst().prefix { $0 != ")" }.split(separator: ",")
        .map { $0.filter { $0 != " " && $0 != "L" } }.filter { !$0.isEmpty }
      let numbers = sizes.compactMap { Int($0) }
      shape = numbers.count == sizes.count && numbers.allSatisfy { $0 >= 0 } ? numbers : nil
    }
  }

  /// How an element is stored.
  private struct Element {
    private enum Kind: Character {
      case float = "f"
      case signed = "i"
      case unsigned = "u"
      case bool = "b"
    }

    let size: Int
    private let kind: Kind
    private let isBigEndian: Bool

    /// Reads a type such as `<f8`; nil for what is no number.
    init?(_ type: String) {
      let characters = Array(type)
      guard characters.count == 3, let kind = Kind(rawValue: characters[1]),
        let size = characters[2].wholeNumberValue, "<>|=".contains(characters[0]),
        [1, 2, 4, 8].contains(size), kind != .float || size > 1, kind != .bool || size == 1
      else { return nil }
      self.kind = kind
      self.size = size
      isBigEndian = characters[0] == ">"
    }

    func value(_ bytes: [UInt8], _ place: Int) -> Double {
      var bits: UInt64 = 0
      for offset in 0..<size {
        bits = bits << 8 | UInt64(bytes[place + (isBigEndian ? offset : size - 1 - offset)])
      }
      switch (kind, size) {
      case (.float, 2): return halfPrecision(UInt16(bits))
      case (.float, 4): return Double(Float(bitPattern: UInt32(bits)))
      case (.float, _): return Double(bitPattern: bits)
      case (.signed, _):
        let unused = 64 - 8 * size
        return Double(Int64(bitPattern: bits << unused) >> unused)
      default: return Double(bits)
      }
    }
  }
}
