/// The number that a `TensorProto` of one element holds.
///
/// Field numbers and types are those of TensorFlow's `tensorflow/core/framework/tensor.proto` and
/// `types.proto`. `tensor_content` comes first, as in TensorFlow's own conversion; the lists may be
/// packed or not.
struct TensorScalar {
  /// `DataType` in types.proto.
  private enum Kind: Int {
    case float = 1
    case double = 2
    case int32 = 3
    case uint8 = 4
    case int16 = 5
    case int8 = 6
    case int64 = 9
    case bool = 10
    case bfloat16 = 14
    case uint16 = 17
    case half = 19
    case uint32 = 22
    case uint64 = 23
  }

  /// The number, nil where the tensor has not exactly one or is of another type.
  private(set) var value: Double?

  init(_ bytes: borrowing RawSpan, _ range: Range<Int>) {
    var kind: Kind? = nil
    var elements = 1
    var content = 0..<0
    var list = (field: 0, bits: UInt64(0), count: 0)
    var cursor = WireCursor(range)
    while let field = cursor.next(bytes) {
      switch field.number {
      case 1: kind = field.integer.flatMap(Kind.init)
      case 2:
        if let shape = field.bytes { elements = Self.elements(bytes, shape) }
      case 4:
        if let bytes = field.bytes { content = bytes }
      case 5, 6, 7, 10, 11, 13, 16, 17:
        if list.field != field.number { list = (field.number, 0, 0) }
        Self.read(field, bytes, &list)
      default: break
      }
    }
    guard !cursor.isBroken, elements == 1, let kind else { return }
    if !content.isEmpty {
      value = Self.stored(kind, bytes, content)
    } else if list.count == 1, list.field == Self.listField(kind) {
      value = Self.listed(kind, list.bits)
    }
  }

  /// The product of the sizes in a `TensorShapeProto`: field 2 is a dimension, its field 1 the size.
  private static func elements(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> Int {
    var product = 1
    var cursor = WireCursor(range)
    while let field = cursor.next(bytes) {
      guard field.number == 2, let dimension = field.bytes else { continue }
      var size = 0
      var inner = WireCursor(dimension)
      while let field = inner.next(bytes) {
        if field.number == 1, let number = field.integer { size = number }
      }
      // More than one is as bad as many.
      product = size == 1 ? product : size == 0 ? 0 : 2
    }
    return product
  }

  /// Counts the numbers of a list and keeps the last.
  private static func read(
    _ field: WireCursor.Field, _ bytes: borrowing RawSpan,
    _ list: inout (field: Int, bits: UInt64, count: Int)
  ) {
    guard let packed = field.bytes else {
      list.bits = field.bits
      list.count += 1
      return
    }
    let width = field.number == 5 ? 4 : field.number == 6 ? 8 : 0
    guard width == 0 else {
      list.count += packed.count / width
      guard packed.count >= width else { return }
      let place = packed.upperBound - width
      list.bits =
        width == 4
        ? UInt64(
          UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt32.self)))
        : UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
      return
    }
    var cursor = WireCursor(packed)
    while let number = cursor.varint(bytes) {
      list.bits = number
      list.count += 1
    }
  }

  /// Which list holds numbers of a type.
  private static func listField(_ kind: Kind) -> Int {
    switch kind {
    case .float: 5
    case .double: 6
    case .int32, .uint8, .int16, .int8, .uint16: 7
    case .int64: 10
    case .bool: 11
    case .half, .bfloat16: 13
    case .uint32: 16
    case .uint64: 17
    }
  }

  private static func listed(_ kind: Kind, _ bits: UInt64) -> Double {
    switch kind {
    case .float: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .double: Double(bitPattern: bits)
    case .int32, .uint8, .int16, .int8, .uint16: Double(Int32(truncatingIfNeeded: bits))
    case .int64: Double(Int64(bitPattern: bits))
    case .bool: bits == 0 ? 0 : 1
    case .half: halfPrecision(UInt16(truncatingIfNeeded: bits))
    case .bfloat16: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16))
    case .uint32: Double(UInt32(truncatingIfNeeded: bits))
    case .uint64: Double(bits)
    }
  }

  /// The number in `tensor_content`, which is little endian; nil where it has another size.
  private static func stored(
    _ kind: Kind, _ bytes: borrowing RawSpan, _ range: Range<Int>
  ) -> Double? {
    let width =
      switch kind {
      case .uint8, .int8, .bool: 1
      case .int16, .uint16, .half, .bfloat16: 2
      case .float, .int32, .uint32: 4
      case .double, .int64, .uint64: 8
      }
    guard range.count == width else { return nil }
    var bits: UInt64 = 0
    for index in range.reversed() {
      bits = bits << 8 | UInt64(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self))
    }
    return switch kind {
    case .int8: Double(Int8(truncatingIfNeeded: bits))
    case .int16: Double(Int16(truncatingIfNeeded: bits))
    default: listed(kind, bits)
    }
  }
}

/// The number of IEEE 754 binary16; `Float16` is not on every machine.
func halfPrecision(_ bits: UInt16) -> Double {
  let sign: Double = bits & 0x8000 == 0 ? 1 : -1
  let exponent = Int(bits >> 10 & 0x1F)
  let fraction = Double(bits & 0x3FF)
  switch exponent {
  case 0: return sign * fraction * 0x1p-24
  case 31: return fraction == 0 ? sign * .infinity : .nan
  default:
    return sign * (1 + fraction * 0x1p-10)
      * Double(sign: .plus, exponent: exponent - 15, significand: 1)
  }
}
