// Classes and their objects.
//
// A class is three cells: its attributes (a dictionary), its base class or None, its name. An object
// is two: its class, and a dictionary of its own attributes. A function found in the class becomes a
// method: the object is passed before the arguments. In a call it already stands there, so that a
// method call costs little more than a call.

import PolicySyntax

extension Machine {
  /// Classes above each other: what a look-up may go through.
  static let maximumBases = 30

  func makeClass(
    _ name: PolicyValue, base: PolicyValue, names: [InternedString],
    _ values: UnsafeMutablePointer<PolicyValue>
  ) throws(Fault) -> PolicyValue {
    guard base.tag == .classType || base.tag == .none || base.tag == .builtin else {
      throw Fault(
        .type, "expected a class as the base, found \(PolicyValue.describe(base.tag))")
    }
    var depth = 0
    var current = base
    while current.tag == .classType {
      depth += 1
      current = heap.cells[current.handle + 1]
    }
    guard depth < Machine.maximumBases else {
      throw Fault(
        .recursion, "expected at most \(Machine.maximumBases) classes above a class, found more")
    }
    let attributes = try heap.makeDictionary(capacity: names.count)
    for (index, name) in names.enumerated() where values[index].tag != .unbound {
      try heap.set(attributes, .string(name), values[index])
    }
    let handle = try heap.allocate(3)
    heap.cells[handle] = attributes
    heap.cells[handle + 1] = base
    heap.cells[handle + 2] = name
    return PolicyValue(tag: .classType, handle: handle)
  }

  func className(_ type: PolicyValue) -> String { heap.string(heap.cells[type.handle + 2]) }

  func isClass(_ type: PolicyValue, sameOrBelow other: PolicyValue) -> Bool {
    var current = type
    while current.tag == .classType {
      if current.bits == other.bits { return true }
      current = heap.cells[current.handle + 1]
    }
    return false
  }

  func isCallable(_ value: PolicyValue) -> Bool {
    switch value.tag {
    case .function, .builtin, .method, .classType, .boundMethod, .staticMethod: true
    case .instance: entryFunction(of: value) != nil
    default: false
    }
  }

  // MARK: Attributes

  /// What a class or its bases have under a name; unbound if nothing.
  func lookUp(
    _ name: PolicyValue, from type: PolicyValue, hint: InstructionPointer? = nil
  ) throws(Fault) -> PolicyValue {
    var current = type
    while current.tag == .classType {
      let attributes = heap.cells[current.handle]
      let entry = try heap.find(attributes, name, hint: Int(hint?.pointee.d ?? 0))
      if entry >= 0 {
        hint?.pointee.d = UInt16(truncatingIfNeeded: entry)
        return heap.value(attributes, entry)
      }
      current = heap.cells[current.handle + 1]
    }
    return .unbound
  }

  /// The value of an attribute that the object itself does not have.
  @inline(never)
  func attribute(_ object: PolicyValue, _ name: PolicyValue) throws(Fault) -> PolicyValue {
    switch object.tag {
    case .instance:
      let entry = try heap.find(heap.cells[object.handle + 1], name)
      if entry >= 0 { return heap.value(heap.cells[object.handle + 1], entry) }
      let found = try lookUp(name, from: heap.cells[object.handle])
      switch found.tag {
      case .unbound:
        if heap.string(name) == "__class__" { return heap.cells[object.handle] }
        throw noAttribute(name, object)
      case .staticMethod: return PolicyValue(tag: .function, handle: found.handle)
      case .function: return try boundMethod(object, found)
      case .classMethod: return try boundMethod(heap.cells[object.handle], found)
      case .property:
        // Where a name may be a property, `getProperty` reads it.
        throw Fault(
          .unsupported, "expected a property to be read as x.name, found another way")
      default: return found
      }
    case .classType:
      if heap.string(name) == "__name__" { return heap.cells[object.handle + 2] }
      let found = try lookUp(name, from: object)
      if found.tag == .unbound { throw noAttribute(name, object) }
      if found.tag == .classMethod { return try boundMethod(object, found) }
      return found.tag == .staticMethod
        ? PolicyValue(tag: .function, handle: found.handle) : found
    default:
      let text = heap.string(name)
      if text == "args", object.tag == .error { return heap.cells[object.handle + 1] }
      if text == "__class__" { return try typeOf(object) }
      if text == "__name__", let name = nameOf(object) { return .string(heap.intern(name)) }
      guard let method = Method.named(text) else { throw noMethod(text, object) }
      return try boundMethod(object, Int(method.rawValue))
    }
  }

