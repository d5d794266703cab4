extension ObjectTracker {
  /// The object in a slot, or nil if the slot shows none.
  public func object(at slot: Int) -> GameObject? {
    let track = slots[slot]
    guard track.isShown else { return nil }
    let (entry, index) = game.table.entry(ofSlot: slot)
    let hasValue = mode == .strict ? entry.value != nil : entry.hasValueInCompat
    let hasVelocity = mode == .compat || track.wasShown
    return GameObject(
      slot: slot,
      id: mode == .strict ? Int(track.id) : nil,
      category: entry.category,
      x: Int(track.x), y: Int(track.y), w: Int(track.w), h: Int(track.h),
      dx: hasVelocity ? Int(track.x) - Int(track.previousX) : nil,
      dy: hasVelocity ? Int(track.y) - Int(track.previousY) : nil,
      rgb: track.tint ?? entry.colors[index * entry.colors.count / entry.count],
      hud: entry.hud,
      value: hasValue ? Int(track.value) : nil,
      orientation: track.orientation)
  }

  /// The objects shown now, in the order of their slots.
  public var objects: [GameObject] { (0..<slots.count).compactMap { object(at: $0) } }
}
