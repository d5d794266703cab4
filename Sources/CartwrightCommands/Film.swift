import Objects
import Reports
import Rollouts

/// The pictures so far, at the speed of the console: 60 frames a second.
struct Film {
  private var writer: GIFWriter
  private let renderer: OverlayRenderer
  private let hasOverlay: Bool
  private let source: [String]
  private var screen: [UInt8] = []
  private var last: (image: Image, frame: Int)?
  /// The first picture.
  private(set) var first: Image?

  /// How long the end stays, in seconds.
  private static let pause = 1.5

  /// - Parameters:
  ///   - source: the policy's text, which the overlay shows.
  ///   - isLarge: whether a pixel of the console becomes 3 by 2, its shape on a television.
  init(_ player: PolicyPlayer, source: String, hasOverlay: Bool, isLarge: Bool = true) {
    self.hasOverlay = hasOverlay
    self.source =
      source
      .split(omittingEmptySubsequences: false) { ["\n", "\r", "\r\n"].contains($0) }
      .map { String($0.replacing("\t", with: "    ")) }
    renderer = OverlayRenderer(
      frameWidth: player.environment.screenWidth, frameHeight: player.environment.screenHeight,
      scaleX: isLarge ? 3 : 1, scaleY: isLarge ? 2 : 1, panelColumns: hasOverlay ? 80 : 0)
    writer = GIFWriter(width: renderer.width, height: renderer.height)
    player.interpreter?.recording = hasOverlay ? .lines : .off
  }

  /// How many pictures there are.
  var count: Int { writer.frameCount + (last == nil ? 0 : 1) }

  /// Takes a picture of the player as it is; `action` is what the policy chose, nil at the end.
  mutating func shoot(_ player: PolicyPlayer, action: Int?) {
    player.environment.copyScreenRGB(into: &screen)
    let image = renderer.render(frame: screen, overlay: overlay(player, action))
    let frame = player.environment.current.frame
    if let last { writer.append(last.image, seconds: Double(frame - last.frame) / 60) }
    last = (image, frame)
    if first == nil { first = image }
  }

  /// The file; the last picture stays for a moment.
  mutating func gif() -> [UInt8] {
    if let last { writer.append(last.image, seconds: Self.pause) }
    last = nil
    return writer.file()
  }

  /// Half-way to white, so that an outline stands out from the thing that it surrounds.
  private static func lighter(_ color: RGB) -> Color {
    Color(color.red / 2 + 128, color.green / 2 + 128, color.blue / 2 + 128)
  }

  /// A category with more objects than this, such as the bricks of a wall, is drawn without labels.
  private static let mostLabels = 8

  private func overlay(_ player: PolicyPlayer, _ action: Int?) -> Overlay {
    guard hasOverlay else { return Overlay() }
    var counts: [ObjectCategory: Int] = [:]
    for object in player.tracker.objects { counts[object.category, default: 0] += 1 }
    let boxes = player.tracker.objects.map { object in
      Overlay.Box(
        x: object.x, y: object.y, width: object.w, height: object.h,
        label: counts[object.category]! > Self.mostLabels
          ? "" : object.category.rawValue + (object.value.map { " \($0)" } ?? ""),
        color: Self.lighter(object.rgb),
        velocity: object.dx.flatMap { dx in object.dy.map { (x: dx, y: $0) } })
    }
    let lines = action == nil ? [] : player.interpreter?.trace.lines ?? []
    let name = action.map { "\($0) \(player.actions[$0].name)" } ?? "-"
    return Overlay(
      boxes: boxes,
      facts: [
        "\(player.game.name)  step \(player.steps)  score \(player.score)", "action \(name)",
      ],
      source: source,
      executedLines: Set(lines),
      // A call's lines run after the line of the call: the last one to be reached gave the action.
      decidingLine: lines.last)
  }
}
