// The opcodes: what each does and how many cycles it takes.
//
// `crossing` addresses cost a cycle more where they cross a page; a store or a change in place there
// does not, its cycles are in the table. The table is ALE's: 0xA7 takes 4 cycles there, not 3.

/// Cycles of each opcode, of one with an operand address on its base's page, of a branch not taken.
let opcodeCycles: InlineArray<256, UInt8> = [
  7, 6, 2, 8, 3, 3, 5, 5, 3, 2, 2, 2, 4, 4, 6, 6,  // 0
  2, 5, 2, 8, 4, 4, 6, 6, 2, 4, 2, 7, 4, 4, 7, 7,  // 1
  6, 6, 2, 8, 3, 3, 5, 5, 4, 2, 2, 2, 4, 4, 6, 6,  // 2
  2, 5, 2, 8, 4, 4, 6, 6, 2, 4, 2, 7, 4, 4, 7, 7,  // 3
  6, 6, 2, 8, 3, 3, 5, 5, 3, 2, 2, 2, 3, 4, 6, 6,  // 4
  2, 5, 2, 8, 4, 4, 6, 6, 2, 4, 2, 7, 4, 4, 7, 7,  // 5
  6, 6, 2, 8, 3, 3, 5, 5, 4, 2, 2, 2, 5, 4, 6, 6,  // 6
  2, 5, 2, 8, 4, 4, 6, 6, 2, 4, 2, 7, 4, 4, 7, 7,  // 7
  2, 6, 2, 6, 3, 3, 3, 3, 2, 2, 2, 2, 4, 4, 4, 4,  // 8
  2, 6, 2, 6, 4, 4, 4, 4, 2, 5, 2, 5, 5, 5, 5, 5,  // 9
  2, 6, 2, 6, 3, 3, 3, 4, 2, 2, 2, 2, 4, 4, 4, 4,  // A
  2, 5, 2, 5, 4, 4, 4, 4, 2, 4, 2, 4, 4, 4, 4, 4,  // B
  2, 6, 2, 8, 3, 3, 5, 5, 2, 2, 2, 2, 4, 4, 6, 6,  // C
  2, 5, 2, 8, 4, 4, 6, 6, 2, 4, 2, 7, 4, 4, 7, 7,  // D
  2, 6, 2, 8, 3, 3, 5, 5, 2, 2, 2, 2, 4, 4, 6, 6,  // E
  2, 5, 2, 8, 4, 4, 6, 6, 2, 4, 2, 7, 4, 4, 7, 7,  // F
]

/// The opcodes, so that a byte is one; the dispatch over an enumeration is a single jump.
enum Opcode: UInt8 {
  case x00, x01, x02, x03, x04, x05, x06, x07
  case x08, x09, x0A, x0B, x0C, x0D, x0E, x0F
  case x10, x11, x12, x13, x14, x15, x16, x17
  case x18, x19, x1A, x1B, x1C, x1D, x1E, x1F
  case x20, x21, x22, x23, x24, x25, x26, x27
  case x28, x29, x2A, x2B, x2C, x2D, x2E, x2F
  case x30, x31, x32, x33, x34, x35, x36, x37
  case x38, x39, x3A, x3B, x3C, x3D, x3E, x3F
  case x40, x41, x42, x43, x44, x45, x46, x47
  case x48, x49, x4A, x4B, x4C, x4D, x4E, x4F
  case x50, x51, x52, x53, x54, x55, x56, x57
  case x58, x59, x5A, x5B, x5C, x5D, x5E, x5F
  case x60, x61, x62, x63, x64, x65, x66, x67
  case x68, x69, x6A, x6B, x6C, x6D, x6E, x6F
  case x70, x71, x72, x73, x74, x75, x76, x77
  case x78, x79, x7A, x7B, x7C, x7D, x7E, x7F
  case x80, x81, x82, x83, x84, x85, x86, x87
  case x88, x89, x8A, x8B, x8C, x8D, x8E, x8F
  case x90, x91, x92, x93, x94, x95, x96, x97
  case x98, x99, x9A, x9B, x9C, x9D, x9E, x9F
  case xA0, xA1, xA2, xA3, xA4, xA5, xA6, xA7
  case xA8, xA9, xAA, xAB, xAC, xAD, xAE, xAF
  case xB0, xB1, xB2, xB3, xB4, xB5, xB6, xB7
  case xB8, xB9, xBA, xBB, xBC, xBD, xBE, xBF
  case xC0, xC1, xC2, xC3, xC4, xC5, xC6, xC7
  case xC8, xC9, xCA, xCB, xCC, xCD, xCE, xCF
  case xD0, xD1, xD2, xD3, xD4, xD5, xD6, xD7
  case xD8, xD9, xDA, xDB, xDC, xDD, xDE, xDF
  case xE0, xE1, xE2, xE3, xE4, xE5, xE6, xE7
  case xE8, xE9, xEA, xEB, xEC, xED, xEE, xEF
  case xF0, xF1, xF2, xF3, xF4, xF5, xF6, xF7
  case xF8, xF9, xFA, xFB, xFC, xFD, xFE, xFF
}

