/// Reading the console's RAM, addresses counted from 0.
extension Span<UInt8> {
  /// The byte at an address as a number.
  func number(_ address: Int) -> Int { Int(self[address]) }

  /// The two decimal digits that a byte holds, 0 to 99; what is no digit counts as 9.
  func decimal(_ address: Int) -> Int {
    let byte = number(address)
    return 10 * min(byte >> 4, 9) + min(byte & 15, 9)
  }

  /// The decimal digits that bytes hold, the highest first.
  func decimal(_ addresses: Range<Int>) -> Int {
    var value = 0
    for address in addresses { value = 100 * value + decimal(address) }
    return value
  }
}
