/// What is drawn over and beside one frame of a game.
public struct Overlay: Sendable {
  /// The outline of a thing on the screen, in the frame's own pixels.
  public struct Box: Sendable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int
    public var label: String
    public var color: Color
    /// Pixels a step; drawn as an arrow from the middle of the box, four steps long. Nil if unknown.
    public var velocity: (x: Int, y: Int)?

    public init(
      x: Int, y: Int, width: Int, height: Int, label: String, color: Color,
      velocity: (x: Int, y: Int)? = nil
    ) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
      self.label = label
      self.color = color
      self.velocity = velocity
    }
  }

  public var boxes: [Box]
  /// Lines at the top of the panel, such as score, step and action.
  public var facts: [String]
  /// The policy, line by line, and which lines ran in this step, counted from 1.
  public var source: [String]
  public var executedLines: Set<Int>
  /// The line that chose the action; it stands out from the others that ran.
  public var decidingLine: Int?

  public init(
    boxes: [Box] = [], facts: [String] = [], source: [String] = [], executedLines: Set<Int> = [],
    decidingLine: Int? = nil
  ) {
    self.boxes = boxes
    self.facts = facts
    self.source = source
    self.executedLines = executedLines
    self.decidingLine = decidingLine
  }
}

/// Draws a game's frame with boxes, and a panel beside it that shows what the policy did.
///
/// A console's pixel is wider than high, about 1.7 : 1 on a television; 3 by 2 screen pixels come
/// close. Every picture of one renderer has the same size.
public struct OverlayRenderer: Sendable {
  private static let background = Color(22, 24, 30)
  private static let rule = Color(60, 64, 76)
  private static let fact = Color(240, 240, 240)
  private static let idle = Color(150, 154, 166)
  private static let executed = Color(255, 224, 130)
  private static let executedBackground = Color(58, 50, 20)
  private static let deciding = Color(22, 24, 30)
  private static let decidingBackground = Color(255, 224, 130)
  private static let lineHeight = Font.height + 2
  private static let margin = 8

  public let frameWidth: Int
  public let frameHeight: Int
  /// Screen pixels of one frame pixel.
  public let scaleX: Int
  public let scaleY: Int
  /// Characters of a line of source, with its number; longer ones are cut.
  public let panelColumns: Int

  public init(
    frameWidth: Int = 160, frameHeight: Int = 210, scaleX: Int = 3, scaleY: Int = 2,
    panelColumns: Int = 72
  ) {
    precondition(frameWidth > 0 && frameHeight > 0 && scaleX > 0 && scaleY > 0)
    precondition(panelColumns >= 0)
    self.frameWidth = frameWidth
    self.frameHeight = frameHeight
    self.scaleX = scaleX
    self.scaleY = scaleY
    self.panelColumns = panelColumns
  }

  /// Size of every picture; without columns there is no panel.
  public var width: Int {
    frameWidth * scaleX + (panelColumns == 0 ? 0 : panelColumns * Font.advance + 2 * Self.margin)
  }
  public var height: Int { frameHeight * scaleY }

  /// The picture of a frame, given as three bytes a pixel.
  public func render(frame: [UInt8], overlay: Overlay) -> Image {
    let game = Image(width: frameWidth, height: frameHeight, rgb: frame)
    var image = Image(width: width, height: height, color: Self.background)
    image.draw(game.scaled(x: scaleX, y: scaleY), x: 0, y: 0)
    for box in overlay.boxes { draw(box, on: &image) }
    if panelColumns > 0 { drawPanel(overlay, on: &image) }
    return image
  }

  private func draw(_ box: Overlay.Box, on image: inout Image) {
    let left = box.x * scaleX
    let top = box.y * scaleY
    let width = box.width * scaleX
    let height = box.height * scaleY
    image.outline(x: left - 1, y: top - 1, width: width + 2, height: height + 2, box.color)
    if let velocity = box.velocity, velocity != (0, 0) {
      let middle = (x: left + width / 2, y: top + height / 2)
      let end = (x: middle.x + 4 * velocity.x * scaleX, y: middle.y + 4 * velocity.y * scaleY)
      image.arrow(from: middle, to: end, box.color)
    }
    if box.label.isEmpty { return }
    // Above the box, or below it at the upper edge; inside the frame.
    let textWidth = box.label.count * Font.advance
    let x = max(0, min(left, frameWidth * scaleX - textWidth))
    let y = top >= Font.height + 2 ? top - Font.height - 2 : top + height + 2
    image.fill(x: x - 1, y: y - 1, width: textWidth + 1, height: Font.height + 1, .black)
    image.write(box.label, x: x, y: y, box.color)
  }

  private func drawPanel(_ overlay: Overlay, on image: inout Image) {
    let left = frameWidth * scaleX + Self.margin
    let right = width - Self.margin
    var y = Self.margin
    for fact in overlay.facts {
      image.write(cut(fact, to: panelColumns / 2), x: left, y: y, scale: 2, Self.fact)
      y += 2 * Self.lineHeight
    }
    if overlay.source.isEmpty { return }
    if !overlay.facts.isEmpty {
      image.fill(x: left, y: y, width: right - left, height: 1, Self.rule)
      y += Self.margin
    }
    let room = max(0, (height - y - 4) / Self.lineHeight)
    for index in visibleLines(overlay, room) {
      let (color, background) = colors(ofLine: index + 1, overlay)
      if let background {
        image.fill(
          x: left - 2, y: y - 1, width: right - left + 4, height: Self.lineHeight, background)
      }
      let number = String(index + 1)
      let padding = String(repeating: " ", count: max(0, 4 - number.count))
      image.write(
        cut(padding + number + " " + overlay.source[index], to: panelColumns), x: left, y: y,
        color)
      y += Self.lineHeight
    }
  }

  private func colors(ofLine line: Int, _ overlay: Overlay) -> (text: Color, background: Color?) {
    if line == overlay.decidingLine { return (Self.deciding, Self.decidingBackground) }
    if overlay.executedLines.contains(line) { return (Self.executed, Self.executedBackground) }
    return (Self.idle, nil)
  }

  /// The stretch of source that shows the most executed lines. It moves in jumps of a third of the
  /// panel, so that it mostly stands still from step to step.
  private func visibleLines(_ overlay: Overlay, _ room: Int) -> Range<Int> {
    let count = overlay.source.count
    if count <= room { return 0..<count }
    let starts = Array(stride(from: 0, to: count - room, by: max(1, room / 3))) + [count - room]
    let executed = starts.map { start in
      (start..<start + room).count { overlay.executedLines.contains($0 + 1) }
    }
    let best = executed.firstIndex(of: executed.max() ?? 0) ?? 0
    return starts[best]..<starts[best] + room
  }

  private func cut(_ text: String, to columns: Int) -> String {
    text.count <= columns ? text : text.prefix(max(0, columns - 2)) + ".."
  }
}
