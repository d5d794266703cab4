extension Environment {
  /// Pixels in a row: 160.
  public var screenWidth: Int { emulator.screenWidth }
  /// Rows: 210 for NTSC games, up to 250 for PAL games.
  public var screenHeight: Int { emulator.screenHeight }

  /// The colours of palette indices: 256 × (red, green, blue).
  public var palette: [UInt8] { emulator.palette }

  /// Copies the screen as palette indices, a byte a pixel, row by row from the top. The buffer
  /// holds at least width × height bytes. Costs 1 µs.
  public func copyScreen(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    emulator.copyScreen(.index, into: buffer)
  }

  /// Copies the screen as (red, green, blue), three bytes a pixel. Costs 30 µs.
  public func copyScreenRGB(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    emulator.copyScreen(.rgb, into: buffer)
  }

  /// Copies the screen as brightness, a byte a pixel. Costs 20 µs.
  public func copyScreenGrey(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    emulator.copyScreen(.grey, into: buffer)
  }

  /// Copies the screen as palette indices into an array, which is resized to width × height.
  public func copyScreen(into pixels: inout [UInt8]) {
    fill(&pixels, channels: 1, with: .index)
  }

  /// Copies the screen as (red, green, blue) into an array, which is resized to fit.
  public func copyScreenRGB(into pixels: inout [UInt8]) {
    fill(&pixels, channels: 3, with: .rgb)
  }

  /// Copies the screen as brightness into an array, which is resized to fit.
  public func copyScreenGrey(into pixels: inout [UInt8]) {
    fill(&pixels, channels: 1, with: .grey)
  }

  private func fill(
    _ pixels: inout [UInt8], channels: Int, with format: ALEEmulator.PixelFormat
  ) {
    let count = channels * screenWidth * screenHeight
    if pixels.count != count { pixels = [UInt8](repeating: 0, count: count) }
    pixels.withUnsafeMutableBufferPointer { emulator.copyScreen(format, into: $0) }
  }
}
