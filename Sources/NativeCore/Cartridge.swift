// The nine types of cartridges in ALE's 104 games. A bank is 4 KB of the image; touching a "hot"
// address, by reading or writing, maps another one.
//
//   2K, 4K   no banks; 2 KB stand there twice
//   F8, F6   2 or 4 banks: 0xFF8 and 0xFF9, or 0xFF6 to 0xFF9
//   F8SC,    the same with 128 bytes of RAM: written at 0x000 to 0x07F, read at 0x080 to 0x0FF;
//   F6SC     reading where it is written gives the image, and changes nothing
//   E0       three slices of 1 KB, each one of 8 (0xFE0 to 0xFE7, …), and the last 1 KB
//   FE       bit 13 of the address chooses the bank
//   DPC      F8 with a chip that serves 2 KB of pictures: see DPC.swift

/// The types of cartridges, by the names that ALE gives them in a saved state.
public enum CartridgeType: String, CaseIterable, Sendable {
  case flat2K = "Cartridge2K"
  case flat4K = "Cartridge4K"
  case f8 = "CartridgeF8"
  case f6 = "CartridgeF6"
  case f8SC = "CartridgeF8SC"
  case f6SC = "CartridgeF6SC"
  case e0 = "CartridgeE0"
  case fe = "CartridgeFE"
  case dpc = "CartridgeDPC"

  /// Bytes of the image that are used, at least this many must be there.
  var imageCount: Int {
    switch self {
    case .flat2K: 2048
    case .flat4K: 4096
    case .f8, .f8SC, .e0, .fe: 8192
    case .f6, .f6SC: 16384
    case .dpc: 8192 + 2048
    }
  }
}

/// Which parts of the image are mapped.
struct Banks: BitwiseCopyable {
  /// The bank of 4 KB, where there are several.
  var bank: Int32 = 0
  /// The slices of an E0 cartridge, 0 to 7; the last one never changes.
  var slices: InlineArray<4, UInt8> = [4, 5, 6, 7]
}

extension CartridgeType {
  /// Banks of 4 KB that the cartridge changes between.
  var bankCount: Int {
    switch self {
    case .f8, .f8SC, .dpc: 2
    case .f6, .f6SC: 4
    case .flat2K, .flat4K, .e0, .fe: 1
    }
  }

  /// Whether the cartridge has RAM of its own.
  package var hasRAM: Bool { self == .f8SC || self == .f6SC }

  /// The addresses (12 bits) whose bytes in the mapped bank can be read without an effect.
  var plainCode: Range<Int> {
    switch self {
    case .flat2K, .flat4K: 0..<0x1000
    case .f8: 0..<0xFF8
    case .f6: 0..<0xFF6
    case .f8SC: 0x100..<0xFF8
    case .f6SC: 0x100..<0xFF6
    case .dpc: 0x080..<0xFC0
    case .e0, .fe: 0..<2
    }
  }

  /// The first address, in the bank, from which on pages are not memory only.
  fileprivate var firstHotPage: Int {
    switch self {
    case .flat2K, .flat4K, .fe: 0x1000
    case .f8, .f6, .f8SC, .f6SC, .e0, .dpc: 0xFC0
    }
  }
}

extension Memory {
  /// Fills all tables of pages.
  func wire() {
    let type = wiring.pointee.type
    for bank in 0..<type.bankCount {
      for page in 0..<Self.pageCount {
        wiring.pointee.tables[bank * Self.pageCount + page] = content(of: page << 6, bank: bank)
      }
    }
    followBanks()
  }

  /// The memory at an address, or nil if a device must be asked.
  private func content(of address: Int, bank: Int) -> UnsafePointer<UInt8>? {
    if address & 0x1000 == 0 {
      return address & 0x280 == 0x80 ? UnsafePointer(ram) + (address & 0x7F) : nil
    }
    let offset = address & 0xFFF
    let type = wiring.pointee.type
    if offset >= type.firstHotPage || type == .dpc && offset < 0x80 { return nil }
    if type.hasRAM && offset & 0xF80 == 0x080 {
      return UnsafePointer(cartridgeRAM) + (offset & 0x7F)
    }
    switch type {
    case .fe: return wiring.pointee.rom + (offset | (~address & 0x2000) >> 1)
    case .e0: return wiring.pointee.rom + imageOffset(e0: offset)
    default: return wiring.pointee.rom + (bank << 12 | offset)
    }
  }

  private func imageOffset(e0 offset: Int) -> Int {
    Int(state.pointee.banks.slices[offset >> 10]) << 10 | offset & 0x3FF
  }

  /// Makes the pages those of the state's banks; to be called after the state was replaced.
  func followBanks() {
    if wiring.pointee.type == .e0 {
      for slice in 0..<3 { mapSlice(slice) }
    }
    map(bank: Int(state.pointee.banks.bank))
  }

  private func map(bank: Int) {
    let type = wiring.pointee.type
    wiring.pointee.pages = wiring.pointee.tables + bank * Self.pageCount
    wiring.pointee.code = wiring.pointee.rom + (bank << 12 | type.plainCode.lowerBound)
  }

  private func mapSlice(_ slice: Int) {
    let source = wiring.pointee.rom + imageOffset(e0: slice << 10)
    let first = (0x1000 | slice << 10) >> 6
    for page in 0..<16 {
      wiring.pointee.tables[first + page] = source + page << 6
      wiring.pointee.tables[0x80 | first + page] = source + page << 6
    }
  }

  /// Reads a page of the cartridge that is not memory only.
  func readCartridge(_ address: UInt16, _ cycles: Int32) -> UInt8 {
    let offset = Int(address & 0xFFF)
    let type = wiring.pointee.type
    if type == .dpc {
      state.pointee.dpc.clockRandom()
      if offset < 0x40 {
        let pictures = wiring.pointee.rom + 8192
        return state.pointee.dpc.read(offset, cycles: cycles, pictures: pictures)
      }
    }
    touch(offset)
    if type == .e0 { return wiring.pointee.rom[imageOffset(e0: offset)] }
    return wiring.pointee.rom[Int(state.pointee.banks.bank) << 12 | offset]
  }

  func writeCartridge(_ address: UInt16, _ value: UInt8) {
    let offset = Int(address & 0xFFF)
    let type = wiring.pointee.type
    if type == .dpc {
      state.pointee.dpc.clockRandom()
      if offset >= 0x40 && offset < 0x80 { return state.pointee.dpc.write(offset, value) }
    }
    touch(offset)
    if type.hasRAM && offset < 0x80 { cartridgeRAM[offset] = value }
  }

  /// Changes banks where the address is hot.
  private func touch(_ offset: Int) {
    switch wiring.pointee.type {
    case .flat2K, .flat4K, .fe:
      break
    case .e0:
      guard offset >= 0xFE0 && offset <= 0xFF7 else { break }
      let slice = (offset - 0xFE0) >> 3
      state.pointee.banks.slices[slice] = UInt8(offset & 7)
      mapSlice(slice)
    case .f8, .f8SC, .dpc, .f6, .f6SC:
      let bank = offset - 0xFFA + wiring.pointee.type.bankCount
      guard bank >= 0 && offset <= 0xFF9 else { break }
      state.pointee.banks.bank = Int32(bank)
      map(bank: bank)
    }
  }
}
