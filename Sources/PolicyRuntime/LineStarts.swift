import PolicySyntax

extension SourceFile {
  /// The offsets where lines begin, for many questions about one file.
  var lineStarts: [Int32] {
    var starts: [Int32] = [0]
    for (index, byte) in bytes.enumerated() {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if byte == 0x0A || (byte == 0x0D && next != 0x0A) { starts.append(Int32(index + 1)) }
    }
    return starts
  }
}

extension [Int32] {
  /// The line of an offset, from 1, where the elements are the offsets at which lines begin.
  func line(of offset: Int32) -> Int32 {
    var low = 0
    var high = count
    while high - low > 1 {
      let middle = (low + high) / 2
      if self[middle] <= offset { low = middle } else { high = middle }
    }
    return Int32(low + 1)
  }
}
