// Register code.
//
// Every instruction is sixteen trivial bytes: an operation and up to four operands. An operand that
// is read (`b`, `c`) is a register of the current frame when it is not negative, and a permanent
// slot (constants, module variables) when it is: constants cost nothing to use. Results go to
// registers (`a`). Arguments of a call stand in consecutive registers, which become the first
// registers of the callee's frame. Jumps name their target in `a`.
//
// The operands of arithmetic and of jumps that compare can also be fields: `box["x"]`, where `box` is
// a register and `"x"` a permanent string. Most of what policies compute with is such a field, and one
// instruction then does the work of three.

struct Instruction {
  var operation: Operation
  /// A small number: an argument count, or the outcome on which a jump is taken.
  var d: UInt16
  var a: Int32
  var b: Int32
  var c: Int32

  init(_ operation: Operation, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0, d: Int = 0) {
    self.operation = operation
    self.a = a
    self.b = b
    self.c = c
    self.d = UInt16(d)
  }
}

/// An operand that is what a dictionary in a register has under a permanent string.
enum Field {
  /// Operands from here on are fields: the register in bits 20 to 29, the number of the slot in bits
  /// 8 to 19, and below the entry where the key was found last.
  static let first: Int32 = 1 << 30

  /// The operand, or nil where the numbers are too large for it.
  static func operand(register: Int32, slot: Int32) -> Int32? {
    guard (0..<1024).contains(register), (-4096..<0).contains(slot) else { return nil }
    return first | register << 20 | (-1 - slot) << 8
  }

  @inline(__always) static func register(_ field: Int32) -> Int { Int(field >> 20 & 0x3FF) }
  @inline(__always) static func slot(_ field: Int32) -> Int { -1 - Int(field >> 8 & 0xFFF) }
  @inline(__always) static func hint(_ field: Int32) -> Int { Int(field & 0xFF) }
}

/// The operations; the comment gives the meaning in terms of operands.
enum Operation: UInt8 {
  // Arithmetic: a = b op c, both of which may be fields. In the order of BinaryOperator.
  case add, subtract, multiply, divide, floorDivide, modulo, power, matrixMultiply
  case bitAnd, bitOr, bitXor, leftShift, rightShift
  /// a = op b
  case negate, plus, invert, not

  // Comparison: a = b op c. In the order of ComparisonOperator.
  case less, lessEqual, greater, greaterEqual, equal, notEqual, isIn, notIn, isSame, isNotSame
  // Comparison: jump to a if (b op c) == (d == 1); all but the last four take fields. In the order of
  // ComparisonOperator.
  case jumpLess, jumpLessEqual, jumpGreater, jumpGreaterEqual, jumpEqual, jumpNotEqual
  /// Jump to a if b is (not) in c; d is the entry where a dictionary had the key last.
  case jumpIn, jumpNotIn
  case jumpSame, jumpNotSame
  /// Jump to a if the error b belongs to no class in c.
  case jumpNotError
  /// Jump to a unless b is a sequence of c elements (d == 0) or at least c (1), a dictionary (2), or
  /// has the attribute named by the permanent string c (3).
  case jumpNotShape
  /// Jump to a if truth(b) == (d == 1).
  case jumpIf
  case jump

  /// Takes fuel a.
  case charge
  /// a = b
  case move
  /// Registers a ..< a + b become unbound.
  case clear
  /// Error if b is unbound: the variable named by string a; c == 1 for a local variable.
  case checkBound
  /// Slot a (negative) = b
  case storeGlobal

  /// a = b[c]
  case subscripted
  /// a = b[c] where c is a permanent string; d is the entry where it was found last
  case key
  /// b[c] = a
  case setSubscript
  /// del b[c]
  case deleteSubscript
  /// a = slice(registers c, c + 1, c + 2)
  case makeSlice
  /// a = the method number c of b, as a value
  case attribute

  /// a = the attribute of b named by the permanent string c; d is the entry where an object had it
  /// last
  case getAttribute
  /// The attribute of b named by the permanent string c = a; d is the entry where an object had it
  /// last
  case setAttribute
  /// Function a becomes a static method, a method of the class, or a property: a value of tag d.
  case markFunction
  /// a = the attribute named by the permanent string b of the register c, which is the last one in
  /// use: a property's function may run above it.
  case getProperty
  /// a = a class named by the permanent string c whose attributes are in registers from b on, d of
  /// them; `extra` follows with the list of their names in a and the base class in b.
  case makeClass

