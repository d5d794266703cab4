// Dictionaries and sets: entries in insertion order, and beyond eight of them a hash index.
//
// A dictionary is two header cells, then pairs of cells (key, value). A deleted entry keeps its place
// with an unbound key. The index holds entry numbers plus one, four to a cell, open addressing with
// linear probing, at most half full. While all keys are permanent strings, which is the case for
// every observation, a key is found by comparing bits alone. A set is a dictionary of `None`.

import Foundation
import PolicySyntax

extension Heap {
  /// The second header cell of a dictionary.
  struct Table {
    /// The first cell of the hash index; 0 where there is none.
    var index: UInt32
    /// Slots of the index minus one.
    var mask: UInt32
    /// Entries that are not deleted.
    var live: UInt32
    /// 1 while every key is a permanent string.
    var isInterned: UInt32
  }

  static let indexedFrom = 8

  @inline(__always)
  func table(_ dictionary: PolicyValue) -> UnsafeMutablePointer<Table> {
    UnsafeMutableRawPointer(cells + dictionary.handle + 1).assumingMemoryBound(to: Table.self)
  }

  /// The number of entries.
  @inline(__always)
  func liveCount(_ dictionary: PolicyValue) -> Int { Int(table(dictionary).pointee.live) }

  /// An empty dictionary or set with room for `capacity` entries.
  func makeDictionary(
    _ tag: PolicyValue.Tag = .dictionary, capacity: Int
  ) throws(Fault) -> PolicyValue {
    let capacity = max(4, capacity)
    try reserve(cells: capacity * 4)
    let handle = try allocate(2 + capacity * 2)
    header(handle).pointee = Header(
      data: UInt32(truncatingIfNeeded: handle + 2), count: 0,
      capacity: UInt32(truncatingIfNeeded: capacity), extra: 0)
    let value = PolicyValue(tag: tag, handle: handle)
    table(value).pointee = Table(index: 0, mask: 0, live: 0, isInterned: 1)
    if capacity > Heap.indexedFrom { try makeIndex(value) }
    return value
  }

  /// The key of an entry; unbound if it was deleted.
  @inline(__always)
  func key(_ dictionary: PolicyValue, _ entry: Int) -> PolicyValue {
    elements(dictionary)[entry * 2]
  }

  @inline(__always)
  func value(_ dictionary: PolicyValue, _ entry: Int) -> PolicyValue {
    elements(dictionary)[entry * 2 + 1]
  }

  /// The entry of a key, or -1.
  @inline(__always)
  func find(_ dictionary: PolicyValue, _ key: PolicyValue) throws(Fault) -> Int {
    if key.isInterned, table(dictionary).pointee.isInterned == 1 {
      return try findInterned(dictionary, key)
    }
    return key.tag == .int ? try findInteger(dictionary, key) : try findAny(dictionary, key)
  }

  /// The same, looking first where the key was found last.
  @inline(__always)
  func find(
    _ dictionary: PolicyValue, _ key: PolicyValue, hint: Int
  ) throws(Fault) -> Int {
    let header = header(dictionary.handle).pointee
    if hint < header.count && key.isInterned
      && cells[Int(header.data) + hint * 2].isIdentical(to: key)
    {
      return hint
    }
    return try find(dictionary, key)
  }

  @inline(__always)
  private func findInterned(
    _ dictionary: PolicyValue, _ key: PolicyValue
  ) throws(Fault) -> Int {
    let header = header(dictionary.handle).pointee
    let entries = cells + Int(header.data)
    let table = table(dictionary).pointee
    if table.index == 0 {
      for entry in 0..<Int(header.count) where entries[entry * 2].isIdentical(to: key) {
        return entry
      }
      return -1
    }
    let slots = slots(table)
    var slot = hash(key) & table.mask
    while true {
      let entry = Int(slots[Int(slot)]) - 1
      if entry < 0 { return -1 }
      if entries[entry * 2].isIdentical(to: key) { return entry }
      slot = (slot + 1) & table.mask
      try spendOnProbe(slot)
    }
  }

  /// Pays for keys whose hashes meet, so that a dictionary of them cannot take for ever: 16 units at
  /// every sixteenth place of the index that is looked at.
  @inline(__always)
  private func spendOnProbe(_ slot: UInt32) throws(Fault) {
    if slot & 15 == 0 { try spend(16) }
  }

