// Strings: a header cell and bytes, or a number of the table of permanent ones.

import Foundation
import PolicySyntax

extension Heap {
  /// A string's bytes; valid until the next allocation.
  @inline(__always)
  func text(_ string: PolicyValue) -> UnsafeBufferPointer<UInt8> {
    if string.isInterned {
      let entry = interned + string.handle
      return UnsafeBufferPointer(start: entry.pointee.bytes, count: entry.pointee.count)
    }
    let header = header(string.handle).pointee
    return UnsafeBufferPointer(start: bytes + Int(header.data), count: Int(header.count))
  }

  /// The number of characters (code points) of a string.
  func characterCount(_ string: PolicyValue) -> Int {
    string.isInterned
      ? interned[string.handle].characters : Int(header(string.handle).pointee.capacity)
  }

  /// Whether characters and bytes of the string are the same.
  func isASCII(_ string: PolicyValue) -> Bool { characterCount(string) == text(string).count }

  /// The hash of a string's bytes, never 0.
  @inline(__always)
  func hash(_ string: PolicyValue) -> UInt32 {
    if string.isInterned { return interned[string.handle].hash }
    let header = header(string.handle)
    if header.pointee.extra == 0 { header.pointee.extra = Heap.hash(text(string)) }
    return header.pointee.extra
  }

  /// Eight bytes at a time, each group spread by a multiplication.
  static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash = UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
    guard let first = text.baseAddress else { return 1 }
    let raw = UnsafeRawPointer(first)
    var place = 0
    while place < text.count {
      var group: UInt64 = 0
      if place + 8 <= text.count {
        group = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      } else {
        for index in stride(from: text.count - 1, through: place, by: -1) {
          group = group << 8 | UInt64(first[index])
        }
      }
      // The high half depends on all bits, the low half on those below.
      let product = (hash ^ group).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
      hash = product.high ^ product.low
      place += 8
    }
    let result = UInt32(truncatingIfNeeded: hash)
    return result == 0 ? 1 : result
  }

  /// A string whose bytes are already allocated at `data`.
  func makeString(data: Int, count: Int) throws(Fault) -> PolicyValue {
    var characters = 0
    for index in data..<(data + count) where bytes[index] & 0xC0 != 0x80 { characters += 1 }
    return try makeString(data: data, count: count, characters: characters)
  }

  /// The same where the number of characters is known.
  func makeString(data: Int, count: Int, characters: Int) throws(Fault) -> PolicyValue {
    let handle = try allocate(1)
    header(handle).pointee = Header(
      data: UInt32(truncatingIfNeeded: data), count: UInt32(truncatingIfNeeded: count),
      capacity: UInt32(truncatingIfNeeded: characters), extra: 0)
    return PolicyValue(tag: .string, handle: handle)
  }

  /// A string of bytes that are elsewhere, but not in the heap.
  func makeString(copying text: UnsafeBufferPointer<UInt8>) throws(Fault) -> PolicyValue {
    let data = try allocateBytes(text.count)
    let target = bytes + data
    var continued = 0
    for index in 0..<text.count {
      let byte = text[index]
      target[index] = byte
      continued += byte & 0xC0 == 0x80 ? 1 : 0
    }
    return try makeString(data: data, count: text.count, characters: text.count - continued)
  }

  /// The same for a text that may be a key, such as f"Alien{i}": as a permanent string it is found by
  /// comparing bits.
  func makeKey(copying text: UnsafeBufferPointer<UInt8>) throws(Fault) -> PolicyValue {
    if text.count <= 24, let known = findInterned(text, Heap.hash(text)) {
      return .string(InternedString(rawValue: known))
    }
    return try makeString(copying: text)
  }

  /// A part of a string, which shares its bytes where they are in the heap.
  func makePart(of string: PolicyValue, _ start: Int, _ count: Int) throws(Fault) -> PolicyValue {
    let part = UnsafeBufferPointer(rebasing: text(string)[start..<(start + count)])
    // It is compared with a constant, or is a key.
    if count <= 24 {
      let hash = Heap.hash(part)
      if let known = findInterned(part, hash) {
        return .string(InternedString(rawValue: known))
      }
      // What is cut from a permanent string is cut again in the next step.
      if string.isInterned, internedCount < Heap.mostParts { return .string(intern(part, hash)) }
    }
    if string.isInterned { return try makeString(copying: part) }
    let characters = isASCII(string) ? count : part.count { $0 & 0xC0 != 0x80 }
    let data = Int(header(string.handle).pointee.data)
    return try makeString(data: data + start, count: count, characters: characters)
  }

  /// A string of bytes that are not in the heap.
  func makeString(_ text: some Collection<UInt8>) throws(Fault) -> PolicyValue {
    let count = text.count
    let data = try allocateBytes(count)
    var index = data
    for byte in text {
      bytes[index] = byte
      index += 1
    }
    return try makeString(data: data, count: count)
  }

  /// The Swift string of a string value.
  func string(_ value: PolicyValue) -> String { String(decoding: text(value), as: UTF8.self) }

  // MARK: Permanent strings

  /// The number of a permanent string, the same for equal texts.
  func intern(_ text: String) -> InternedString {
    let content = Array(text.utf8)
    let hash = content.withUnsafeBufferPointer { Heap.hash($0) }
    let known = content.withUnsafeBufferPointer { findInterned($0, hash) }
    if let known { return InternedString(rawValue: known) }
    return content.withUnsafeBufferPointer { intern($0, hash) }
  }

  /// Permanent strings there may be before parts of them become no more of them.
  private static let mostParts = 4096

  /// A new permanent string.
  private func intern(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> InternedString {
    if internedCount == internedCapacity { growInterned() }
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count + 8)
    copy.update(repeating: 0, count: text.count + 8)
    if let first = text.baseAddress { copy.update(from: first, count: text.count) }
    interned[internedCount] = Interned(
      bytes: copy, count: text.count, characters: text.count { $0 & 0xC0 != 0x80 }, hash: hash)
    internedCount += 1
    addInterned(internedCount - 1)
    return InternedString(rawValue: UInt32(internedCount - 1))
  }

  /// The number of a permanent string with these bytes, if there is one.
  func findInterned(_ bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> UInt32? {
    let mask = UInt32(internedCapacity * 2 - 1)
    var slot = hash & mask
    while true {
      let number = internedSlots[Int(slot)]
      if number == 0 { return nil }
      let entry = interned + Int(number - 1)
      if entry.pointee.hash == hash, entry.pointee.count == bytes.count {
        guard let first = bytes.baseAddress, bytes.count > 0 else { return number - 1 }
        if memcmp(entry.pointee.bytes, first, bytes.count) == 0 { return number - 1 }
      }
      slot = (slot + 1) & mask
    }
  }

  private func addInterned(_ number: Int) {
    let mask = UInt32(internedCapacity * 2 - 1)
    var slot = interned[number].hash & mask
    while internedSlots[Int(slot)] != 0 { slot = (slot + 1) & mask }
    internedSlots[Int(slot)] = UInt32(number + 1)
  }

  private func growInterned() {
    let larger = UnsafeMutablePointer<Interned>.allocate(capacity: internedCapacity * 2)
    larger.update(from: interned, count: internedCount)
    interned.deallocate()
    internedSlots.deallocate()
    interned = larger
    internedCapacity *= 2
    internedSlots = .allocate(capacity: internedCapacity * 2)
    internedSlots.update(repeating: 0, count: internedCapacity * 2)
    for number in 0..<internedCount { addInterned(number) }
  }
}
