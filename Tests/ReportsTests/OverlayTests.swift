import Reports
import Testing

@Suite struct OverlayTests {
  private let frame = [UInt8](repeating: 40, count: 160 * 210 * 3)
  private let red = Color(255, 0, 0)

  @Test func aBoxIsDrawnAroundItsPixels() {
    let renderer = OverlayRenderer(panelColumns: 0)
    let box = Overlay.Box(x: 10, y: 50, width: 2, height: 4, label: "", color: red)
    let image = renderer.render(frame: frame, overlay: Overlay(boxes: [box]))
    #expect(image.width == 480 && image.height == 420)
    let drawn = image.pixels.indices.filter { image.pixels[$0] == red }
    #expect(drawn.count == 2 * 8 + 2 * 10 - 4)
    #expect(drawn.map { $0 % 480 }.min() == 29 && drawn.map { $0 % 480 }.max() == 36)
    #expect(drawn.map { $0 / 480 }.min() == 99 && drawn.map { $0 / 480 }.max() == 108)
    #expect(image[30, 100] == Color(40, 40, 40))
  }

  @Test func labelsAndVelocitiesStayInsideTheFrame() {
    let renderer = OverlayRenderer(panelColumns: 40)
    let boxes = [(0, 0), (158, 0), (0, 206), (158, 206)].map { x, y in
      Overlay.Box(
        x: x, y: y, width: 2, height: 4, label: "Player", color: red, velocity: (x: -90, y: 50))
    }
    let plain = renderer.render(frame: frame, overlay: Overlay())
    let image = renderer.render(frame: frame, overlay: Overlay(boxes: boxes))
    #expect(image.width == 480 + 40 * Font.advance + 16)
    let changed = image.pixels.indices.filter { image.pixels[$0] != plain.pixels[$0] }
    #expect(changed.count > 4 * 100)
    #expect(changed.allSatisfy { $0 % image.width <= 480 })
  }

  @Test func executedLinesAreHighlightedAndInView() {
    let renderer = OverlayRenderer(panelColumns: 60)
    let source = (1...300).map { "    line_\($0) = \(String(repeating: "x", count: $0))" }
    let all = renderer.render(
      frame: frame, overlay: Overlay(facts: ["score 3"], source: source, executedLines: [250, 253]))
    let highlighted = Set(
      all.pixels.indices.filter { all.pixels[$0] == Color(58, 50, 20) }.map { $0 / all.width })
    #expect(highlighted.count == 2 * (Font.height + 2))
    let none = renderer.render(frame: frame, overlay: Overlay(facts: ["score 3"], source: source))
    #expect(!none.pixels.contains(Color(58, 50, 20)))
    #expect(none.width == all.width && none.height == all.height)
  }

  @Test func theDecidingLineStandsOut() {
    let renderer = OverlayRenderer(panelColumns: 60)
    let source = (1...9).map { "line_\($0)" }
    let overlay = Overlay(source: source, executedLines: [2, 7], decidingLine: 7)
    let image = renderer.render(frame: frame, overlay: overlay)
    let bright = Color(255, 224, 130)
    let full = (0..<image.height).filter { y in
      (490..<image.width - 20).count { image[$0, y] == bright } > 200
    }
    #expect(full.count == Font.height + 2)
    #expect(full.last! - full.first! == full.count - 1)
  }

  @Test func anArrowHasAHeadAtItsEnd() {
    var image = Image(width: 40, height: 40, color: .black)
    image.arrow(from: (x: 5, y: 20), to: (x: 30, y: 20), red)
    let drawn = image.pixels.indices.filter { image.pixels[$0] == red }
    #expect(drawn.map { $0 % 40 }.max() == 30)
    #expect(Set(drawn.map { $0 / 40 }) == Set(17...23))
    #expect(drawn.filter { $0 / 40 != 20 }.allSatisfy { $0 % 40 >= 25 })
  }
}
