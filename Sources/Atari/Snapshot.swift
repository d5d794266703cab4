/// A moment of a game, to go back to.
///
/// After a restore everything equals what followed the snapshot: RAM, screen, rewards, lives, sticky
/// actions, frame skips, frame numbers. A snapshot fits any environment of the same game; what
/// follows is the same only with the same settings. Equal moments make equal snapshots.
public struct Snapshot: Sendable, Hashable {
  /// The emulator's state (see CALE's States.cpp), about 15 KB.
  package let emulator: [UInt8]
  /// The generator of frame skips, if the snapshot holds the randomness.
  let generator: UInt64?
  let lives: Int32
}

extension Environment {
  /// The present moment. Without randomness a restore keeps the environment's own generators, so
  /// that different futures of one moment can be drawn. Costs about 20 µs.
  public func snapshot(withRandomness: Bool = true) throws(AtariError) -> Snapshot {
    Snapshot(
      emulator: try emulator.state(withRandomness: withRandomness),
      generator: withRandomness ? generator.state : nil, lives: Int32(lives))
  }

  /// Goes to the moment of a snapshot of the same game. Throws, and changes nothing, for a snapshot
  /// of another game. Costs about 20 µs.
  public mutating func restore(_ snapshot: Snapshot) throws(AtariError) {
    try emulator.restore(snapshot.emulator)
    if let state = snapshot.generator { generator.state = state }
    lives = Int(snapshot.lives)
  }
}

// As bytes (numbers are little endian):
//
//   offset  bytes
//        0      4  "CWSN"
//        4      4  version of this layout
//        8      8  count of all bytes
//       16      8  checksum (64-bit FNV-1a) of all bytes from 24 on
//       24     32  MD5 of the ROM, hexadecimal
//       56      4  lives
//       60      4  1 if the generator is held, 0 if not
//       64      8  generator
//       72         the emulator's state
extension Snapshot {
  private static let magic = Array("CWSN".utf8)
  private static let version: UInt32 = 1
  private static let headerCount = 72

  /// The MD5 checksum of the ROM that the snapshot belongs to.
  public var md5: String { String(decoding: emulator[8..<40], as: UTF8.self) }

  /// The snapshot as bytes, to be stored.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.headerCount + emulator.count)
    bytes += Self.magic
    bytes.append(littleEndian: Self.version)
    bytes.append(littleEndian: UInt64(Self.headerCount + emulator.count))
    bytes.append(littleEndian: UInt64(0))
    bytes += emulator[8..<40]
    bytes.append(littleEndian: UInt32(bitPattern: lives))
    bytes.append(littleEndian: UInt32(generator == nil ? 0 : 1))
    bytes.append(littleEndian: generator ?? 0)
    bytes += emulator
    let checksum = Self.checksum(bytes[24...])
    for index in 0..<8 { bytes[16 + index] = UInt8(truncatingIfNeeded: checksum >> (8 * index)) }
    return bytes
  }

  /// Reads what `bytes` made; throws for anything else, and for a snapshot of another game than
  /// `game` if that is given. Costs a pass over the bytes.
  public init(bytes: [UInt8], game: Game? = nil) throws(AtariError) {
    guard bytes.count > Self.headerCount + 56, bytes[0..<4].elementsEqual(Self.magic) else {
      throw .snapshot(reason: "expected a snapshot, found \(bytes.count) other bytes")
    }
    let version = bytes.littleEndian(UInt32.self, at: 4)
    guard version == Self.version else {
      throw .snapshot(
        reason: "expected a snapshot of version \(Self.version), found version \(version)")
    }
    guard bytes.littleEndian(UInt64.self, at: 8) == UInt64(bytes.count),
      bytes.littleEndian(UInt64.self, at: 16) == Self.checksum(bytes[24...]),
      bytes[24..<56].elementsEqual(bytes[80..<112])
    else {
      throw .snapshot(reason: "expected a whole snapshot, found a damaged one")
    }
    emulator = Array(bytes[Self.headerCount...])
    lives = Int32(bitPattern: bytes.littleEndian(UInt32.self, at: 56))
    let held = bytes.littleEndian(UInt32.self, at: 60) == 1
    generator = held ? bytes.littleEndian(UInt64.self, at: 64) : nil
    if let game, md5 != game.md5 {
      let other = Game.withMD5(md5)?.name ?? "another game"
      throw .snapshot(reason: "expected a snapshot of \(game.name), found one of \(other)")
    }
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}

extension [UInt8] {
  fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
    for index in 0..<(value.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: value >> (8 * index)))
    }
  }

  fileprivate func littleEndian<Number: FixedWidthInteger>(
    _: Number.Type, at offset: Int
  ) -> Number {
    var value: Number = 0
    for index in 0..<(Number.bitWidth / 8) {
      value |= Number(truncatingIfNeeded: self[offset + index]) << (8 * index)
    }
    return value
  }
}
