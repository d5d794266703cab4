// What each opcode does: an addressing mode and an operation, a function an opcode. They stand apart
// from the dispatch, because one function of that size takes the compiler minutes.

extension Processor {
  static func i00(_ p: inout Processor) { p.breakpoint() }
  static func i01(_ p: inout Processor) { p.or(p.read(p.indirectX())) }
  static func i03(_ p: inout Processor) { p.modify(p.indirectX()) { $0.shiftLeftThenOr($1) } }
  static func i04(_ p: inout Processor) { _ = p.read(p.zero()) }
  static func i05(_ p: inout Processor) { p.or(p.read(p.zero())) }
  static func i06(_ p: inout Processor) { p.modify(p.zero()) { $0.shiftLeft($1) } }
  static func i07(_ p: inout Processor) { p.modify(p.zero()) { $0.shiftLeftThenOr($1) } }
  static func i08(_ p: inout Processor) { p.push(p.status) }
  static func i09(_ p: inout Processor) { p.or(p.immediate()) }
  static func i0A(_ p: inout Processor) { p.a = p.shiftLeft(p.a) }
  static func i0B(_ p: inout Processor) { p.andToCarry(p.immediate()) }
  static func i0C(_ p: inout Processor) { _ = p.read(p.absolute()) }
  static func i0D(_ p: inout Processor) { p.or(p.read(p.absolute())) }
  static func i0E(_ p: inout Processor) { p.modify(p.absolute()) { $0.shiftLeft($1) } }
  static func i0F(_ p: inout Processor) { p.modify(p.absolute()) { $0.shiftLeftThenOr($1) } }
  static func i10(_ p: inout Processor) { p.branch(if: p.n & 0x80 == 0) }
  static func i11(_ p: inout Processor) { p.or(p.read(p.crossingIndirectY())) }
  static func i13(_ p: inout Processor) { p.modify(p.indirectY()) { $0.shiftLeftThenOr($1) } }
  static func i14(_ p: inout Processor) { _ = p.read(p.zero(p.x)) }
  static func i15(_ p: inout Processor) { p.or(p.read(p.zero(p.x))) }
  static func i16(_ p: inout Processor) { p.modify(p.zero(p.x)) { $0.shiftLeft($1) } }
  static func i17(_ p: inout Processor) { p.modify(p.zero(p.x)) { $0.shiftLeftThenOr($1) } }
  static func i18(_ p: inout Processor) { p.c = 0 }
  static func i19(_ p: inout Processor) { p.or(p.read(p.crossing(p.y))) }
  static func i1B(_ p: inout Processor) { p.modify(p.absolute(p.y)) { $0.shiftLeftThenOr($1) } }
  static func i1C(_ p: inout Processor) { _ = p.read(p.crossing(p.x)) }
  static func i1D(_ p: inout Processor) { p.or(p.read(p.crossing(p.x))) }
  static func i1E(_ p: inout Processor) { p.modify(p.absolute(p.x)) { $0.shiftLeft($1) } }
  static func i1F(_ p: inout Processor) { p.modify(p.absolute(p.x)) { $0.shiftLeftThenOr($1) } }
  static func i20(_ p: inout Processor) { p.jumpToSubroutine() }
  static func i21(_ p: inout Processor) { p.and(p.read(p.indirectX())) }
  static func i23(_ p: inout Processor) { p.modify(p.indirectX()) { $0.rotateLeftThenAnd($1) } }
  static func i24(_ p: inout Processor) { p.testBits(p.read(p.zero())) }
  static func i25(_ p: inout Processor) { p.and(p.read(p.zero())) }
  static func i26(_ p: inout Processor) { p.modify(p.zero()) { $0.rotateLeft($1) } }
  static func i27(_ p: inout Processor) { p.modify(p.zero()) { $0.rotateLeftThenAnd($1) } }
  static func i28(_ p: inout Processor) { p.status = p.pull() }
  static func i29(_ p: inout Processor) { p.and(p.immediate()) }
  static func i2A(_ p: inout Processor) { p.a = p.rotateLeft(p.a) }
  static func i2B(_ p: inout Processor) { p.andToCarry(p.immediate()) }
  static func i2C(_ p: inout Processor) { p.testBits(p.read(p.absolute())) }
  static func i2D(_ p: inout Processor) { p.and(p.read(p.absolute())) }
  static func i2E(_ p: inout Processor) { p.modify(p.absolute()) { $0.rotateLeft($1) } }
  static func i2F(_ p: inout Processor) { p.modify(p.absolute()) { $0.rotateLeftThenAnd($1) } }
  static func i30(_ p: inout Processor) { p.branch(if: p.n & 0x80 != 0) }
  static func i31(_ p: inout Processor) { p.and(p.read(p.crossingIndirectY())) }
  static func i33(_ p: inout Processor) { p.modify(p.indirectY()) { $0.rotateLeftThenAnd($1) } }
  static func i34(_ p: inout Processor) { _ = p.read(p.zero(p.x)) }
  static func i35(_ p: inout Processor) { p.and(p.read(p.zero(p.x))) }
  static func i36(_ p: inout Processor) { p.modify(p.zero(p.x)) { $0.rotateLeft($1) } }
  static func i37(_ p: inout Processor) { p.modify(p.zero(p.x)) { $0.rotateLeftThenAnd($1) } }
  static func i38(_ p: inout Processor) { p.c = 1 }
  static func i39(_ p: inout Processor) { p.and(p.read(p.crossing(p.y))) }
  static func i3B(_ p: inout Processor) { p.modify(p.absolute(p.y)) { $0.rotateLeftThenAnd($1) } }
  static func i3C(_ p: inout Processor) { _ = p.read(p.crossing(p.x)) }
  static func i3D(_ p: inout Processor) { p.and(p.read(p.crossing(p.x))) }
  static func i3E(_ p: inout Processor) { p.modify(p.absolute(p.x)) { $0.rotateLeft($1) } }
  static func i3F(_ p: inout Processor) { p.modify(p.absolute(p.x)) { $0.rotateLeftThenAnd($1) } }
  static func i40(_ p: inout Processor) { p.returnFromInterrupt() }
  static func i41(_ p: inout Processor) { p.exclusiveOr(p.read(p.indirectX())) }
  static func i43(_ p: inout Processor) {
    p.modify(p.indirectX()) { $0.shiftRightThenExclusiveOr($1) }
  }
  static func i44(_ p: inout Processor) { _ = p.read(p.zero()) }
  static func i45(_ p: inout Processor) { p.exclusiveOr(p.read(p.zero())) }
  static func i46(_ p: inout Processor) { p.modify(p.zero()) { $0.shiftRight($1) } }
  static func i47(_ p: inout Processor) { p.modify(p.zero()) { $0.shiftRightThenExclusiveOr($1) } }
  static func i48(_ p: inout Processor) { p.push(p.a) }
  static func i49(_ p: inout Processor) { p.exclusiveOr(p.immediate()) }
  static func i4A(_ p: inout Processor) { p.a = p.shiftRight(p.a) }
  static func i4B(_ p: inout Processor) { p.andThenShiftRight(p.immediate()) }
  static func i4C(_ p: inout Processor) { p.pc = p.absolute() }
  static func i4D(_ p: inout Processor) { p.exclusiveOr(p.read(p.absolute())) }
  static func i4E(_ p: inout Processor) { p.modify(p.absolute()) { $0.shiftRight($1) } }
  static func i4F(_ p: inout Processor) {
    p.modify(p.absolute()) { $0.shiftRightThenExclusiveOr($1) }
  }
  static func i50(_ p: inout Processor) { p.branch(if: !p.v) }
  static func i51(_ p: inout Processor) { p.exclusiveOr(p.read(p.crossingIndirectY())) }
  static func i53(_ p: inout Processor) {
    p.modify(p.indirectY()) { $0.shiftRightThenExclusiveOr($1) }
  }
  static func i54(_ p: inout Processor) { _ = p.read(p.zero(p.x)) }
  static func i55(_ p: inout Processor) { p.exclusiveOr(p.read(p.zero(p.x))) }
  static func i56(_ p: inout Processor) { p.modify(p.zero(p.x)) { $0.shiftRight($1) } }
  static func i57(_ p: inout Processor) {
    p.modify(p.zero(p.x)) { $0.shiftRightThenExclusiveOr($1) }
  }
  static func i58(_ p: inout Processor) { p.i = false }
  static func i59(_ p: inout Processor) { p.exclusiveOr(p.read(p.crossing(p.y))) }
  static func i5B(_ p: inout Processor) {
    p.modify(p.absolute(p.y)) { $0.shiftRightThenExclusiveOr($1) }
  }
  static func i5C(_ p: inout Processor) { _ = p.read(p.crossing(p.x)) }
  static func i5D(_ p: inout Processor) { p.exclusiveOr(p.read(p.crossing(p.x))) }
  static func i5E(_ p: inout Processor) { p.modify(p.absolute(p.x)) { $0.shiftRight($1) } }
  static func i5F(_ p: inout Processor) {
    p.modify(p.absolute(p.x)) { $0.shiftRightThenExclusiveOr($1) }
  }
  static func i60(_ p: inout Processor) { p.returnFromSubroutine() }
  static func i61(_ p: inout Processor) { p.add(p.read(p.indirectX())) }
  static func i63(_ p: inout Processor) { p.modify(p.indirectX()) { $0.rotateRightThenAdd($1) } }
  static func i64(_ p: inout Processor) { _ = p.read(p.zero()) }
  static func i65(_ p: inout Processor) { p.add(p.read(p.zero())) }
  static func i66(_ p: inout Processor) { p.modify(p.zero()) { $0.rotateRight($1) } }
  static func i67(_ p: inout Processor) { p.modify(p.zero()) { $0.rotateRightThenAdd($1) } }
  static func i68(_ p: inout Processor) { p.a = p.setNZ(p.pull()) }
  static func i69(_ p: inout Processor) { p.add(p.immediate()) }
  static func i6A(_ p: inout Processor) { p.a = p.rotateRight(p.a) }
  static func i6B(_ p: inout Processor) { p.andThenRotateRight(p.immediate()) }
  static func i6C(_ p: inout Processor) { p.pc = p.indirect() }
  static func i6D(_ p: inout Processor) { p.add(p.read(p.absolute())) }
  static func i6E(_ p: inout Processor) { p.modify(p.absolute()) { $0.rotateRight($1) } }
  static func i6F(_ p: inout Processor) { p.modify(p.absolute()) { $0.rotateRightThenAdd($1) } }
  static func i70(_ p: inout Processor) { p.branch(if: p.v) }
  static func i71(_ p: inout Processor) { p.add(p.read(p.crossingIndirectY())) }
  static func i73(_ p: inout Processor) { p.modify(p.indirectY()) { $0.rotateRightThenAdd($1) } }
  static func i74(_ p: inout Processor) { _ = p.read(p.zero(p.x)) }
  static func i75(_ p: inout Processor) { p.add(p.read(p.zero(p.x))) }
  static func i76(_ p: inout Processor) { p.modify(p.zero(p.x)) { $0.rotateRight($1) } }
  static func i77(_ p: inout Processor) { p.modify(p.zero(p.x)) { $0.rotateRightThenAdd($1) } }
  static func i78(_ p: inout Processor) { p.i = true }
  static func i79(_ p: inout Processor) { p.add(p.read(p.crossing(p.y))) }
  static func i7B(_ p: inout Processor) { p.modify(p.absolute(p.y)) { $0.rotateRightThenAdd($1) } }
  static func i7C(_ p: inout Processor) { _ = p.read(p.crossing(p.x)) }
  static func i7D(_ p: inout Processor) { p.add(p.read(p.crossing(p.x))) }
  static func i7E(_ p: inout Processor) { p.modify(p.absolute(p.x)) { $0.rotateRight($1) } }
  static func i7F(_ p: inout Processor) { p.modify(p.absolute(p.x)) { $0.rotateRightThenAdd($1) } }
  static func i80(_ p: inout Processor) { _ = p.immediate() }
  static func i81(_ p: inout Processor) { p.write(p.indirectX(), p.a) }
  static func i82(_ p: inout Processor) { _ = p.immediate() }
  static func i83(_ p: inout Processor) { p.write(p.indirectX(), p.a & p.x) }
  static func i84(_ p: inout Processor) { p.write(p.zero(), p.y) }
  static func i85(_ p: inout Processor) { p.write(p.zero(), p.a) }
  static func i86(_ p: inout Processor) { p.write(p.zero(), p.x) }
  static func i87(_ p: inout Processor) { p.write(p.zero(), p.a & p.x) }
  static func i88(_ p: inout Processor) { p.y = p.setNZ(p.y &- 1) }
  static func i89(_ p: inout Processor) { _ = p.immediate() }
  static func i8A(_ p: inout Processor) { p.a = p.setNZ(p.x) }
  static func i8B(_ p: inout Processor) { p.unstableAnd(p.immediate()) }
  static func i8C(_ p: inout Processor) { p.write(p.absolute(), p.y) }
  static func i8D(_ p: inout Processor) { p.write(p.absolute(), p.a) }
  static func i8E(_ p: inout Processor) { p.write(p.absolute(), p.x) }
  static func i8F(_ p: inout Processor) { p.write(p.absolute(), p.a & p.x) }
  static func i90(_ p: inout Processor) { p.branch(if: p.c == 0) }
  static func i91(_ p: inout Processor) { p.write(p.indirectY(), p.a) }
  static func i93(_ p: inout Processor) { p.storeAboveHigh(p.indirectY(), p.a & p.x) }
  static func i94(_ p: inout Processor) { p.write(p.zero(p.x), p.y) }
  static func i95(_ p: inout Processor) { p.write(p.zero(p.x), p.a) }
  static func i96(_ p: inout Processor) { p.write(p.zero(p.y), p.x) }
  static func i97(_ p: inout Processor) { p.write(p.zero(p.y), p.a & p.x) }
  static func i98(_ p: inout Processor) { p.a = p.setNZ(p.y) }
  static func i99(_ p: inout Processor) { p.write(p.absolute(p.y), p.a) }
  static func i9A(_ p: inout Processor) { p.sp = p.x }
  static func i9B(_ p: inout Processor) { p.storeStackAboveHigh(p.absolute(p.y)) }
  static func i9C(_ p: inout Processor) { p.storeAboveHigh(p.absolute(p.x), p.y) }
  static func i9D(_ p: inout Processor) { p.write(p.absolute(p.x), p.a) }
  static func i9E(_ p: inout Processor) { p.storeAboveHigh(p.absolute(p.y), p.x) }
  static func i9F(_ p: inout Processor) { p.storeAboveHigh(p.absolute(p.y), p.a & p.x) }
  static func iA0(_ p: inout Processor) { p.loadY(p.immediate()) }
  static func iA1(_ p: inout Processor) { p.loadA(p.read(p.indirectX())) }
  static func iA2(_ p: inout Processor) { p.loadX(p.immediate()) }
  static func iA3(_ p: inout Processor) { p.loadAX(p.read(p.indirectX())) }
  static func iA4(_ p: inout Processor) { p.loadY(p.read(p.zero())) }
  static func iA5(_ p: inout Processor) { p.loadA(p.read(p.zero())) }
  static func iA6(_ p: inout Processor) { p.loadX(p.read(p.zero())) }
  static func iA7(_ p: inout Processor) { p.loadAX(p.read(p.zero())) }
  static func iA8(_ p: inout Processor) { p.y = p.setNZ(p.a) }
  static func iA9(_ p: inout Processor) { p.loadA(p.immediate()) }
  static func iAA(_ p: inout Processor) { p.x = p.setNZ(p.a) }
  static func iAB(_ p: inout Processor) { p.unstableLoad(p.immediate()) }
  static func iAC(_ p: inout Processor) { p.loadY(p.read(p.absolute())) }
  static func iAD(_ p: inout Processor) { p.loadA(p.read(p.absolute())) }
  static func iAE(_ p: inout Processor) { p.loadX(p.read(p.absolute())) }
  static func iAF(_ p: inout Processor) { p.loadAX(p.read(p.absolute())) }
  static func iB0(_ p: inout Processor) { p.branch(if: p.c != 0) }
  static func iB1(_ p: inout Processor) { p.loadA(p.read(p.crossingIndirectY())) }
  static func iB3(_ p: inout Processor) { p.loadAX(p.read(p.crossingIndirectY())) }
  static func iB4(_ p: inout Processor) { p.loadY(p.read(p.zero(p.x))) }
  static func iB5(_ p: inout Processor) { p.loadA(p.read(p.zero(p.x))) }
  static func iB6(_ p: inout Processor) { p.loadX(p.read(p.zero(p.y))) }
  static func iB7(_ p: inout Processor) { p.loadAX(p.read(p.zero(p.y))) }
  static func iB8(_ p: inout Processor) { p.v = false }
  static func iB9(_ p: inout Processor) { p.loadA(p.read(p.crossing(p.y))) }
  static func iBA(_ p: inout Processor) { p.x = p.setNZ(p.sp) }
  static func iBB(_ p: inout Processor) { p.loadWithStack(p.read(p.crossing(p.y))) }
  static func iBC(_ p: inout Processor) { p.loadY(p.read(p.crossing(p.x))) }
  static func iBD(_ p: inout Processor) { p.loadA(p.read(p.crossing(p.x))) }
  static func iBE(_ p: inout Processor) { p.loadX(p.read(p.crossing(p.y))) }
  static func iBF(_ p: inout Processor) { p.loadAX(p.read(p.crossing(p.y))) }
  static func iC0(_ p: inout Processor) { p.compareY(p.immediate()) }
  static func iC1(_ p: inout Processor) { p.compareA(p.read(p.indirectX())) }
  static func iC2(_ p: inout Processor) { _ = p.immediate() }
  static func iC3(_ p: inout Processor) { p.modify(p.indirectX()) { $0.decrementThenCompare($1) } }
  static func iC4(_ p: inout Processor) { p.compareY(p.read(p.zero())) }
  static func iC5(_ p: inout Processor) { p.compareA(p.read(p.zero())) }
  static func iC6(_ p: inout Processor) { p.modify(p.zero()) { $0.decrement($1) } }
  static func iC7(_ p: inout Processor) { p.modify(p.zero()) { $0.decrementThenCompare($1) } }
  static func iC8(_ p: inout Processor) { p.y = p.setNZ(p.y &+ 1) }
  static func iC9(_ p: inout Processor) { p.compareA(p.immediate()) }
  static func iCA(_ p: inout Processor) { p.x = p.setNZ(p.x &- 1) }
  static func iCB(_ p: inout Processor) { p.subtractFromAX(p.immediate()) }
  static func iCC(_ p: inout Processor) { p.compareY(p.read(p.absolute())) }
  static func iCD(_ p: inout Processor) { p.compareA(p.read(p.absolute())) }
  static func iCE(_ p: inout Processor) { p.modify(p.absolute()) { $0.decrement($1) } }
  static func iCF(_ p: inout Processor) { p.modify(p.absolute()) { $0.decrementThenCompare($1) } }
  static func iD0(_ p: inout Processor) { p.branch(if: p.z != 0) }
  static func iD1(_ p: inout Processor) { p.compareA(p.read(p.crossingIndirectY())) }
  static func iD3(_ p: inout Processor) { p.modify(p.indirectY()) { $0.decrementThenCompare($1) } }
  static func iD4(_ p: inout Processor) { _ = p.read(p.zero(p.x)) }
  static func iD5(_ p: inout Processor) { p.compareA(p.read(p.zero(p.x))) }
  static func iD6(_ p: inout Processor) { p.modify(p.zero(p.x)) { $0.decrement($1) } }
  static func iD7(_ p: inout Processor) { p.modify(p.zero(p.x)) { $0.decrementThenCompare($1) } }
  static func iD8(_ p: inout Processor) { p.d = false }
  static func iD9(_ p: inout Processor) { p.compareA(p.read(p.crossing(p.y))) }
  static func iDB(_ p: inout Processor) {
    p.modify(p.absolute(p.y)) { $0.decrementThenCompare($1) }
  }
  static func iDC(_ p: inout Processor) { _ = p.read(p.crossing(p.x)) }
  static func iDD(_ p: inout Processor) { p.compareA(p.read(p.crossing(p.x))) }
  static func iDE(_ p: inout Processor) { p.modify(p.absolute(p.x)) { $0.decrement($1) } }
  static func iDF(_ p: inout Processor) {
    p.modify(p.absolute(p.x)) { $0.decrementThenCompare($1) }
  }
  static func iE0(_ p: inout Processor) { p.compareX(p.immediate()) }
  static func iE1(_ p: inout Processor) { p.subtract(p.read(p.indirectX())) }
  static func iE2(_ p: inout Processor) { _ = p.immediate() }
  static func iE3(_ p: inout Processor) { p.modify(p.indirectX()) { $0.incrementThenSubtract($1) } }
  static func iE4(_ p: inout Processor) { p.compareX(p.read(p.zero())) }
  static func iE5(_ p: inout Processor) { p.subtract(p.read(p.zero())) }
  static func iE6(_ p: inout Processor) { p.modify(p.zero()) { $0.increment($1) } }
  static func iE7(_ p: inout Processor) { p.modify(p.zero()) { $0.incrementThenSubtract($1) } }
  static func iE8(_ p: inout Processor) { p.x = p.setNZ(p.x &+ 1) }
  static func iE9(_ p: inout Processor) { p.subtract(p.immediate()) }
  static func iEB(_ p: inout Processor) { p.subtract(p.immediate()) }
  static func iEC(_ p: inout Processor) { p.compareX(p.read(p.absolute())) }
  static func iED(_ p: inout Processor) { p.subtract(p.read(p.absolute())) }
  static func iEE(_ p: inout Processor) { p.modify(p.absolute()) { $0.increment($1) } }
  static func iEF(_ p: inout Processor) { p.modify(p.absolute()) { $0.incrementThenSubtract($1) } }
  static func iF0(_ p: inout Processor) { p.branch(if: p.z == 0) }
  static func iF1(_ p: inout Processor) { p.subtract(p.read(p.crossingIndirectY())) }
  static func iF3(_ p: inout Processor) { p.modify(p.indirectY()) { $0.incrementThenSubtract($1) } }
  static func iF4(_ p: inout Processor) { _ = p.read(p.zero(p.x)) }
  static func iF5(_ p: inout Processor) { p.subtract(p.read(p.zero(p.x))) }
  static func iF6(_ p: inout Processor) { p.modify(p.zero(p.x)) { $0.increment($1) } }
  static func iF7(_ p: inout Processor) { p.modify(p.zero(p.x)) { $0.incrementThenSubtract($1) } }
  static func iF8(_ p: inout Processor) { p.d = true }
  static func iF9(_ p: inout Processor) { p.subtract(p.read(p.crossing(p.y))) }
  static func iFB(_ p: inout Processor) {
    p.modify(p.absolute(p.y)) { $0.incrementThenSubtract($1) }
  }
  static func iFC(_ p: inout Processor) { _ = p.read(p.crossing(p.x)) }
  static func iFD(_ p: inout Processor) { p.subtract(p.read(p.crossing(p.x))) }
  static func iFE(_ p: inout Processor) { p.modify(p.absolute(p.x)) { $0.increment($1) } }
  static func iFF(_ p: inout Processor) {
    p.modify(p.absolute(p.x)) { $0.incrementThenSubtract($1) }
  }
}
