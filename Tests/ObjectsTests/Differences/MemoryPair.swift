import Objects
import Testing

/// One environment's RAM, seen by both modes.
struct MemoryPair {
  /// Addresses, by what they mean in their game.
  struct Byte: Hashable {
    var rawValue: Int

    init(_ rawValue: Int) { self.rawValue = rawValue }
  }

  var ram: [UInt8]
  var strictTracker: ObjectTracker
  var compatTracker: ObjectTracker

  /// The state after a reset, with some bytes changed.
  init(_ game: String, _ bytes: [Byte: UInt8]) throws {
    ram = try Recording(named: Recording.names(of: game)[0]).rows[0].ram
    strictTracker = try ObjectTracker(game: game, mode: .strict, hud: true)
    compatTracker = try ObjectTracker(game: game, mode: .compat, hud: true)
    for (byte, value) in bytes { ram[byte.rawValue] = value }
    let ram = ram
    strictTracker.reset(ram: ram.span, lives: 5)
    compatTracker.reset(ram: ram.span, lives: 5)
  }

  mutating func step(_ bytes: [Byte: UInt8]) {
    for (byte, value) in bytes { ram[byte.rawValue] = value }
    let ram = ram
    strictTracker.update(ram: ram.span, lives: 5)
    compatTracker.update(ram: ram.span, lives: 5)
  }

  func strict(_ category: ObjectCategory) -> GameObject? {
    strictTracker.objects.first { $0.category == category }
  }

  func compat(_ category: ObjectCategory) -> GameObject? {
    compatTracker.objects.first { $0.category == category }
  }
}
