/// A colour, 8 bits a channel.
public struct Color: Sendable, Hashable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  public static let black = Color(0, 0, 0)
  public static let white = Color(255, 255, 255)
}

/// A picture of RGB pixels, row by row from the top left.
public struct Image: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// `width * height` pixels.
  public internal(set) var pixels: [Color]

  /// Makes an image of one colour.
  public init(width: Int, height: Int, color: Color = .black) {
    precondition(width > 0 && height > 0, "an image has at least one pixel")
    self.width = width
    self.height = height
    pixels = Array(repeating: color, count: width * height)
  }

  /// Makes an image from three bytes a pixel, as an emulator's RGB screen holds them.
  public init(width: Int, height: Int, rgb: [UInt8]) {
    precondition(rgb.count == 3 * width * height, "an RGB image has three bytes a pixel")
    self.init(width: width, height: height)
    for index in pixels.indices {
      pixels[index] = Color(rgb[3 * index], rgb[3 * index + 1], rgb[3 * index + 2])
    }
  }

  /// The pixel in a column and row; both must be inside.
  public subscript(x: Int, y: Int) -> Color {
    get { pixels[y * width + x] }
    set { pixels[y * width + x] = newValue }
  }

  /// The image with every pixel repeated, `x` times across and `y` times down.
  public func scaled(x: Int, y: Int) -> Image {
    var result = Image(width: width * x, height: height * y)
    for row in 0..<result.height {
      for column in 0..<result.width {
        result.pixels[row * result.width + column] = pixels[row / y * width + column / x]
      }
    }
    return result
  }
}
