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
  /// Executes one instruction that may stand anywhere.
  @inline(never)
  mutating func executeAnywhere() {
    opcode = fetch()
    cycles &+= Int32(memory.opcodeCycles[Int(opcode)])
    switch unsafeBitCast(opcode, to: Opcode.self) {
    case .x00: Self.i00(&self)
    case .x01: Self.i01(&self)
    case .x03: Self.i03(&self)
    case .x04: Self.i04(&self)
    case .x05: Self.i05(&self)
    case .x06: Self.i06(&self)
    case .x07: Self.i07(&self)
    case .x08: Self.i08(&self)
    case .x09: Self.i09(&self)
    case .x0A: Self.i0A(&self)
    case .x0B: Self.i0B(&self)
    case .x0C: Self.i0C(&self)
    case .x0D: Self.i0D(&self)
    case .x0E: Self.i0E(&self)
    case .x0F: Self.i0F(&self)
    case .x10: Self.i10(&self)
    case .x11: Self.i11(&self)
    case .x13: Self.i13(&self)
    case .x14: Self.i14(&self)
    case .x15: Self.i15(&self)
    case .x16: Self.i16(&self)
    case .x17: Self.i17(&self)
    case .x18: Self.i18(&self)
    case .x19: Self.i19(&self)
    case .x1B: Self.i1B(&self)
    case .x1C: Self.i1C(&self)
    case .x1D: Self.i1D(&self)
    case .x1E: Self.i1E(&self)
    case .x1F: Self.i1F(&self)
    case .x20: Self.i20(&self)
    case .x21: Self.i21(&self)
    case .x23: Self.i23(&self)
    case .x24: Self.i24(&self)
    case .x25: Self.i25(&self)
    case .x26: Self.i26(&self)
    case .x27: Self.i27(&self)
    case .x28: Self.i28(&self)
    case .x29: Self.i29(&self)
    case .x2A: Self.i2A(&self)
    case .x2B: Self.i2B(&self)
    case .x2C: Self.i2C(&self)
    case .x2D: Self.i2D(&self)
    case .x2E: Self.i2E(&self)
    case .x2F: Self.i2F(&self)
    case .x30: Self.i30(&self)
    case .x31: Self.i31(&self)
    case .x33: Self.i33(&self)
    case .x34: Self.i34(&self)
    case .x35: Self.i35(&self)
    case .x36: Self.i36(&self)
    case .x37: Self.i37(&self)
    case .x38: Self.i38(&self)
    case .x39: Self.i39(&self)
    case .x3B: Self.i3B(&self)
    case .x3C: Self.i3C(&self)
    case .x3D: Self.i3D(&self)
    case .x3E: Self.i3E(&self)
    case .x3F: Self.i3F(&self)
    case .x40: Self.i40(&self)
    case .x41: Self.i41(&self)
    case .x43: Self.i43(&self)
    case .x44: Self.i44(&self)
    case .x45: Self.i45(&self)
    case .x46: Self.i46(&self)
    case .x47: Self.i47(&self)
    case .x48: Self.i48(&self)
    case .x49: Self.i49(&self)
    case .x4A: Self.i4A(&self)
    case .x4B: Self.i4B(&self)
    case .x4C: Self.i4C(&self)
    case .x4D: Self.i4D(&self)
    case .x4E: Self.i4E(&self)
    case .x4F: Self.i4F(&self)
    case .x50: Self.i50(&self)
    case .x51: Self.i51(&self)
    case .x53: Self.i53(&self)
    case .x54: Self.i54(&self)
    case .x55: Self.i55(&self)
    case .x56: Self.i56(&self)
    case .x57: Self.i57(&self)
    case .x58: Self.i58(&self)
    case .x59: Self.i59(&self)
    case .x5B: Self.i5B(&self)
    case .x5C: Self.i5C(&self)
    case .x5D: Self.i5D(&self)
    case .x5E: Self.i5E(&self)
    case .x5F: Self.i5F(&self)
    case .x60: Self.i60(&self)
    case .x61: Self.i61(&self)
    case .x63: Self.i63(&self)
    case .x64: Self.i64(&self)
    case .x65: Self.i65(&self)
    case .x66: Self.i66(&self)
    case .x67: Self.i67(&self)
    case .x68: Self.i68(&self)
    case .x69: Self.i69(&self)
    case .x6A: Self.i6A(&self)
    case .x6B: Self.i6B(&self)
    case .x6C: Self.i6C(&self)
    case .x6D: Self.i6D(&self)
    case .x6E: Self.i6E(&self)
    case .x6F: Self.i6F(&self)
    case .x70: Self.i70(&self)
    case .x71: Self.i71(&self)
    case .x73: Self.i73(&self)
    case .x74: Self.i74(&self)
    case .x75: Self.i75(&self)
    case .x76: Self.i76(&self)
    case .x77: Self.i77(&self)
    case .x78: Self.i78(&self)
    case .x79: Self.i79(&self)
    case .x7B: Self.i7B(&self)
    case .x7C: Self.i7C(&self)
    case .x7D: Self.i7D(&self)
    case .x7E: Self.i7E(&self)
    case .x7F: Self.i7F(&self)
    case .x80: Self.i80(&self)
    case .x81: Self.i81(&self)
    case .x82: Self.i82(&self)
    case .x83: Self.i83(&self)
    case .x84: Self.i84(&self)
    case .x85: Self.i85(&self)
    case .x86: Self.i86(&self)
    case .x87: Self.i87(&self)
    case .x88: Self.i88(&self)
    case .x89: Self.i89(&self)
    case .x8A: Self.i8A(&self)
    case .x8B: Self.i8B(&self)
    case .x8C: Self.i8C(&self)
    case .x8D: Self.i8D(&self)
    case .x8E: Self.i8E(&self)
    case .x8F: Self.i8F(&self)
    case .x90: Self.i90(&self)
    case .x91: Self.i91(&self)
    case .x93: Self.i93(&self)
    case .x94: Self.i94(&self)
    case .x95: Self.i95(&self)
    case .x96: Self.i96(&self)
    case .x97: Self.i97(&self)
    case .x98: Self.i98(&self)
    case .x99: Self.i99(&self)
    case .x9A: Self.i9A(&self)
    case .x9B: Self.i9B(&self)
    case .x9C: Self.i9C(&self)
    case .x9D: Self.i9D(&self)
    case .x9E: Self.i9E(&self)
    case .x9F: Self.i9F(&self)
    case .xA0: Self.iA0(&self)
    case .xA1: Self.iA1(&self)
    case .xA2: Self.iA2(&self)
    case .xA3: Self.iA3(&self)
    case .xA4: Self.iA4(&self)
    case .xA5: Self.iA5(&self)
    case .xA6: Self.iA6(&self)
    case .xA7: Self.iA7(&self)
    case .xA8: Self.iA8(&self)
    case .xA9: Self.iA9(&self)
    case .xAA: Self.iAA(&self)
    case .xAB: Self.iAB(&self)
    case .xAC: Self.iAC(&self)
    case .xAD: Self.iAD(&self)
    case .xAE: Self.iAE(&self)
    case .xAF: Self.iAF(&self)
    case .xB0: Self.iB0(&self)
    case .xB1: Self.iB1(&self)
    case .xB3: Self.iB3(&self)
    case .xB4: Self.iB4(&self)
    case .xB5: Self.iB5(&self)
    case .xB6: Self.iB6(&self)
    case .xB7: Self.iB7(&self)
    case .xB8: Self.iB8(&self)
    case .xB9: Self.iB9(&self)
    case .xBA: Self.iBA(&self)
    case .xBB: Self.iBB(&self)
    case .xBC: Self.iBC(&self)
    case .xBD: Self.iBD(&self)
    case .xBE: Self.iBE(&self)
    case .xBF: Self.iBF(&self)
    case .xC0: Self.iC0(&self)
    case .xC1: Self.iC1(&self)
    case .xC2: Self.iC2(&self)
    case .xC3: Self.iC3(&self)
    case .xC4: Self.iC4(&self)
    case .xC5: Self.iC5(&self)
    case .xC6: Self.iC6(&self)
    case .xC7: Self.iC7(&self)
    case .xC8: Self.iC8(&self)
    case .xC9: Self.iC9(&self)
    case .xCA: Self.iCA(&self)
    case .xCB: Self.iCB(&self)
    case .xCC: Self.iCC(&self)
    case .xCD: Self.iCD(&self)
    case .xCE: Self.iCE(&self)
    case .xCF: Self.iCF(&self)
    case .xD0: Self.iD0(&self)
    case .xD1: Self.iD1(&self)
    case .xD3: Self.iD3(&self)
    case .xD4: Self.iD4(&self)
    case .xD5: Self.iD5(&self)
    case .xD6: Self.iD6(&self)
    case .xD7: Self.iD7(&self)
    case .xD8: Self.iD8(&self)
    case .xD9: Self.iD9(&self)
    case .xDB: Self.iDB(&self)
    case .xDC: Self.iDC(&self)
    case .xDD: Self.iDD(&self)
    case .xDE: Self.iDE(&self)
    case .xDF: Self.iDF(&self)
    case .xE0: Self.iE0(&self)
    case .xE1: Self.iE1(&self)
    case .xE2: Self.iE2(&self)
    case .xE3: Self.iE3(&self)
    case .xE4: Self.iE4(&self)
    case .xE5: Self.iE5(&self)
    case .xE6: Self.iE6(&self)
    case .xE7: Self.iE7(&self)
    case .xE8: Self.iE8(&self)
    case .xE9: Self.iE9(&self)
    case .xEB: Self.iEB(&self)
    case .xEC: Self.iEC(&self)
    case .xED: Self.iED(&self)
    case .xEE: Self.iEE(&self)
    case .xEF: Self.iEF(&self)
    case .xF0: Self.iF0(&self)
    case .xF1: Self.iF1(&self)
    case .xF3: Self.iF3(&self)
    case .xF4: Self.iF4(&self)
    case .xF5: Self.iF5(&self)
    case .xF6: Self.iF6(&self)
    case .xF7: Self.iF7(&self)
    case .xF8: Self.iF8(&self)
    case .xF9: Self.iF9(&self)
    case .xFB: Self.iFB(&self)
    case .xFC: Self.iFC(&self)
    case .xFD: Self.iFD(&self)
    case .xFE: Self.iFE(&self)
    case .xFF: Self.iFF(&self)
    case .x1A, .x3A, .x5A, .x7A, .xDA, .xEA, .xFA: break
    case .x02, .x12, .x22, .x32, .x42, .x52, .x62, .x72, .x92, .xB2, .xD2, .xF2: halt()
    }
  }
}