  @inline(never)
  private func findAny(_ dictionary: PolicyValue, _ key: PolicyValue) throws(Fault) -> Int {
    let hash = try hashOf(key)
    let header = header(dictionary.handle).pointee
    let entries = cells + Int(header.data)
    let table = table(dictionary).pointee
    if table.index == 0 {
      for entry in 0..<Int(header.count) where try isSameKey(entries[entry * 2], key) {
        return entry
      }
      return -1
    }
    let slots = slots(table)
    var slot = hash & table.mask
    while true {
      let entry = Int(slots[Int(slot)]) - 1
      if entry < 0 { return -1 }
      if try isSameKey(entries[entry * 2], key) { return entry }
      slot = (slot + 1) & table.mask
      try spendOnProbe(slot)
    }
  }

  @inline(never)
  private func findInteger(_ dictionary: PolicyValue, _ key: PolicyValue) throws(Fault) -> Int {
    let table = table(dictionary).pointee
    if table.isInterned == 1 { return -1 }
    let header = header(dictionary.handle).pointee
    let entries = cells + Int(header.data)
    if table.index == 0 {
      for entry in 0..<Int(header.count) {
        let other = entries[entry * 2]
        if other.tag == .int ? other.bits == key.bits : try isSameKey(other, key) { return entry }
      }
      return -1
    }
    let slots = slots(table)
    var slot = Heap.mix(key.bits) & table.mask
    while true {
      let entry = Int(slots[Int(slot)]) - 1
      if entry < 0 { return -1 }
      let other = entries[entry * 2]
      if other.tag == .int ? other.bits == key.bits : try isSameKey(other, key) { return entry }
      slot = (slot + 1) & table.mask
      try spendOnProbe(slot)
    }
  }

  private func isSameKey(_ a: PolicyValue, _ b: PolicyValue) throws(Fault) -> Bool {
    if a.tag == .unbound { return false }
    if a.isIdentical(to: b) { return true }
    // Permanent strings are the same or differ.
    if a.isInterned && b.isInterned { return false }
    return try isEqual(a, b)
  }

  @inline(__always)
  private func slots(_ table: Table) -> UnsafeMutablePointer<UInt32> {
    UnsafeMutableRawPointer(cells + Int(table.index)).assumingMemoryBound(to: UInt32.self)
  }

  /// Adds or replaces an entry.
  func set(
    _ dictionary: PolicyValue, _ key: PolicyValue, _ value: PolicyValue
  ) throws(Fault) {
    let found = try find(dictionary, key)
    if found >= 0 {
      try setValue(dictionary, entry: found, value)
      return
    }
    try add(dictionary, key, value)
  }

  /// Adds an entry whose key is not there yet.
  func add(
    _ dictionary: PolicyValue, _ key: PolicyValue, _ value: PolicyValue
  ) throws(Fault) {
    let old = header(dictionary.handle).pointee
    var entry = Int(old.count)
    if dictionary.handle < standingTop || old.count == old.capacity {
      entry = try requireEntry(dictionary, key, value)
    }
    let header = header(dictionary.handle)
    let cell = cells + (Int(header.pointee.data) + entry * 2)
    cell[0] = key
    cell[1] = value
    header.pointee.count += 1
    let table = table(dictionary)
    table.pointee.live += 1
    if !key.isInterned { table.pointee.isInterned = 0 }
    if table.pointee.index != 0 { try addToIndex(dictionary, entry) }
  }

  /// Gives an empty dictionary or set of this step the entries of another one, with room for as many
  /// more; false, and nothing is changed, where they have gaps.
  func copyEntries(of other: PolicyValue, to dictionary: PolicyValue) throws(Fault) -> Bool {
    let from = header(other.handle).pointee
    let table = table(other).pointee
    guard dictionary.handle >= standingTop, table.live == from.count else { return false }
    let capacity = max(4, 2 * Int(from.count))
    try reserve(cells: capacity * 4)
    let data = try allocate(capacity * 2)
    (cells + data).update(from: cells + Int(from.data), count: 2 * Int(from.count))
    header(dictionary.handle).pointee = Header(
      data: UInt32(truncatingIfNeeded: data), count: from.count,
      capacity: UInt32(truncatingIfNeeded: capacity), extra: 0)
    self.table(dictionary).pointee = Table(
      index: 0, mask: 0, live: table.live, isInterned: table.isInterned)
    if capacity > Heap.indexedFrom { try makeIndex(dictionary) }
    return true
  }