extension Processor {
  /// Executes a rare instruction on a copy, so that the registers of all others need no address.
  @inline(__always)
  private mutating func cold(_ body: (inout Processor) -> Void) {
    var copy = self
    body(&copy)
    self = copy
  }

  /// Executes one instruction.
  @inline(__always)
  mutating func execute() {
    opcode = fetch()
    cycles &+= Int32(memory.opcodeCycles[Int(opcode)])
    switch unsafeBitCast(opcode, to: Opcode.self) {
    case .x00: cold(Self.i00)
    case .x01: cold(Self.i01)
    case .x03: cold(Self.i03)
    case .x04: cold(Self.i04)
    case .x05: Self.i05(&self)
    case .x06: cold(Self.i06)
    case .x07: cold(Self.i07)
    case .x08: Self.i08(&self)
    case .x09: Self.i09(&self)
    case .x0A: Self.i0A(&self)
    case .x0B: cold(Self.i0B)
    case .x0C: cold(Self.i0C)
    case .x0D: cold(Self.i0D)
    case .x0E: cold(Self.i0E)
    case .x0F: cold(Self.i0F)
    case .x10: Self.i10(&self)
    case .x11: cold(Self.i11)
    case .x13: cold(Self.i13)
    case .x14: cold(Self.i14)
    case .x15: cold(Self.i15)
    case .x16: cold(Self.i16)
    case .x17: cold(Self.i17)
    case .x18: Self.i18(&self)
    case .x19: cold(Self.i19)
    case .x1B: cold(Self.i1B)
    case .x1C: cold(Self.i1C)
    case .x1D: cold(Self.i1D)
    case .x1E: cold(Self.i1E)
    case .x1F: cold(Self.i1F)
    case .x20: Self.i20(&self)
    case .x21: cold(Self.i21)
    case .x23: cold(Self.i23)
    case .x24: Self.i24(&self)
    case .x25: Self.i25(&self)
    case .x26: cold(Self.i26)
    case .x27: cold(Self.i27)
    case .x28: Self.i28(&self)
    case .x29: Self.i29(&self)
    case .x2A: Self.i2A(&self)
    case .x2B: cold(Self.i2B)
    case .x2C: Self.i2C(&self)
    case .x2D: cold(Self.i2D)
    case .x2E: cold(Self.i2E)
    case .x2F: cold(Self.i2F)
    case .x30: Self.i30(&self)
    case .x31: cold(Self.i31)
    case .x33: cold(Self.i33)
    case .x34: cold(Self.i34)
    case .x35: cold(Self.i35)
    case .x36: cold(Self.i36)
    case .x37: cold(Self.i37)
    case .x38: Self.i38(&self)
    case .x39: cold(Self.i39)
    case .x3B: cold(Self.i3B)
    case .x3C: cold(Self.i3C)
    case .x3D: cold(Self.i3D)
    case .x3E: cold(Self.i3E)
    case .x3F: cold(Self.i3F)
    case .x40: cold(Self.i40)
    case .x41: cold(Self.i41)
    case .x43: cold(Self.i43)
    case .x44: cold(Self.i44)
    case .x45: Self.i45(&self)
    case .x46: cold(Self.i46)
    case .x47: cold(Self.i47)
    case .x48: Self.i48(&self)
    case .x49: Self.i49(&self)
    case .x4A: Self.i4A(&self)
    case .x4B: cold(Self.i4B)
    case .x4C: Self.i4C(&self)
    case .x4D: cold(Self.i4D)
    case .x4E: cold(Self.i4E)
    case .x4F: cold(Self.i4F)
    case .x50: cold(Self.i50)
    case .x51: cold(Self.i51)
    case .x53: cold(Self.i53)
    case .x54: cold(Self.i54)
    case .x55: cold(Self.i55)
    case .x56: cold(Self.i56)
    case .x57: cold(Self.i57)
    case .x58: cold(Self.i58)
    case .x59: cold(Self.i59)
    case .x5B: cold(Self.i5B)
    case .x5C: cold(Self.i5C)
    case .x5D: cold(Self.i5D)
    case .x5E: cold(Self.i5E)
    case .x5F: cold(Self.i5F)
    case .x60: Self.i60(&self)
    case .x61: cold(Self.i61)
    case .x63: cold(Self.i63)
    case .x64: cold(Self.i64)
    case .x65: Self.i65(&self)
    case .x66: cold(Self.i66)
    case .x67: cold(Self.i67)
    case .x68: Self.i68(&self)
    case .x69: Self.i69(&self)
    case .x6A: Self.i6A(&self)
    case .x6B: cold(Self.i6B)
    case .x6C: cold(Self.i6C)
    case .x6D: cold(Self.i6D)
    case .x6E: cold(Self.i6E)
    case .x6F: cold(Self.i6F)
    case .x70: cold(Self.i70)
    case .x71: cold(Self.i71)
    case .x73: cold(Self.i73)
    case .x74: cold(Self.i74)
    case .x75: cold(Self.i75)
    case .x76: cold(Self.i76)
    case .x77: cold(Self.i77)
    case .x78: cold(Self.i78)
    case .x79: cold(Self.i79)
    case .x7B: cold(Self.i7B)
    case .x7C: cold(Self.i7C)
    case .x7D: cold(Self.i7D)
    case .x7E: cold(Self.i7E)
    case .x7F: cold(Self.i7F)
    case .x80: cold(Self.i80)
    case .x81: cold(Self.i81)
    case .x82: cold(Self.i82)
    case .x83: cold(Self.i83)
    case .x84: Self.i84(&self)
    case .x85: Self.i85(&self)
    case .x86: Self.i86(&self)
    case .x87: cold(Self.i87)
    case .x88: Self.i88(&self)
    case .x89: cold(Self.i89)
    case .x8A: Self.i8A(&self)
    case .x8B: cold(Self.i8B)
    case .x8C: cold(Self.i8C)
    case .x8D: Self.i8D(&self)
    case .x8E: cold(Self.i8E)
    case .x8F: cold(Self.i8F)
    case .x90: Self.i90(&self)
    case .x91: cold(Self.i91)
    case .x93: cold(Self.i93)
    case .x94: cold(Self.i94)
    case .x95: Self.i95(&self)
    case .x96: cold(Self.i96)
    case .x97: cold(Self.i97)
    case .x98: Self.i98(&self)
    case .x99: Self.i99(&self)
    case .x9A: Self.i9A(&self)
    case .x9B: cold(Self.i9B)
    case .x9C: cold(Self.i9C)
    case .x9D: Self.i9D(&self)
    case .x9E: cold(Self.i9E)
    case .x9F: cold(Self.i9F)
    case .xA0: Self.iA0(&self)
    case .xA1: cold(Self.iA1)
    case .xA2: Self.iA2(&self)
    case .xA3: cold(Self.iA3)
    case .xA4: Self.iA4(&self)
    case .xA5: Self.iA5(&self)
    case .xA6: Self.iA6(&self)
    case .xA7: cold(Self.iA7)
    case .xA8: Self.iA8(&self)
    case .xA9: Self.iA9(&self)
    case .xAA: Self.iAA(&self)
    case .xAB: cold(Self.iAB)
    case .xAC: cold(Self.iAC)
    case .xAD: Self.iAD(&self)
    case .xAE: cold(Self.iAE)
    case .xAF: cold(Self.iAF)
    case .xB0: Self.iB0(&self)
    case .xB1: Self.iB1(&self)
    case .xB3: cold(Self.iB3)
    case .xB4: Self.iB4(&self)
    case .xB5: Self.iB5(&self)
    case .xB6: cold(Self.iB6)
    case .xB7: cold(Self.iB7)
    case .xB8: cold(Self.iB8)
    case .xB9: Self.iB9(&self)
    case .xBA: Self.iBA(&self)
    case .xBB: cold(Self.iBB)
    case .xBC: cold(Self.iBC)
    case .xBD: Self.iBD(&self)
    case .xBE: Self.iBE(&self)
    case .xBF: cold(Self.iBF)
    case .xC0: Self.iC0(&self)
    case .xC1: cold(Self.iC1)
    case .xC2: cold(Self.iC2)
    case .xC3: cold(Self.iC3)
    case .xC4: cold(Self.iC4)
    case .xC5: Self.iC5(&self)
    case .xC6: Self.iC6(&self)
    case .xC7: cold(Self.iC7)
    case .xC8: Self.iC8(&self)
    case .xC9: Self.iC9(&self)
    case .xCA: Self.iCA(&self)
    case .xCB: cold(Self.iCB)
    case .xCC: cold(Self.iCC)
    case .xCD: cold(Self.iCD)
    case .xCE: cold(Self.iCE)
    case .xCF: cold(Self.iCF)
    case .xD0: Self.iD0(&self)
    case .xD1: cold(Self.iD1)
    case .xD3: cold(Self.iD3)
    case .xD4: cold(Self.iD4)
    case .xD5: cold(Self.iD5)
    case .xD6: cold(Self.iD6)
    case .xD7: cold(Self.iD7)
    case .xD8: cold(Self.iD8)
    case .xD9: cold(Self.iD9)
    case .xDB: cold(Self.iDB)
    case .xDC: cold(Self.iDC)
    case .xDD: cold(Self.iDD)
    case .xDE: cold(Self.iDE)
    case .xDF: cold(Self.iDF)
    case .xE0: Self.iE0(&self)
    case .xE1: cold(Self.iE1)
    case .xE2: cold(Self.iE2)
    case .xE3: cold(Self.iE3)
    case .xE4: cold(Self.iE4)
    case .xE5: Self.iE5(&self)
    case .xE6: Self.iE6(&self)
    case .xE7: cold(Self.iE7)
    case .xE8: Self.iE8(&self)
    case .xE9: Self.iE9(&self)
    case .xEB: cold(Self.iEB)
    case .xEC: cold(Self.iEC)
    case .xED: cold(Self.iED)
    case .xEE: cold(Self.iEE)
    case .xEF: cold(Self.iEF)
    case .xF0: Self.iF0(&self)
    case .xF1: cold(Self.iF1)
    case .xF3: cold(Self.iF3)
    case .xF4: cold(Self.iF4)
    case .xF5: cold(Self.iF5)
    case .xF6: cold(Self.iF6)
    case .xF7: cold(Self.iF7)
    case .xF8: cold(Self.iF8)
    case .xF9: cold(Self.iF9)
    case .xFB: cold(Self.iFB)
    case .xFC: cold(Self.iFC)
    case .xFD: cold(Self.iFD)
    case .xFE: cold(Self.iFE)
    case .xFF: cold(Self.iFF)
    case .x1A, .x3A, .x5A, .x7A, .xDA, .xEA, .xFA: break
    case .x02, .x12, .x22, .x32, .x42, .x52, .x62, .x72, .x92, .xB2, .xD2, .xF2: halt()
    }
  }
}
