// The built-in functions and modules, by name.

/// A function or type that policies can call. The raw value is its number in register code; a member
/// of a module carries the module's name in front (`mathSqrt` is `math.sqrt`).
enum Builtin: UInt8, CaseIterable {
  case abs, all, any, bool, callable, chr, dict, divmod, enumerate, filter, float, int, isinstance
  case iter, len, list, map, max, min, next, ord, pow, print, range, repr, reversed, round, set
  case sorted, str, sum, tuple, type, zip
  case bin, format, getattr, hasattr, hex, oct, setattr, delattr
  /// Types without a name of their own in a policy: what `type` gives for such values.
  case typeNoneType, typeFunction, typeMethod, typeBuiltinFunction, typeIterator
  case errorBaseException, errorException, errorModuleNotFoundError, errorOSError
  case errorFloatingPointError, errorMemoryError
  case errorArithmeticError, errorAssertionError, errorAttributeError
  case errorImportError, errorIndexError, errorKeyError, errorLookupError, errorNameError
  case errorNotImplementedError, errorOverflowError, errorRecursionError, errorRuntimeError
  case errorStopIteration, errorTypeError, errorUnboundLocalError, errorValueError
  case errorZeroDivisionError
  case mathSqrt, mathFloor, mathCeil, mathTrunc, mathSin, mathCos, mathTan, mathAsin, mathAcos
  case mathAtan, mathAtan2, mathSinh, mathCosh, mathTanh, mathExp, mathExpm1, mathLog, mathLog2
  case mathLog10, mathLog1p, mathPow, mathHypot, mathFabs, mathFmod, mathCopysign, mathDegrees
  case mathRadians, mathIsnan, mathIsinf, mathIsfinite, mathIsclose, mathGcd, mathDist, mathProd
  case mathFsum, mathIsqrt, mathAcosh, mathAsinh, mathAtanh, mathCbrt, mathComb, mathExp2
  case mathFactorial, mathLcm, mathModf
  case randomRandom, randomRandint, randomChoice, randomUniform, randomRandrange, randomGauss
  case randomShuffle, randomSample, randomChoices, randomSeed

  /// The name as a policy writes it, with its module in front.
  var name: String { Builtin.names[Int(rawValue)] }

  /// The name without its module.
  var shortName: String { name.split(separator: ".").last.map(String.init) ?? name }

  /// Whether the name is the name of a type.
  var isType: Bool {
    switch self {
    case .bool, .dict, .float, .int, .list, .range, .set, .str, .tuple, .type, .enumerate, .zip,
      .map, .filter, .reversed:
      true
    default: isError || Builtin.typeNames[self] != nil
    }
  }

  /// Whether the name is that of a class of errors.
  var isError: Bool {
    rawValue >= Builtin.errorBaseException.rawValue
      && rawValue <= Builtin.errorZeroDivisionError.rawValue
  }

  /// The class of errors that this one belongs to; nil for `BaseException` and what is no error.
  var baseError: Builtin? {
    switch self {
    case .errorBaseException: nil
    case .errorException: .errorBaseException
    case .errorModuleNotFoundError: .errorImportError
    case .errorZeroDivisionError, .errorOverflowError, .errorFloatingPointError:
      .errorArithmeticError
    case .errorIndexError, .errorKeyError: .errorLookupError
    case .errorUnboundLocalError: .errorNameError
    case .errorRecursionError, .errorNotImplementedError: .errorRuntimeError
    default: isError ? .errorException : nil
    }
  }

  private static let names: [String] = allCases.map { builtin in
    let text = String(describing: builtin)
    if let name = typeNames[builtin] { return "types." + name }
    if text.hasPrefix("error") { return String(text.dropFirst("error".count)) }
    for module in ["math", "random"] where text.hasPrefix(module) {
      let rest = text.dropFirst(module.count)
      return "\(module).\(rest.prefix(1).lowercased())\(rest.dropFirst())"
    }
    return text
  }

  private static let typeNames: [Builtin: String] = [
    .typeNoneType: "NoneType", .typeFunction: "function", .typeMethod: "method",
    .typeBuiltinFunction: "builtin_function_or_method", .typeIterator: "iterator",
  ]

