/// A lexical token: its kind and its place, nothing else.
struct Token: Hashable {
  var kind: Kind
  var span: SourceSpan

  /// What a token is; the raw value is how it is written, or what a message calls it.
  enum Kind: String, Hashable, CaseIterable {
    case name = "a name"
    case number = "a number"
    case string = "a string"
    case newline = "the end of the line"
    case indent = "an indented block"
    case dedent = "the end of the block"
    case end = "the end of the file"

    case `false` = "False"
    case none = "None"
    case `true` = "True"
    case and, `as`, assert, `async`, await, `break`, `class`, `continue`, def, del, elif, `else`
    case except, finally, `for`, from, global, `if`, `import`, `in`, `is`, lambda, nonlocal, not
    case or, pass, raise, `return`, `try`, `while`, with, yield

    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBracket = "["
    case rightBracket = "]"
    case leftBrace = "{"
    case rightBrace = "}"
    case comma = ","
    case colon = ":"
    case semicolon = ";"
    case dot = "."
    case ellipsis = "..."
    case arrow = "->"
    case at = "@"
    case walrus = ":="
    case assign = "="
    case plus = "+"
    case minus = "-"
    case star = "*"
    case doubleStar = "**"
    case slash = "/"
    case doubleSlash = "//"
    case percent = "%"
    case ampersand = "&"
    case pipe = "|"
    case caret = "^"
    case tilde = "~"
    case leftShift = "<<"
    case rightShift = ">>"
    case less = "<"
    case greater = ">"
    case lessEqual = "<="
    case greaterEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case plusAssign = "+="
    case minusAssign = "-="
    case starAssign = "*="
    case slashAssign = "/="
    case doubleSlashAssign = "//="
    case percentAssign = "%="
    case atAssign = "@="
    case ampersandAssign = "&="
    case pipeAssign = "|="
    case caretAssign = "^="
    case leftShiftAssign = "<<="
    case rightShiftAssign = ">>="
    case doubleStarAssign = "**="

    /// Whether the kind is a class of tokens (`a name`) rather than one spelling (`:`).
    var isClass: Bool {
      switch self {
      case .name, .number, .string, .newline, .indent, .dedent, .end: true
      default: false
      }
    }

    /// How a message names the kind.
    var described: String { isClass ? rawValue : "'\(rawValue)'" }

    /// Whether the kind is a reserved word.
    var isKeyword: Bool {
      !isClass && rawValue.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) }
    }
  }

  /// The reserved words by their spelling.
  static let keywords: [String: Kind] = {
    var words: [String: Kind] = [:]
    for kind in Kind.allCases where kind.isKeyword { words[kind.rawValue] = kind }
    return words
  }()
}