  /// A function with the object or class that goes before its arguments.
  private func boundMethod(
    _ receiver: PolicyValue, _ function: PolicyValue
  ) throws(Fault) -> PolicyValue {
    let handle = try heap.allocate(2)
    heap.cells[handle] = receiver
    heap.cells[handle + 1] = PolicyValue(tag: .function, handle: function.handle)
    return PolicyValue(tag: .boundMethod, handle: handle)
  }

  /// The value of an attribute whose name is that of a property of some class; the object stands in
  /// the first register of the window that its function may use.
  func property(
    _ name: PolicyValue, _ window: UnsafeMutablePointer<PolicyValue>
  ) throws(Fault) -> PolicyValue {
    let object = window[0]
    if object.tag == .instance {
      let found = try lookUp(name, from: heap.cells[object.handle])
      if found.tag == .property {
        return try callFunction(
          PolicyValue(tag: .function, handle: found.handle), window, 1)
      }
    }
    return try attribute(object, name)
  }

  /// The `__name__` of a function.
  private func nameOf(_ value: PolicyValue) -> String? {
    switch value.tag {
    case .builtin:
      return unsafeBitCast(UInt8(truncatingIfNeeded: value.bits), to: Builtin.self).shortName
    case .boundMethod: return nameOf(heap.cells[value.handle + 1])
    case .function, .staticMethod, .classMethod:
      let number = Int(UInt32(truncatingIfNeeded: heap.cells[value.handle].bits))
      return program.plain.functions[number].name.split(separator: ".").last.map(String.init)
    default: return nil
    }
  }

  /// An attribute by a name that the program computes.
  func ownAttribute(_ object: PolicyValue, _ name: PolicyValue) throws(Fault) -> PolicyValue {
    let name = permanent(name)
    if object.tag == .instance {
      let entry = try heap.find(heap.cells[object.handle + 1], name)
      if entry >= 0 { return heap.value(heap.cells[object.handle + 1], entry) }
    }
    return try attribute(object, name)
  }

  /// The permanent string of a text, if there is one.
  func permanent(_ text: PolicyValue) -> PolicyValue {
    guard !text.isInterned, let number = heap.findInterned(heap.text(text), heap.hash(text)) else {
      return text
    }
    return .string(InternedString(rawValue: number))
  }

  func deleteAttribute(_ object: PolicyValue, _ name: PolicyValue) throws(Fault) {
    guard object.tag == .instance else {
      throw Fault(
        .attribute,
        "expected an object of a class to delete an attribute of, found "
          + PolicyValue.describe(object.tag))
    }
    let attributes = heap.cells[object.handle + 1]
    try heap.requireChangeable(attributes)
    let entry = try heap.find(attributes, name)
    guard entry >= 0 else { throw noAttribute(name, object) }
    try heap.remove(attributes, entry: entry)
  }

  func checkAttribute(_ object: PolicyValue, _ name: PolicyValue) throws(Fault) {
    switch object.tag {
    case .instance:
      if try heap.find(heap.cells[object.handle + 1], name) >= 0 { return }
      if try lookUp(name, from: heap.cells[object.handle]).tag == .unbound {
        throw noAttribute(name, object)
      }
    case .classType:
      if try lookUp(name, from: object).tag == .unbound { throw noAttribute(name, object) }
    default:
      let text = heap.string(name)
      guard let method = Method.named(text), Machine.has(method, object.tag) else {
        throw noMethod(text, object)
      }
    }
  }

  @inline(never)
  func setAttribute(
    _ object: PolicyValue, _ name: PolicyValue, _ value: PolicyValue
  ) throws(Fault) {
    guard object.tag == .instance else {
      throw Fault(
        .attribute,
        "expected an object of a class to assign an attribute of, found "
          + PolicyValue.describe(object.tag),
        hint: object.tag == .classType ? "assign to self, or in the body of the class" : nil)
    }
    try heap.set(heap.cells[object.handle + 1], name, value)
  }

