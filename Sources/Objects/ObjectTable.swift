/// What can appear in one game: the single description that slots, documentation and checks use.
///
/// The slots of a game are numbered through in the order of `entries`, which is OCAtari's; what
/// OCAtari does not have comes last. A tracker without displays has the same numbers for everything
/// else.
public struct ObjectTable: Sendable {
  /// One category of a game.
  public struct Entry: Sendable {
    public let category: ObjectCategory
    /// The most objects of this category at one time, and its number of slots.
    public let count: Int
    public let hud: Bool
    /// The colour, or one for each equal share of the slots.
    public let colors: [RGB]
    /// Bounds of strict boxes: every box lies within `x` and `y`, edges included, and is at most
    /// `width` by `height`.
    public let x: Range<Int>
    public let y: Range<Int>
    public let width: ClosedRange<Int>
    public let height: ClosedRange<Int>
    /// The numbers a counter can show; nil where there is none.
    public let value: ClosedRange<Int>?
    /// Whether OCAtari's object carries that number too.
    public let hasValueInCompat: Bool
    /// Whether the object faces somewhere.
    public let hasOrientation: Bool

    init(
      _ category: ObjectCategory, count: Int = 1, hud: Bool = false, colors: [RGB],
      x: Range<Int>, y: Range<Int>, width: ClosedRange<Int>, height: ClosedRange<Int>,
      value: ClosedRange<Int>? = nil, hasValueInCompat: Bool = false, hasOrientation: Bool = false
    ) {
      self.category = category
      self.count = count
      self.hud = hud
      self.colors = colors
      self.x = x
      self.y = y
      self.width = width
      self.height = height
      self.value = value
      self.hasValueInCompat = hasValueInCompat
      self.hasOrientation = hasOrientation
    }
  }

  /// ALE's name of the game.
  public let game: String
  public let entries: [Entry]

  /// The number of slots; without displays, those up to the last one of anything else.
  public func slotCount(hud: Bool) -> Int {
    let last = entries.lastIndex { hud || !$0.hud } ?? -1
    return entries.prefix(last + 1).reduce(0) { $0 + $1.count }
  }

  /// The slots of a category; empty if the game has none of it.
  public func slots(of category: ObjectCategory) -> Range<Int> {
    var first = 0
    for entry in entries {
      if entry.category == category { return first..<first + entry.count }
      first += entry.count
    }
    return 0..<0
  }

  /// The entry a slot belongs to, and the slot's index within it.
  func entry(ofSlot slot: Int) -> (entry: Entry, index: Int) {
    var index = slot
    for entry in entries {
      if index < entry.count { return (entry, index) }
      index -= entry.count
    }
    preconditionFailure("slot \(slot) is outside the table of \(game)")
  }

  /// The table as Markdown, for the documentation.
  public func markdown() -> String {
    var lines = [
      "| Slots | Category | HUD | Width | Height | Columns | Lines | Value | Colour |",
      "|---|---|---|---|---|---|---|---|---|",
    ]
    for entry in entries {
      let slots = slots(of: entry.category)
      let cells = [
        entry.count == 1 ? "\(slots.lowerBound)" : "\(slots.lowerBound)–\(slots.upperBound - 1)",
        entry.category.rawValue,
        entry.hud ? "yes" : "no",
        Self.text(entry.width),
        Self.text(entry.height),
        "\(entry.x.lowerBound)–\(entry.x.upperBound - 1)",
        "\(entry.y.lowerBound)–\(entry.y.upperBound - 1)",
        entry.value.map(Self.text) ?? "",
        entry.colors.map { "\($0.red) \($0.green) \($0.blue)" }.joined(separator: ", "),
      ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n")
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
  }
}
