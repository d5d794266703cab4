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
