import Foundation

/// A policy at play, as a moving picture in a page.
public struct MovingPicture: Sendable {
  /// The animated GIF.
  public var gif: [UInt8]
  /// Its first picture as a PNG, for people who asked for less motion.
  public var still: [UInt8]
  /// The size at which it is shown: pixels of a console are not square.
  public var width: Int
  public var height: Int
  /// What can be seen, in a sentence: the text for those who see no pictures.
  public var description: String

  public init(gif: [UInt8], still: [UInt8], width: Int, height: Int, description: String) {
    self.gif = gif
    self.still = still
    self.width = width
    self.height = height
    self.description = description
  }

  /// The picture with a caption.
  func figure(caption: String) -> Markup {
    var markup = Markup()
    markup.element("figure", ["class": "play"]) { figure in
      figure.element("figcaption", text: caption)
      figure.element("picture") { picture in
        picture.void(
          "source",
          [
            "media": "(prefers-reduced-motion: reduce)",
            "srcset": "data:image/png;base64," + Data(still).base64EncodedString(),
          ])
        picture.void(
          "img",
          [
            "alt": description, "width": "\(width)", "height": "\(height)",
            "style": "aspect-ratio:\(width)/\(height)",
            "src": "data:image/gif;base64," + Data(gif).base64EncodedString(),
          ])
      }
      figure.element("p", ["class": "note"], text: description)
    }
    markup.newline()
    return markup
  }
}
