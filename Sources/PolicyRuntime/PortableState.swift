// The state of objects as a value that does not depend on an interpreter's memory: for checkpoints,
// which other workers and edited versions of the policy go on from.
//
// A graph as a list of nodes; a node names its parts by their numbers, so that shared values stay
// shared and nothing is recursive. It is read back in three rounds: all values are made, then
// sequences get their elements, then dictionaries and sets, whose keys must be complete.

import PolicySyntax

struct PortableState: Sendable, Hashable {
  var nodes: [Node] = []
  /// The class and the attributes (a dictionary) of each permanent object.
  var objects: [Object] = []

  struct Object: Sendable, Hashable {
    let className: String
    let attributes: Int
  }

  enum Node: Sendable, Hashable {
    /// A value without parts: its tag and bits.
    case plain(PolicyValue.Tag, UInt64)
    case text(String)
    case sequence(PolicyValue.Tag, [Int])
    /// Keys and values in turn; `None` for the values of a set.
    case dictionary(PolicyValue.Tag, [Int])
    case range([Int64])
    /// A permanent object, by number.
    case permanent(Int)
    case object(className: String, attributes: Int)
    /// A method or error: the first part, and the second.
    case pair(PolicyValue.Tag, Int, Int)
    case function(PolicyValue.Tag, String)
    case classType(String)
  }
}

extension Machine {
  // MARK: Writing