  // Displays: from registers b ..< b + c.
  case makeTuple, makeList, makeSet
  /// Pairs from registers b ..< b + 2 * c
  case makeDictionary
  /// List a gets b.
  case append
  /// List a gets all of b.
  case extend
  /// Set a gets b.
  case insert
  /// Dictionary a gets b: c.
  case put
  /// Dictionary a gets all of b.
  case merge
  /// List a becomes a tuple.
  case listToTuple
  /// Registers a ..< a + c = the elements of b; d is 1 + the place of the starred one, or 0.
  case unpack

  /// a = b called with registers c ..< c + d
  case call
  /// The same, with keywords: the next instruction is `extra` with the keyword list in a.
  case callKeywords
  /// The same, with the arguments in list c and keywords in dictionary c + 1.
  case callSpread
  /// a = built-in b of registers c ..< c + d; `extra` follows with the keyword list, or -1.
  case callBuiltin
  /// a = the method named b of register c with arguments in registers after it; `extra` follows.
  case callMethod
  /// a = the attribute of register c named by the permanent string b, called with registers after
  /// it; `extra` follows with the keyword list, or -1, and the entry where the class had it last.
  case callAttribute
  /// The same, with the attribute looked up from the base of the class in b of `extra` on.
  case callSuper
  /// Error unless b has the attribute named by the permanent string c; stands before arguments that
  /// may fail.
  case checkAttribute
  case extra
  /// Error unless b has the method named c; stands before arguments that may fail.
  case checkMethod
  /// a = b.get(c); d is the entry where it was found last
  case get
  /// a = b.get(c, register a)
  case getDefault
  // a = f(b), f(b, c): the commonest built-ins
  case length, absolute, minimum, maximum, toInt, toReal
  case returnValue
  /// Returns b; an event says so, of site a.
  case returnTraced
  /// Events say that function a was entered, and with which d arguments.
  case traceEnter
  /// An event of kind d at site a, with the value b where the kind has one.
  case trace
  /// The text of b, as it is now, for site a.
  case traceText
  /// An event of kind d at site b, then jump to a.
  case traceJump

  /// Registers a, a + 1, a + 2 = the iteration state over b.
  case iterate
  /// Register b = the next element of the iteration in c ... c + 2, if there is one; jump to a if
  /// that was so (bit 0 of d is 1) or was not so (0). The other bits of d are the fuel of a round.
  case next
  /// The same where elements are pairs: registers b and b + 1 = the parts of the next one.
  case nextPair
  /// Registers a ... a + 2 = the state of a range over registers b ..< b + d.
  case iterateRange
  /// The same for the range in c ... c + 2.
  case nextRange

  /// a = function b with defaults in registers c ..< c + d; `extra` follows with the cells.
  case makeFunction
  /// a = a new box that holds b.
  case makeCell
  /// a = the content of box b; error if unbound: the variable named by string c, of this function
  /// (d == 1) or an outer one.
  case loadCell
  /// The box in a gets b.
  case storeCell
  /// a = box number c of the closure in register b.
  case captured

  /// a = the text of b by conversion d, in format c (a string, or the empty one).
  case format
  /// a = the texts of registers b ..< b + c, joined.
  case join

  /// Error: b, a value or class of errors.
  case raise
  /// Error: b, a value of errors that was caught, where it was first.
  case raiseAgain
  /// Error: the name a exists nowhere; the nearest one is b, or -1.
  case unknownName
  /// Error: the assertion failed, with the message b.
  case failAssertion
  /// Error: a method that no value has, named by string b, of c.
  case unknownMethod

  var isJump: Bool {
    switch self {
    case .jumpLess, .jumpLessEqual, .jumpGreater, .jumpGreaterEqual, .jumpEqual, .jumpNotEqual,
      .jumpIn, .jumpNotIn, .jumpSame, .jumpNotSame, .jumpNotError, .jumpNotShape, .jumpIf, .jump,
      .next, .nextPair, .nextRange, .traceJump:
      true
    default: false
    }
  }
}