  func noAttribute(_ name: PolicyValue, _ object: PolicyValue) -> Fault {
    let text = heap.string(name)
    var known: [String] = []
    func add(_ dictionary: PolicyValue) {
      for entry in 0..<heap.count(dictionary) where heap.key(dictionary, entry).tag == .string {
        known.append(heap.string(heap.key(dictionary, entry)))
      }
    }
    var type = object
    if object.tag == .instance {
      add(heap.cells[object.handle + 1])
      type = heap.cells[object.handle]
    }
    let owner = className(type)
    while type.tag == .classType {
      add(heap.cells[type.handle])
      type = heap.cells[type.handle + 1]
    }
    return Fault(
      .attribute, "expected an attribute of \(owner), found '\(text)'",
      hint: nearestName(to: text, among: known).map { "did you mean '\($0)'?" })
  }

  // MARK: Calls

  /// What `receiver.name(…)` calls, and whether the receiver goes before the arguments.
  @inline(__always)
  func callee(
    _ name: PolicyValue, of receiver: PolicyValue, hint: InstructionPointer
  ) throws(Fault) -> (value: PolicyValue, takesReceiver: Bool) {
    if receiver.tag == .instance {
      let own = heap.cells[receiver.handle + 1]
      let entry = heap.liveCount(own) == 0 ? -1 : try heap.find(own, name)
      if entry < 0 {
        let found = try lookUp(name, from: heap.cells[receiver.handle], hint: hint)
        if found.tag == .function { return (found, true) }
      }
    }
    return (try attribute(receiver, name), false)
  }

  /// What `super().name(…)` calls in a method of a class.
  func calleeOfBase(
    _ name: PolicyValue, of receiver: PolicyValue, _ type: PolicyValue
  ) throws(Fault) -> (value: PolicyValue, takesReceiver: Bool) {
    guard type.tag == .classType else {
      throw Fault(.runtime, "expected super() in a class that is complete, found it before its end")
    }
    let base = heap.cells[type.handle + 1]
    let found = try lookUp(name, from: base)
    switch found.tag {
    case .function: return (found, true)
    case .staticMethod: return (PolicyValue(tag: .function, handle: found.handle), false)
    case .classMethod:
      let own = receiver.tag == .instance ? heap.cells[receiver.handle] : receiver
      return (try boundMethod(own, found), false)
    case .unbound:
      // `Module` and `object` have nothing but an empty `__init__`.
      guard heap.string(name) == "__init__" else {
        throw Fault(
          .attribute,
          "expected a method of the base of \(self.className(type)), found '\(self.heap.string(name))'"
        )
      }
      if receiver.tag == .instance, isError(receiver) {
        return (try boundMethod(receiver, Int(Method.errorInit.rawValue)), false)
      }
      return (.none, false)
    default: return (found, false)
    }
  }

  /// The function that calling an object runs, if its class has one.
  func entryFunction(of object: PolicyValue) -> PolicyValue? {
    entryFunction(ofClass: heap.cells[object.handle])
  }

  func entryFunction(ofClass type: PolicyValue) -> PolicyValue? {
    for name in ["__call__", "forward"] {
      let found = try? lookUp(.string(heap.intern(name)), from: type)
      if let found, found.tag == .function { return found }
    }
    return nil
  }

