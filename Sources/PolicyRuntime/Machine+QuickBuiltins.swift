// The built-in functions that policies call most, for plain arguments.

import Foundation

extension Machine {
  /// Nil where the function is none of these, or has to say what is wrong with its arguments.
  func quickBuiltin(_ builtin: Builtin, _ arguments: Arguments) -> PolicyValue? {
    switch arguments.count {
    case 1: ofOne(builtin, arguments[0])
    case 2: ofTwo(builtin, arguments[0], arguments[1])
    default: nil
    }
  }

  private func ofOne(_ builtin: Builtin, _ x: PolicyValue) -> PolicyValue? {
    guard x.isNumber else { return nil }
    switch builtin {
    case .round, .mathFloor, .mathCeil, .mathTrunc:
      if x.tag != .real { return .int(x.int) }
      guard x.real.magnitude < 0x1p62 else { return nil }
      let rule: FloatingPointRoundingRule =
        builtin == .round
        ? .toNearestOrEven
        : builtin == .mathFloor ? .down : builtin == .mathCeil ? .up : .towardZero
      return .int(Int64(x.real.rounded(rule)))
    case .mathIsfinite: return .bool(x.asReal.isFinite)
    case .mathIsnan: return .bool(x.asReal.isNaN)
    case .mathIsinf: return .bool(x.asReal.isInfinite)
    case .mathSqrt: return finite(x.asReal.squareRoot())
    case .mathExp: return finite(exp(x.asReal))
    case .mathSin: return finite(sin(x.asReal))
    case .mathCos: return finite(cos(x.asReal))
    case .mathTanh: return finite(tanh(x.asReal))
    case .mathFabs: return finite(x.asReal.magnitude)
    default: return nil
    }
  }

  private func ofTwo(_ builtin: Builtin, _ x: PolicyValue, _ y: PolicyValue) -> PolicyValue? {
    if builtin == .isinstance {
      guard y.tag == .builtin else { return nil }
      switch unsafeBitCast(UInt8(truncatingIfNeeded: y.bits), to: Builtin.self) {
      case .int: return .bool(x.isWhole)
      case .float: return .bool(x.tag == .real)
      case .str: return .bool(x.tag == .string)
      case .list: return .bool(x.tag == .list)
      case .dict: return .bool(x.tag == .dictionary)
      case .tuple: return .bool(x.tag == .tuple)
      default: return nil
      }
    }
    guard x.isNumber, y.isNumber else { return nil }
    switch builtin {
    case .round:
      guard x.tag == .real, y.tag == .int, 0...15 ~= y.int else { return nil }
      return TextBuffer.rounded(x.real, places: Int(y.int)).map { .real($0) }
    case .mathHypot: return finite(EuclideanNorm.of(x.asReal, y.asReal))
    case .mathAtan2: return finite(atan2(x.asReal, y.asReal))
    case .mathCopysign: return finite(Double(signOf: y.asReal, magnitudeOf: x.asReal))
    default: return nil
    }
  }

  private func finite(_ result: Double) -> PolicyValue? {
    result.isFinite ? .real(result) : nil
  }
}
