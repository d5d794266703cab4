/// The boxes of one environment, slot by slot, with what is needed to tell identity and velocity.
///
/// A game's extraction runs between two calls of `beginStep`: it shows, conceals or removes
/// objects, and leaves alone what has not changed. All storage is inline; nothing here allocates.
struct ObjectSlots: Sendable {
  /// An object that holds a slot.
  struct Track: Sendable {
    var x: Int16 = 0
    var y: Int16 = 0
    var w: Int16 = 0
    var h: Int16 = 0
    /// Where the box was a step ago; where it is now if there was none.
    var previousX: Int16 = 0
    var previousY: Int16 = 0
    /// Identity; 0 while the slot is free.
    var id: Int32 = 0
    var value: Int32 = 0
    /// A colour that differs from the table's.
    var tint: RGB?
    var orientation: Orientation?
    /// The object has a box now.
    var isShown = false
    /// The object had a box a step ago.
    var wasShown = false
  }

  /// Enough for Breakout, the game with the most.
  static let capacity = 113

  private var tracks = InlineArray<113, Track>(repeating: Track())
  private var lastID: Int32 = 0
  let count: Int

  /// Small numbers that a game keeps between steps besides its boxes; each game names its places.
  typealias Memory = InlineArray<48, Int16>
  var memory = Memory(repeating: 0)

  init(count: Int) {
    precondition(count <= Self.capacity)
    self.count = count
  }

  subscript(slot: Int) -> Track { tracks.span[slot] }

  /// The same for who may change the slots, where `subscript` would copy all of them first.
  mutating func current(_ slot: Int) -> Track { tracks[slot] }

  /// Forgets everything, identities included.
  mutating func reset() { self = ObjectSlots(count: count) }

  /// Makes the present boxes those of the step before.
  mutating func beginStep() {
    for slot in 0..<count {
      tracks[slot].previousX = tracks[slot].x
      tracks[slot].previousY = tracks[slot].y
      tracks[slot].wasShown = tracks[slot].isShown
    }
  }

  /// Gives the object of a slot its box; a free slot gets a new object.
  mutating func show(_ slot: Int, x: Int, y: Int, w: Int, h: Int) {
    if tracks[slot].id == 0 {
      lastID += 1
      tracks[slot].id = lastID
    }
    tracks[slot].x = Int16(truncatingIfNeeded: x)
    tracks[slot].y = Int16(truncatingIfNeeded: y)
    tracks[slot].w = Int16(truncatingIfNeeded: w)
    tracks[slot].h = Int16(truncatingIfNeeded: h)
    tracks[slot].isShown = true
    if !tracks[slot].wasShown {
      tracks[slot].previousX = tracks[slot].x
      tracks[slot].previousY = tracks[slot].y
    }
  }

  /// Gives the object of a slot the part of its box that lies within the visible columns and
  /// lines, and conceals it if there is none.
  mutating func show(
    _ slot: Int, columns: Range<Int>, lines: Range<Int>,
    within visible: (x: Range<Int>, y: Range<Int>)
  ) {
    let columns = columns.clamped(to: visible.x)
    let lines = lines.clamped(to: visible.y)
    if columns.isEmpty || lines.isEmpty {
      conceal(slot)
    } else {
      show(slot, x: columns.lowerBound, y: lines.lowerBound, w: columns.count, h: lines.count)
    }
  }

  /// Takes the box from an object that lives on: it is hidden, or its sprite flickers.
  mutating func conceal(_ slot: Int) { tracks[slot].isShown = false }

  /// Gives a concealed object its box again, its velocity counted from the box it had before.
  mutating func reappear(_ slot: Int, x: Int, y: Int, w: Int, h: Int) {
    let old = tracks[slot]
    show(slot, x: x, y: y, w: w, h: h)
    tracks[slot].previousX = old.previousX
    tracks[slot].previousY = old.previousY
  }

  /// Ends the life of an object; whatever comes next in its slot is another one.
  mutating func remove(_ slot: Int) {
    tracks[slot].isShown = false
    tracks[slot].wasShown = false
    tracks[slot].id = 0
  }

  mutating func setValue(_ slot: Int, _ value: Int) {
    tracks[slot].value = Int32(truncatingIfNeeded: value)
  }

  mutating func setTint(_ slot: Int, _ tint: RGB) { tracks[slot].tint = tint }

  mutating func setOrientation(_ slot: Int, _ orientation: Orientation?) {
    tracks[slot].orientation = orientation
  }
}
