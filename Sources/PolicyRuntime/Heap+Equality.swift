// Hashes of keys, and Python's `==`.

import Foundation
import PolicySyntax

extension Heap {
  /// The hash of a key; lists, dictionaries and sets have none.
  func hashOf(_ key: PolicyValue, depth: Int = 0) throws(Fault) -> UInt32 {
    switch key.tag {
    case .string: return hash(key)
    case .int, .bool: return Heap.mix(key.bits)
    case .real:
      // Equal numbers have equal hashes, whatever their type.
      if let whole = Int64(exactly: key.real) { return Heap.mix(UInt64(bitPattern: whole)) }
      return Heap.mix(key.bits)
    case .tuple:
      try checkDepth(depth)
      try spend(count(key))
      var hash: UInt32 = 17
      for index in 0..<count(key) {
        let value = elements(key)[index]
        let element =
          value.isWhole ? Heap.mix(value.bits) : try hashOf(value, depth: depth + 1)
        hash = Heap.mix(UInt64(hash) << 32 | UInt64(element))
      }
      return hash
    case .list, .dictionary, .set, .slice:
      throw Fault(.type, "expected a hashable key, found \(PolicyValue.describe(key.tag))")
    case .none, .unbound, .builtin, .module:
      return Heap.mix(key.bits &+ UInt64(key.tag.rawValue))
    // Objects may stand elsewhere in the next step: the index must not depend on their place.
    default: return UInt32(key.tag.rawValue)
    }
  }

  static func mix(_ bits: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  func checkDepth(_ depth: Int) throws(Fault) {
    if depth > 200 {
      throw Fault(.recursion, "expected at most 200 levels of values in values, found more")
    }
  }

  /// Python's `==`, for all pairs of values.
  func isEqual(_ a: PolicyValue, _ b: PolicyValue, depth: Int = 0) throws(Fault) -> Bool {
    if a.isNumber && b.isNumber { return Heap.isEqualNumber(a, b) }
    guard a.tag == b.tag else { return false }
    switch a.tag {
    case .string:
      if a.isInterned && b.isInterned { return a.bits == b.bits }
      let (x, y) = (text(a), text(b))
      guard x.count == y.count else { return false }
      try spend(x.count / 16)
      return isSameText(x, y)
    case .list, .tuple:
      if a.bits == b.bits { return true }
      guard count(a) == count(b) else { return false }
      try checkDepth(depth)
      try spend(count(a))
      for index in 0..<count(a) {
        let x = elements(a)[index]
        let y = elements(b)[index]
        if x.isIdentical(to: y) { continue }
        if x.tag == .int && y.tag == .int || x.isInterned && y.isInterned { return false }
        guard try isEqual(x, y, depth: depth + 1) else { return false }
      }
      return true
    case .dictionary, .set:
      if a.bits == b.bits { return true }
      guard liveCount(a) == liveCount(b) else { return false }
      try checkDepth(depth)
      try spend(count(a))
      for entry in 0..<count(a) where key(a, entry).tag != .unbound {
        let other = try find(b, key(a, entry))
        guard other >= 0 else { return false }
        let x = value(a, entry)
        let y = value(b, other)
        if x.isIdentical(to: y) { continue }
        guard try isEqual(x, y, depth: depth + 1) else { return false }
      }
      return true
    case .range:
      let x = range(a)
      let y = range(b)
      return x.count == y.count
        && (x.count == 0 || x.start == y.start && (x.count == 1 || x.step == y.step))
    default: return a.bits == b.bits
    }
  }

  @inline(__always)
  private func isSameText(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let x = a.baseAddress, let y = b.baseAddress else { return true }
    return memcmp(x, y, a.count) == 0
  }

  /// Exact comparison of numbers of any two types.
  static func isEqualNumber(_ a: PolicyValue, _ b: PolicyValue) -> Bool {
    if a.tag == .real {
      if b.tag == .real { return a.real == b.real }
      return Int64(exactly: a.real) == b.int
    }
    if b.tag == .real { return Int64(exactly: b.real) == a.int }
    return a.int == b.int
  }
}
