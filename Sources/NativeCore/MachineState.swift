/// Everything that changes while a console runs, in one block without references: copying these bytes
/// copies the moment. There are no gaps between the fields, so equal moments have equal bytes.
struct MachineState: BitwiseCopyable {
  /// The RAM; `Memory` relies on it being first, and on the cartridge's being next.
  var ram: InlineArray<128, UInt8> = .init(repeating: 0)
  var cartridgeRAM: InlineArray<128, UInt8> = .init(repeating: 0)
  var dpc = DPC()
  var tia: TIA
  var riot = RIOT()
  var banks = Banks()
  /// Cycles of the processor since the frame began.
  var cycles: Int32 = 0
  var ports = Ports()
  var registers = Registers()
}
