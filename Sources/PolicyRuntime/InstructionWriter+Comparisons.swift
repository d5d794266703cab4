#if arch(x86_64) && canImport(Glibc)
  // Comparisons, as jumps and as values. Two integers come first; behind the code, integers and reals.

  import MachineCode

  /// The comparisons in the order of `ComparisonOperator`, and what the flags then say.
  private enum Relation: UInt8 {
    case less, lessEqual, greater, greaterEqual, equal, notEqual

    /// Of integers.
    var condition: HostCondition {
      switch self {
      case .less: .less
      case .lessEqual: .notGreater
      case .greater: .greater
      case .greaterEqual: .notLess
      case .equal: .zero
      case .notEqual: .notZero
      }
    }
  }

  extension InstructionWriter {
    /// A jump that compares.
    mutating func comparison(_ instruction: Instruction) {
      let relation = relation(instruction, .jumpLess)
      let (left, right) = operands(instruction)
      let outcome = instruction.d != 0
      let target = Int(instruction.a)
      if case .constant(let constant) = right, constant.isInterned {
        return textComparison(left, constant, instruction)
      }
      let others = compare(left, right)
      let condition = relation.condition
      go(to: target, if: outcome ? condition : condition.opposite)
      let next = present + 1
      aside(others) { writer in
        let (holds, isOrdered) = writer.compareReals(left, right, relation)
        if !isOrdered {
          // What is no number is equal to nothing.
          let isTaken = (relation == .notEqual) == outcome
          writer.go(to: isTaken ? target : next, if: .parity)
        }
        writer.go(to: target, if: outcome ? holds : holds.opposite)
        writer.go(to: next)
      }
    }

    /// A comparison whose outcome is a value.
    mutating func comparisonValue(_ instruction: Instruction) -> Bool {
      let relation = relation(instruction, .less)
      let (left, right) = operands(instruction)
      if case .constant(let constant) = right, !constant.isNumber { return false }
      if case .constant(let constant) = left, !constant.isNumber { return false }
      let others = compare(left, right)
      storeTruth(relation.condition, instruction.a)
      let next = present + 1
      aside(others) { writer in
        let (holds, isOrdered) = writer.compareReals(left, right, relation)
        if !isOrdered {
          let isNumber = writer.code.jump(if: .notParity)
          writer.store(.bool(relation == .notEqual), instruction.a)
          writer.go(to: next)
          writer.code.patch(isNumber, to: writer.code.position)
        }
        writer.storeTruth(holds, instruction.a)
        writer.go(to: next)
      }
      return true
    }

    private func relation(_ instruction: Instruction, _ first: Operation) -> Relation {
      let number = instruction.operation.rawValue - first.rawValue
      return Relation(rawValue: number) ?? .equal
    }

    /// Compares two integers; gives the jumps that are taken where they are not both.
    private mutating func compare(_ left: HostValue, _ right: HostValue) -> [Int] {
      let others = [jumpUnlessInteger(left), jumpUnlessInteger(right)].compactMap { $0 }
      if case .register(let register) = left, case .constant(let constant) = right,
        let short = Int32(exactly: constant.int)
      {
        code.quad(.cmp, bits(register), short)
      } else {
        move(.rax, left)
        integers(.cmp, right)
      }
      return others
    }

    /// Compares two numbers as reals; gives what says that the relation holds, and whether that is
    /// also right where one is no number.
    private mutating func compareReals(
      _ left: HostValue, _ right: HostValue, _ relation: Relation
    ) -> (holds: HostCondition, isOrdered: Bool) {
      load(.xmm0, left, isExact: true)
      load(.xmm1, right, isExact: true)
      // In the flags that `compare` sets, what is no number is neither above nor not below.
      switch relation {
      case .less, .lessEqual: code.compare(.xmm1, .xmm0)
      default: code.compare(.xmm0, .xmm1)
      }
      switch relation {
      case .less, .greater: return (.above, true)
      case .lessEqual, .greaterEqual: return (.notBelow, true)
      case .equal: return (.zero, false)
      case .notEqual: return (.notZero, false)
      }
    }

    /// `==` and `!=` with a permanent string: one of them is the same only by its bits.
    private mutating func textComparison(
      _ left: HostValue, _ text: PolicyValue, _ instruction: Instruction
    ) {
      guard instruction.operation == .jumpEqual || instruction.operation == .jumpNotEqual,
        let place = place(left), let number = Int32(exactly: text.int)
      else { return slow() }
      switch left {
      case .register(let register): code.compareWord(meta(register), text.metaBits)
      case .loaded(_, let meta): code.double(.cmp, .register(meta), Int32(text.metaBits))
      case .constant: break
      }
      slow(if: .notZero)
      code.quad(.cmp, place, number)
      let isEqual = (instruction.operation == .jumpEqual) == (instruction.d != 0)
      go(to: Int(instruction.a), if: isEqual ? .zero : .notZero)
    }
  }
#endif