  /// Makes room for one more entry; gives its number.
  private func requireEntry(
    _ dictionary: PolicyValue, _ key: PolicyValue, _ value: PolicyValue
  ) throws(Fault) -> Int {
    let old = header(dictionary.handle).pointee
    let number = 2 * Int(old.count)
    let cell = Int(old.data) + number
    try requireMutable(
      dictionary, head: 2, cell: cell, count: 2, number: number,
      toHold: key.isHandle ? key : value)
    if key.isHandle {
      try requireMutable(dictionary, cell: cell + 1, number: number, toHold: value)
    }
    if old.count == old.capacity { try growDictionary(dictionary) }
    let table = table(dictionary).pointee
    if table.index != 0 { saveIndex(dictionary) }
    return Int(header(dictionary.handle).pointee.count)
  }

  /// Replaces the value of an entry that `find` gave.
  @inline(__always)
  func setValue(
    _ dictionary: PolicyValue, entry: Int, _ value: PolicyValue
  ) throws(Fault) {
    let number = entry * 2 + 1
    let data = Int(header(dictionary.handle).pointee.data)
    try requireMutable(dictionary, cell: data + number, number: number, toHold: value)
    cells[data + number] = value
  }

  /// Takes entries that were written directly over those there were: their keys are permanent
  /// strings and differ.
  func replaceEntries(_ dictionary: PolicyValue, _ count: Int) throws(Fault) {
    header(dictionary.handle).pointee.count = UInt32(truncatingIfNeeded: count)
    let table = table(dictionary)
    table.pointee.live = UInt32(truncatingIfNeeded: count)
    if table.pointee.index == 0 { return }
    slots(table.pointee).update(repeating: 0, count: Int(table.pointee.mask) + 1)
    for entry in 0..<count { try addToIndex(dictionary, entry) }
  }

  /// Deletes an entry that `find` gave.
  func remove(_ dictionary: PolicyValue, entry: Int) throws(Fault) {
    let data = Int(header(dictionary.handle).pointee.data)
    try requireMutable(
      dictionary, head: 2, cell: data + entry * 2, number: entry * 2, toHold: .unbound)
    elements(dictionary)[entry * 2] = .unbound
    table(dictionary).pointee.live -= 1
  }

  /// Deletes all entries.
  func removeAll(_ dictionary: PolicyValue) throws(Fault) {
    try requireMovable(dictionary)
    header(dictionary.handle).pointee.count = 0
    let table = table(dictionary)
    table.pointee.live = 0
    table.pointee.isInterned = 1
    if table.pointee.index != 0 {
      try spend(Int(table.pointee.mask) / 4)
      slots(table.pointee).update(repeating: 0, count: Int(table.pointee.mask) + 1)
    }
  }

  private func growDictionary(_ dictionary: PolicyValue) throws(Fault) {
    noteMove(of: dictionary)
    let old = header(dictionary.handle).pointee
    let live = liveCount(dictionary)
    let wanted = max(8, live * 2)
    try reserve(cells: wanted * 4)
    let data = try allocate(wanted * 2, for: dictionary)
    // Deleted entries are left behind.
    var next = data
    for entry in 0..<Int(old.count) {
      let source = cells + Int(old.data) + entry * 2
      guard source.pointee.tag != .unbound else { continue }
      cells[next] = source[0]
      cells[next + 1] = source[1]
      next += 2
    }
    header(dictionary.handle).pointee = Header(
      data: UInt32(truncatingIfNeeded: data), count: UInt32(truncatingIfNeeded: live),
      capacity: UInt32(truncatingIfNeeded: wanted), extra: old.extra)
    if wanted > Heap.indexedFrom { try makeIndex(dictionary) }
  }

  private func makeIndex(_ dictionary: PolicyValue) throws(Fault) {
    var slotCount = 32
    while slotCount < Int(header(dictionary.handle).pointee.capacity) * 2 { slotCount *= 2 }
    let index = try allocate(slotCount / 4, for: dictionary)
    table(dictionary).pointee.index = UInt32(truncatingIfNeeded: index)
    table(dictionary).pointee.mask = UInt32(truncatingIfNeeded: slotCount - 1)
    slots(table(dictionary).pointee).update(repeating: 0, count: slotCount)
    for entry in 0..<Int(header(dictionary.handle).pointee.count) {
      try addToIndex(dictionary, entry)
    }
  }

  @inline(__always)
  private func addToIndex(_ dictionary: PolicyValue, _ entry: Int) throws(Fault) {
    let table = table(dictionary).pointee
    let slots = slots(table)
    let key = key(dictionary, entry)
    let hash =
      key.tag == .string
      ? hash(key) : key.tag == .int ? Heap.mix(key.bits) : try hashOf(key)
    var slot = hash & table.mask
    while slots[Int(slot)] != 0 {
      slot = (slot + 1) & table.mask
      try spendOnProbe(slot)
    }
    slots[Int(slot)] = UInt32(truncatingIfNeeded: entry + 1)
  }
}
