extension ObservationTape {
  /// Adds `key: {x, y, w, h, dx, dy}` to a dictionary, or without a key to a list, if the slot shows
  /// an object; the velocity is 0 where it is unknown.
  mutating func appendBox(
    _ track: ObjectSlots.Track, _ key: ObservationKey?, to parent: inout Container
  ) {
    guard track.isShown else { return }
    var box = open(.dictionary, key)
    appendNumbers(of: track)
    box.entries = 6
    close(box)
    parent.entries += 1
  }

  /// Adds `{x, y, w, h, dx, dy, type}` to a list if the slot shows an object.
  mutating func appendBox(
    _ track: ObjectSlots.Track, type: ObservationKey.Word, to parent: inout Container
  ) {
    guard track.isShown else { return }
    var box = open(.dictionary)
    appendNumbers(of: track)
    append(type, .type)
    box.entries = 7
    close(box)
    parent.entries += 1
  }

  private mutating func appendNumbers(of track: ObjectSlots.Track) {
    append(Int(track.x), .x)
    append(Int(track.y), .y)
    append(Int(track.w), .w)
    append(Int(track.h), .h)
    append(Int(track.x) - Int(track.previousX), .dx)
    append(Int(track.y) - Int(track.previousY), .dy)
  }
}