  /// Calls a class, an object or a method that was taken as a value.
  func callObject(
    _ callee: PolicyValue, _ window: UnsafeMutablePointer<PolicyValue>, _ count: Int,
    keywords: Int32
  ) throws(Fault) -> PolicyValue {
    func shift(_ receiver: PolicyValue) {
      for index in stride(from: count, to: 0, by: -1) { window[index] = window[index - 1] }
      window[0] = receiver
    }
    switch callee.tag {
    case .boundMethod:
      let function = heap.cells[callee.handle + 1]
      guard function.tag == .function else { throw lostMethod() }
      shift(heap.cells[callee.handle])
      return try callFunction(function, window, count + 1, keywords: keywords)
    case .staticMethod:
      return try callFunction(
        PolicyValue(tag: .function, handle: callee.handle), window, count, keywords: keywords)
    case .function: return try callFunction(callee, window, count, keywords: keywords)
    case .instance:
      guard let function = entryFunction(of: callee) else {
        throw Fault(
          .type,
          "expected a function to call, found an object of "
            + "\(self.className(self.heap.cells[callee.handle])), which has no __call__")
      }
      shift(callee)
      return try callFunction(function, window, count + 1, keywords: keywords)
    case .classType:
      let named = keywords < 0 ? 0 : keywordLists[Int(keywords)].count
      let object = try makeObject(callee, window, count - named)
      let initializer = try lookUp(.string(names.initializer), from: callee)
      guard initializer.tag == .function else {
        guard count == 0 || named == 0 && isError(object) else {
          throw Fault(
            .type, "expected no arguments for \(self.className(callee))(), found \(count)",
            hint: "a class without __init__ takes none")
        }
        return object
      }
      shift(object)
      let result = try callFunction(initializer, window, count + 1, keywords: keywords)
      guard result.tag == .none else {
        throw Fault(
          .type, "expected __init__ to return None, found \(PolicyValue.describe(result.tag))")
      }
      return object
    default:
      throw Fault(
        .type, "expected a function to call, found \(PolicyValue.describe(callee.tag))")
    }
  }

  /// The same with the arguments in a list and the keywords in a dictionary.
  func callObjectSpread(
    _ callee: PolicyValue, _ window: UnsafeMutablePointer<PolicyValue>
  ) throws(Fault) -> PolicyValue {
    var function = callee
    var receiver: PolicyValue?
    switch callee.tag {
    case .boundMethod:
      receiver = heap.cells[callee.handle]
      function = heap.cells[callee.handle + 1]
    case .staticMethod: function = PolicyValue(tag: .function, handle: callee.handle)
    case .instance:
      receiver = callee
      function = entryFunction(of: callee) ?? .none
    case .classType:
      let initializer = try lookUp(.string(names.initializer), from: callee)
      if initializer.tag == .function {
        receiver = try makeObject(callee, arguments: try collect(window[0]))
        function = initializer
      } else if heap.liveCount(window[1]) == 0,
        heap.count(window[0]) == 0 || errorBase(ofClass: callee) != nil
      {
        return try makeObject(callee, arguments: try collect(window[0]))
      }
    default: break
    }
    guard function.tag == .function else {
      // The plain call says what is wrong.
      return try callObject(callee, window, heap.count(window[0]), keywords: -1)
    }
    guard nativeDepth < 40 else { throw tooDeep() }
    nativeDepth += 1
    defer { nativeDepth -= 1 }
    let number = Int(UInt32(truncatingIfNeeded: heap.cells[function.handle].bits))
    let entry = code.functions[number]
    try reserve(entry, window)
    try bindSpread(function, number, window, receiver: receiver)
    if entry.closureRegister >= 0 { window[Int(entry.closureRegister)] = function }
    let result = try run(function: number, at: window)
    return callee.tag == .classType ? receiver ?? result : result
  }

  /// A method that a state names and that an edited policy has no more.
  private func lostMethod() -> Fault {
    Fault(.type, "expected a method of this policy to call, found one that it has no more")
  }

  /// An object without attributes; an error keeps the arguments that it is made with.
  func makeObject(
    _ type: PolicyValue, arguments: [PolicyValue]
  ) throws(Fault) -> PolicyValue {
    var arguments = arguments
    let count = arguments.count
    return try arguments.withUnsafeMutableBufferPointer { (buffer) throws(Fault) in
      try makeObject(type, buffer.baseAddress ?? registers, count)
    }
  }

  /// The same with the arguments where they stand.
  func makeObject(
    _ type: PolicyValue, _ first: UnsafeMutablePointer<PolicyValue>, _ count: Int
  ) throws(Fault) -> PolicyValue {
    // As many as need no index.
    let attributes = try heap.makeDictionary(capacity: Heap.indexedFrom)
    if errorBase(ofClass: type) != nil {
      let tuple = try heap.makeSequence(.tuple, count: count, capacity: count)
      heap.elements(tuple).update(from: first, count: count)
      try heap.set(attributes, .string(names.arguments), tuple)
    }
    let handle = try heap.allocate(2)
    heap.cells[handle] = type
    heap.cells[handle + 1] = attributes
    let object = PolicyValue(tag: .instance, handle: handle)
    if isLoading { permanentObjects.append(object) }
    return object
  }
}
