// Moves, and what stands in dictionaries, lists and objects.

enum Moves {
  static let register: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    base[place.pointee.a] = base[place.pointee.b]
    proceed(place + 1, base, state)
  }

  static let slot: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    base[place.pointee.a] = state.pointee.slots[place.pointee.b]
    proceed(place + 1, base, state)
  }

  @inline(__always)
  private static func pair<A: Operand, B: Operand>(
    _: A.Type, _: B.Type, _ place: UnsafeMutableRawPointer, _ base: UnsafeMutableRawPointer,
    _ state: UnsafeMutableRawPointer
  ) {
    let (place, base, state) = Handlers.typed(place, base, state)
    base[place.pointee.a] = A.load(place.pointee.b, base, state)
    base[place[1].a] = B.load(place[1].b, base, state)
    proceed(place + 2, base, state)
  }

  /// Two moves, one behind the other, in one.
  static let pairs: Handlers.Table = [
    { pair(Register.self, Register.self, $0, $1, $2) },
    { pair(Register.self, Slot.self, $0, $1, $2) },
    { pair(Slot.self, Register.self, $0, $1, $2) },
    { pair(Slot.self, Slot.self, $0, $1, $2) },
  ]

  static let checkBound: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let operand = place.pointee.b
    if (operand >= 0 ? base : state.pointee.slots)[operand].tag == .unbound {
      return Handlers.runGenerally(place, base, state)
    }
    proceed(place + 1, base, state)
  }

  static let makeSequence: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let count = place.pointee.c
    let isTuple = place.pointee.operation == .makeTuple
    let capacity = isTuple ? count : max(count, 4)
    let handle = state.pointee.top
    guard handle &+ capacity &+ 1 <= state.pointee.ceiling else {
      return Handlers.runGenerally(place, base, state)
    }
    state.pointee.top = handle &+ capacity &+ 1
    let cells = state.pointee.cells
    UnsafeMutableRawPointer(cells + handle).assumingMemoryBound(to: Heap.Header.self).pointee =
      Heap.Header(
        data: UInt32(truncatingIfNeeded: handle &+ 1), count: UInt32(truncatingIfNeeded: count),
        capacity: UInt32(truncatingIfNeeded: capacity), extra: 0)
    let first = base + place.pointee.b
    var index = 0
    while index < count {
      cells[handle &+ 1 &+ index] = first[index]
      index &+= 1
    }
    base[place.pointee.a] = PolicyValue(tag: isTuple ? .tuple : .list, handle: handle)
    proceed(place + 1, base, state)
  }

  /// A list of the step with room.
  static let append: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let list = base[place.pointee.a]
    let operand = place.pointee.b
    let value = (operand >= 0 ? base : state.pointee.slots)[operand]
    let cells = state.pointee.cells
    let header = UnsafeMutableRawPointer(cells + list.handle)
      .assumingMemoryBound(to: Heap.Header.self)
    let count = header.pointee.count
    guard count < header.pointee.capacity, list.handle >= state.pointee.standingTop else {
      return Handlers.runGenerally(place, base, state)
    }
    cells[Int(header.pointee.data) &+ Int(count)] = value
    header.pointee.count = count &+ 1
    proceed(place + 1, base, state)
  }
}

enum Lookups {
  /// The value that a dictionary has under a key at the entry where it was last.
  @inline(__always)
  private static func entry(
    _ dictionary: PolicyValue, _ key: PolicyValue, _ hint: UInt16, _ state: StatePointer
  ) -> PolicyValue? {
    let cells = state.pointee.cells
    let header = UnsafeMutableRawPointer(cells + dictionary.handle)
      .assumingMemoryBound(to: Heap.Header.self).pointee
    let entry = cells + (Int(header.data) + 2 * Int(hint))
    return hint < header.count && entry.pointee.isIdentical(to: key) && key.isInterned
      ? entry[1] : nil
  }