  private static let byName = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  /// The built-in of a name such as `len` or `math.sqrt`.
  static func named(_ name: String) -> Builtin? { byName[name] }

  /// The names that need no import, in alphabetical order.
  static let globalNames = allCases.map(\.name).filter { !$0.contains(".") }

  /// The modules that a policy can import and use.
  static let modules = ["math", "random"]

  /// The names in a module, constants included.
  static func members(of module: String) -> [String] {
    let prefix = module + "."
    let functions = allCases.map(\.name).filter { $0.hasPrefix(prefix) }
    return (functions + constants.keys.sorted().filter { $0.hasPrefix(prefix) })
      .map { String($0.dropFirst(prefix.count)) }
  }

  /// The constants of the modules.
  static let constants: [String: Double] = [
    "math.pi": .pi, "math.e": 2.718281828459045, "math.tau": 2 * .pi, "math.inf": .infinity,
    "math.nan": .nan,
  ]

  /// Modules whose import is accepted and has no effect: what they give is only a mark or a type.
  static let silentModules: Set<String> = [
    "cartwright", "opto", "opto.trace", "opto.trace.modules", "opto.trace.bundle",
    "opto.trace.nodes", "opto.optimizers", "typing", "__future__", "collections.abc",
    "abc",
  ]

  /// Whether a module may be imported: it has values, or only marks and types.
  static func isKnown(module: String) -> Bool {
    modules.contains(module) || isSilent(module: module)
  }

  /// Whether the import of a module has no effect; so has that of every part of the Trace library.
  static func isSilent(module: String) -> Bool {
    silentModules.contains(module) || module.hasPrefix("opto.")
  }
}

/// A method of strings, lists, dictionaries, tuples or sets.
enum Method: UInt8, CaseIterable {
  case add, append, capitalize, clear, copy, count, difference, discard, endswith, extend, find
  case format, get, index, insert, intersection, isalnum, isalpha, isdigit, isdisjoint, islower
  case isspace, issubset, issuperset, isupper, items, join, keys, ljust, lower, lstrip, partition
  case pop, popitem, remove, removeprefix, removesuffix, replace, reverse, rfind, rjust, rpartition
  case rsplit, rstrip, setdefault, sort, split, splitlines, startswith, strip, swapcase, title
  case union, update, upper, values, zfill, center, rindex, isnumeric, isdecimal
  case symmetricDifference, isInteger, bitLength, bitCount, fromkeys, casefold, isascii
  /// `super().__init__(…)` of an error.
  case errorInit
  case isidentifier, intersectionUpdate, differenceUpdate, symmetricDifferenceUpdate

  var name: String { Method.names[Int(rawValue)] }

  /// `bitLength` is written `bit_length`.
  private static let names = allCases.map { (method: Method) -> String in
    method == .errorInit
      ? "Exception.__init__"
      : String(describing: method).reduce(into: "") { name, letter in
        name += letter.isUppercase ? "_\(letter.lowercased())" : String(letter)
      }
  }
  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  /// The method of a name, if any value has one.
  static func named(_ name: String) -> Method? { byName[name] }
}

extension PolicyValue {
  /// What Python calls the type of a value.
  static func typeName(_ tag: Tag) -> String {
    switch tag {
    case .int: "int"
    case .real: "float"
    case .bool: "bool"
    case .none, .unbound: "NoneType"
    case .string: "str"
    case .tuple: "tuple"
    case .list: "list"
    case .dictionary: "dict"
    case .set: "set"
    case .range: "range"
    case .keyView: "dict_keys"
    case .valueView: "dict_values"
    case .itemView: "dict_items"
    case .iterator: "iterator"
    case .function: "function"
    case .builtin, .method: "builtin_function_or_method"
    case .module: "module"
    case .slice: "slice"
    case .cell: "cell"
    case .classType: "type"
    case .instance: "object"
    case .boundMethod: "method"
    case .staticMethod: "function"
    case .classMethod: "classmethod"
    case .property: "property"
    case .error: "error"
    }
  }

  /// How a message names a value of a type.
  static func describe(_ tag: Tag) -> String {
    switch tag {
    case .int: "an int"
    case .instance: "an object"
    case .error: "an error"
    case .none, .unbound: "None"
    case .iterator: "an iterator"
    default: "a \(typeName(tag))"
    }
  }
}
