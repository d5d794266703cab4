#if arch(x86_64)
  import MachineCode
  import Testing

  /// Encodings beside those of LLVM's assembler.
  struct AssemblerTests {
    typealias Write = @Sendable (inout Assembler) -> Void

    private static let encodings: [(String, Write)] = [
      ("41 bc 05 00 00 00", { $0.move(.r12, 5) }),
      ("48 b9 f0 de bc 9a 78 56 34 12", { $0.move(.rcx, address: 0x1234_5678_9abc_def0) }),
      ("44 8b 45 10", { $0.move(.r8, .memory(.rbp, 16)) }),
      ("48 8b 04 c1", { $0.movePointer(.rax, .memory(.rcx, index: .rax, scale: 3)) }),
      ("44 0f b6 64 05 80", { $0.moveByte(.r12, .memory(.rbp, index: .rax, -128)) }),
      ("40 0f b6 de", { $0.moveByte(.rbx, .register(.rsi)) }),
      ("0f b7 c0", { $0.moveWord(.rax, .register(.rax)) }),
      ("44 89 8d 90 01 00 00", { $0.store(.r9, to: .memory(.rbp, 400)) }),
      ("42 88 3c 28", { $0.storeByte(.rdi, to: .memory(.rax, index: .r13)) }),
      ("42 c6 84 15 7f ff ff ff 07", { $0.storeByte(7, to: .memory(.rbp, index: .r10, -129)) }),
      ("c7 85 bc 02 00 00 08 00 00 00", { $0.store(8, to: .memory(.rbp, 700)) }),
      ("41 8d 85 ff 00 00 00", { $0.loadAddress(.rax, of: .memory(.r13, 255)) }),
      ("48 8d 7d 00", { $0.loadPointer(.rdi, of: .memory(.rbp)) }),
      ("44 12 24 11", { $0.byte(.adc, .r12, .memory(.rcx, index: .rdx)) }),
      ("41 80 dc 09", { $0.byte(.sbb, .register(.r12), 9) }),
      ("41 83 f9 40", { $0.double(.cmp, .register(.r9), 64) }),
      ("81 e1 80 12 00 00", { $0.double(.and, .register(.rcx), 0x1280) }),
      ("41 fe cd", { $0.decrementByte(.register(.r13)) }),
      ("40 fe c6", { $0.incrementByte(.register(.rsi)) }),
      ("41 d0 dc", { $0.shiftByte(.rcr, .r12) }),
      ("c1 e9 08", { $0.shift(.shr, .rcx, by: 8) }),
      ("45 84 f6", { $0.testByte(.r14, .r14) }),
      ("48 85 c9", { $0.testPointer(.rcx, .rcx) }),
      ("f7 c3 80 80 00 00", { $0.test(.rbx, 0x8080) }),
      ("41 0f ba e0 00", { $0.carryFromBit0(of: .r8) }),
      ("41 0f 93 c0", { $0.set(.r8, if: .notBelow) }),
      ("ff e6", { $0.jump(to: .rsi) }),
      ("ff d0", { $0.call(.rax) }),
      ("41 57", { $0.push(.r15) }),
      ("5b", { $0.pop(.rbx) }),
      ("66 89 4e 18", { $0.storeWord(.rcx, to: .memory(.rsi, 24)) }),
      ("66 c7 46 08 05 01", { $0.storeWord(0x105, to: .memory(.rsi, 8)) }),
      ("66 81 7e 18 05 01", { $0.compareWord(.memory(.rsi, 24), 0x105) }),
      ("4c 89 52 40", { $0.storePointer(.r10, to: .memory(.rdx, 64)) }),
      ("48 c7 46 10 ff ff ff ff", { $0.storePointer(-1, to: .memory(.rsi, 16)) }),
      ("4c 2b 42 08", { $0.quad(.sub, .r8, .memory(.rdx, 8)) }),
      ("48 81 e8 e8 03 00 00", { $0.quad(.sub, .register(.rax), 1000) }),
      ("48 0f af 46 20", { $0.multiplyQuad(.rax, .memory(.rsi, 32)) }),
      ("48 f7 d8", { $0.negateQuad(.rax) }),
      ("49 c1 e2 04", { $0.shiftQuad(.shl, .r10, by: 4) }),
      ("48 c1 f8 03", { $0.shiftQuad(.sar, .rax, by: 3) }),
      ("48 99 48 f7 f9", { $0.divideQuad(by: .rcx) }),
      ("4c 63 16", { $0.extend(.r10, .memory(.rsi)) }),
      ("ff 27", { $0.jump(through: .memory(.rdi)) }),
      ("f2 0f 10 4e 10", { $0.load(.xmm1, .memory(.rsi, 16)) }),
      ("f2 0f 11 46 10", { $0.store(.xmm0, to: .memory(.rsi, 16)) }),
      ("66 49 0f 6e c2", { $0.load(.xmm0, bits: .r10) }),
      ("f2 48 0f 2a 46 10", { $0.convert(.xmm0, integer: .memory(.rsi, 16)) }),
      ("f2 48 0f 2c 46 10", { $0.truncate(.rax, .memory(.rsi, 16)) }),
      ("f2 48 0f 2d 46 10", { $0.round(.rax, .memory(.rsi, 16)) }),
      ("f2 0f 5e c1", { $0.real(.divide, .xmm0, .xmm1) }),
      ("66 0f 2e c8", { $0.compare(.xmm1, .xmm0) }),
      ("48 83 c4 f8", { $0.addToStackPointer(-8) }),
    ]

    @Test func encodingsAreThoseOfTheManual() {
      for (expected, write) in Self.encodings {
        var code = Assembler()
        write(&code)
        let bytes = expected.split(separator: " ").compactMap { UInt8($0, radix: 16) }
        #expect(code.bytes == bytes, "\(expected)")
      }
    }

    @Test func jumpsGoWhereTheyArePatched() {
      var code = Assembler()
      let forward = code.jump(if: .notZero)
      let back = code.jump()
      code.return()
      code.patch(forward, to: 11)
      code.patch(back, to: 0)
      #expect(
        code.bytes == [0x0F, 0x85, 5, 0, 0, 0, 0xE9, 0xF5, 0xFF, 0xFF, 0xFF, 0xC3])
    }
  }
#endif