  static let key: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let container = base[place.pointee.b]
    let key = state.pointee.slots[place.pointee.c]
    guard container.tag == .dictionary, let value = entry(container, key, place.pointee.d, state)
    else { return Handlers.runGenerally(place, base, state) }
    base[place.pointee.a] = value
    proceed(place + 1, base, state)
  }

  /// A slot's key that is in a dictionary, where it was last.
  static let jumpIn: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let container = base[place.pointee.c]
    let key = state.pointee.slots[place.pointee.b]
    guard container.tag == .dictionary,
      entry(container, key, place.pointee.d, state) != nil
    else { return Handlers.runGenerally(place, base, state) }
    Decisions.decide(place.pointee.operation == .jumpIn, place, base, state)
  }

  /// The elements of a tuple of the right length.
  static let unpack: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let source = base[place.pointee.b]
    let cells = state.pointee.cells
    let header = UnsafeMutableRawPointer(cells + source.handle)
      .assumingMemoryBound(to: Heap.Header.self)
    let count = place.pointee.c
    guard source.tag == .tuple, Int(header.pointee.count) == count else {
      return Handlers.runGenerally(place, base, state)
    }
    let elements = cells + Int(header.pointee.data)
    let first = base + place.pointee.a
    var index = 0
    while index < count {
      first[index] = elements[index]
      index &+= 1
    }
    proceed(place + 1, base, state)
  }

  static let get: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let container = base[place.pointee.b]
    let key = state.pointee.slots[place.pointee.c]
    guard container.tag == .dictionary, let value = entry(container, key, place.pointee.d, state)
    else { return Natives.get($0, $1, $2) }
    base[place.pointee.a] = value
    proceed(place + 1, base, state)
  }
  static let getDefault: Handler = get

  static let attribute: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let object = base[place.pointee.b]
    guard object.tag == .instance,
      let value = entry(
        state.pointee.cells[object.handle + 1], state.pointee.slots[place.pointee.c],
        place.pointee.d, state)
    else { return Handlers.runGenerally(place, base, state) }
    base[place.pointee.a] = value
    proceed(place + 1, base, state)
  }

  @inline(__always)
  private static func item<I: Operand>(
    _: I.Type, _ place: UnsafeMutableRawPointer, _ base: UnsafeMutableRawPointer,
    _ state: UnsafeMutableRawPointer
  ) {
    let (place, base, state) = Handlers.typed(place, base, state)
    let container = base[place.pointee.b]
    let index = I.load(place.pointee.c, base, state)
    if container.tag == .list || container.tag == .tuple, index.tag == .int {
      let cells = state.pointee.cells
      let header = UnsafeMutableRawPointer(cells + container.handle)
        .assumingMemoryBound(to: Heap.Header.self).pointee
      let place64 = index.int < 0 ? index.int &+ Int64(header.count) : index.int
      if UInt64(bitPattern: place64) < UInt64(header.count) {
        base[place.pointee.a] = cells[Int(header.data) &+ Int(place64)]
        return proceed(place + 1, base, state)
      }
    }
    Natives.item(place, base, state)
  }

  /// An item of a list of the step gets a value.
  static let setItem: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let slots = state.pointee.slots
    let container = base[place.pointee.b]
    let index = (place.pointee.c >= 0 ? base : slots)[place.pointee.c]
    if container.tag == .list, index.tag == .int, container.handle >= state.pointee.standingTop {
      let cells = state.pointee.cells
      let header = UnsafeMutableRawPointer(cells + container.handle)
        .assumingMemoryBound(to: Heap.Header.self).pointee
      if UInt64(bitPattern: index.int) < UInt64(header.count) {
        cells[Int(header.data) &+ Int(index.int)] =
          (place.pointee.a >= 0 ? base : slots)[place.pointee.a]
        return proceed(place + 1, base, state)
      }
    }
    Natives.setItem(place, base, state)
  }

  static let item: Handler = { item(Register.self, $0, $1, $2) }
  static let itemBySlot: Handler = { item(Slot.self, $0, $1, $2) }
}

enum Loops {
  /// Ends a round's instruction: takes its fuel and jumps as it says.
  @inline(__always)
  private static func finish(
    _ hasNext: Bool, _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) {
    Decisions.decide(hasNext == (place.pointee.d & 1 != 0), place, base, state)
  }

  /// Takes the fuel of a round, if there is as much.
  @inline(__always)
  private static func takeFuel(_ place: InstructionPointer, _ state: StatePointer) -> Bool {
    let left = state.pointee.fuel &- Int(place.pointee.d >> 1)
    if left < 0 { return false }
    state.pointee.fuel = left
    return true
  }

  /// A list, tuple or dictionary's entries in a register.
  static let iterate: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let operand = place.pointee.b
    let source = (operand >= 0 ? base : state.pointee.slots)[operand]
    guard source.tag == .list || source.tag == .tuple else {
      return Handlers.runGenerally(place, base, state)
    }
    let loop = base + place.pointee.a
    loop[0] = source
    loop[1] = .int(0 as Int64)
    loop[2] = .int(0 as Int64)
    proceed(place + 1, base, state)
  }

  static let next: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let loop = base + place.pointee.c
    let source = loop.pointee
    if source.tag == .list || source.tag == .tuple {
      let cells = state.pointee.cells
      let header = UnsafeMutableRawPointer(cells + source.handle)
        .assumingMemoryBound(to: Heap.Header.self).pointee
      let index = loop[1].int
      if index >= Int64(header.count) { return finish(false, place, base, state) }
      if takeFuel(place, state) {
        base[place.pointee.b] = cells[Int(header.data) &+ Int(index)]
        loop[1] = .int(index &+ 1)
        return finish(true, place, base, state)
      }
    }
    Natives.next(place, base, state)
  }

  static let nextPair: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let loop = base + place.pointee.c
    let source = loop.pointee
    if source.tag == .itemView {
      let cells = state.pointee.cells
      let raw = UnsafeMutableRawPointer(cells + source.handle)
      let header = raw.assumingMemoryBound(to: Heap.Header.self).pointee
      let table = (raw + 16).assumingMemoryBound(to: Heap.Table.self).pointee
      let position = loop[1].int
      if Int64(table.live) == loop[2].int {
        if position >= Int64(header.count) { return finish(false, place, base, state) }
        let entry = cells + (Int(header.data) &+ 2 &* Int(position))
        if entry.pointee.tag != .unbound && takeFuel(place, state) {
          let pair = base + place.pointee.b
          pair[0] = entry[0]
          pair[1] = entry[1]
          loop[1] = .int(position &+ 1)
          return finish(true, place, base, state)
        }
      }
    }
    Handlers.runGenerally(place, base, state)
  }

  static let nextRange: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let loop = base + place.pointee.c
    let left = loop[1].int
    if left == 0 { return finish(false, place, base, state) }
    guard takeFuel(place, state) else { return Handlers.runGenerally(place, base, state) }
    let number = loop[0].int
    loop[1] = .int(left &- 1)
    loop[0] = .int(number &+ loop[2].int)
    base[place.pointee.b] = .int(number)
    finish(true, place, base, state)
  }
}