  /// What the permanent objects hold now.
  func portableState() -> PortableState {
    var state = PortableState()
    var numbers: [PolicyValueKey: Int] = [:]
    var pending: [(number: Int, value: PolicyValue)] = []
    func number(_ value: PolicyValue) -> Int {
      let key = PolicyValueKey(tag: value.tag, bits: value.bits, isInterned: value.isInterned)
      if let known = numbers[key] { return known }
      let number = state.nodes.count
      numbers[key] = number
      state.nodes.append(.plain(.none, 0))
      pending.append((number, value))
      return number
    }
    for object in permanentObjects {
      state.objects.append(
        PortableState.Object(
          className: className(heap.cells[object.handle]),
          attributes: number(heap.cells[object.handle + 1])))
    }
    let permanent = Dictionary(
      permanentObjects.enumerated().map { ($0.element.handle, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    while let (place, value) = pending.popLast() {
      state.nodes[place] = node(value, permanent, number)
    }
    return state
  }

  private func node(
    _ value: PolicyValue, _ permanent: [Int: Int], _ number: (PolicyValue) -> Int
  ) -> PortableState.Node {
    switch value.tag {
    case .string: return .text(heap.string(value))
    case .list, .tuple:
      return .sequence(
        value.tag, (0..<heap.count(value)).map { number(heap.elements(value)[$0]) })
    case .dictionary, .set, .keyView, .valueView, .itemView:
      var parts: [Int] = []
      for entry in 0..<heap.count(value) where heap.key(value, entry).tag != .unbound {
        parts.append(number(heap.key(value, entry)))
        parts.append(number(heap.value(value, entry)))
      }
      return .dictionary(value.tag, parts)
    case .range: return .range((0..<4).map { heap.cells[value.handle + $0].int })
    case .instance:
      if let object = permanent[value.handle] { return .permanent(object) }
      return .object(
        className: className(heap.cells[value.handle]),
        attributes: number(heap.cells[value.handle + 1]))
    case .method, .boundMethod, .error:
      return .pair(
        value.tag, number(heap.cells[value.handle]), number(heap.cells[value.handle + 1]))
    case .function, .staticMethod, .classMethod, .property:
      return .function(value.tag, functionName(value))
    case .classType: return .classType(className(value))
    default: return .plain(value.tag, value.bits)
    }
  }

  private func functionName(_ function: PolicyValue) -> String {
    program.plain.functions[Int(UInt32(truncatingIfNeeded: heap.cells[function.handle].bits))].name
  }

  // MARK: Reading

  /// Gives the permanent objects what a state holds for them.
  func apply(_ state: PortableState) throws(Fault) {
    var functions: [String: PolicyValue] = [:]
    var classes: [String: PolicyValue] = [:]
    for value in globals.values {
      if value.tag == .function { functions[functionName(value)] = value }
      guard value.tag == .classType else { continue }
      classes[className(value)] = value
      let attributes = heap.cells[value.handle]
      for entry in 0..<heap.count(attributes) {
        let member = heap.value(attributes, entry)
        if [.function, .staticMethod, .classMethod, .property].contains(member.tag) {
          functions[functionName(member)] = PolicyValue(tag: .function, handle: member.handle)
        }
      }
    }
    var values: [PolicyValue] = []
    for node in state.nodes { values.append(try make(node, functions, classes)) }
    for (node, value) in zip(state.nodes, values) where value.tag != .unbound {
      switch node {
      case .sequence(_, let parts):
        for (index, part) in parts.enumerated() {
          heap.elements(value)[index] = known(values[part])
        }
      case .pair(_, let first, let second):
        heap.setCell(value.handle, known(values[first]))
        heap.setCell(value.handle + 1, known(values[second]))
      case .object(_, let attributes): heap.setCell(value.handle + 1, values[attributes])
      default: break
      }
    }
    for (node, value) in zip(state.nodes, values) {
      guard case .dictionary(_, let parts) = node else { continue }
      for index in stride(from: 0, to: parts.count, by: 2)
      where values[parts[index + 1]].tag != .unbound && values[parts[index]].tag != .unbound {
        let dictionary = PolicyValue(
          tag: value.tag == .set ? .set : .dictionary, handle: value.handle)
        try heap.set(dictionary, values[parts[index]], values[parts[index + 1]])
      }
    }
    for (object, stored) in zip(permanentObjects, state.objects)
    where className(heap.cells[object.handle]) == stored.className {
      let attributes = values[stored.attributes]
      for entry in 0..<heap.count(attributes) {
        try heap.set(
          heap.cells[object.handle + 1], heap.key(attributes, entry),
          heap.value(attributes, entry))
      }
    }
  }

  private func known(_ value: PolicyValue) -> PolicyValue {
    value.tag == .unbound ? .none : value
  }

  /// The value of a node, its parts still missing; unbound for what this program does not have.
  private func make(
    _ node: PortableState.Node, _ functions: [String: PolicyValue],
    _ classes: [String: PolicyValue]
  ) throws(Fault) -> PolicyValue {
    switch node {
    case .plain(let tag, let bits): return PolicyValue(tag: tag, bits: bits)
    case .text(let text):
      let bytes = Array(text.utf8)
      let number = bytes.withUnsafeBufferPointer { heap.findInterned($0, Heap.hash($0)) }
      if let number { return .string(InternedString(rawValue: number)) }
      return try heap.makeString(bytes)
    case .sequence(let tag, let parts):
      return try heap.makeSequence(tag, count: parts.count, capacity: parts.count)
    case .dictionary(let tag, let parts):
      let value = try heap.makeDictionary(
        tag == .set ? .set : .dictionary, capacity: parts.count / 2)
      return PolicyValue(tag: tag, handle: value.handle)
    case .range(let numbers):
      return try heap.makeRange(
        Heap.Range(start: numbers[0], step: numbers[1], count: numbers[2], stop: numbers[3]))
    case .permanent(let number):
      return permanentObjects.indices.contains(number) ? permanentObjects[number] : .unbound
    case .object(let name, _):
      guard let type = classes[name] else { return .unbound }
      return try pairOfCells(.instance, type)
    case .pair(let tag, _, _): return try pairOfCells(tag, .none)
    case .function(let tag, let name):
      return functions[name].map { PolicyValue(tag: tag, handle: $0.handle) } ?? .unbound
    case .classType(let name): return classes[name] ?? .unbound
    }
  }

  private func pairOfCells(
    _ tag: PolicyValue.Tag, _ first: PolicyValue
  ) throws(Fault) -> PolicyValue {
    let handle = try heap.allocate(3)
    heap.setCell(handle, first)
    heap.setCell(handle + 1, .none)
    heap.setCell(handle + 2, .int(-1))
    return PolicyValue(tag: tag, handle: handle)
  }
}

/// What makes two values the same object.
private struct PolicyValueKey: Hashable {
  let tag: PolicyValue.Tag
  let bits: UInt64
  let isInterned: Bool
}
