import Reports
import Testing

@Suite struct DrawingTests {
  /// The rows of an image, `#` for a pixel that is not black.
  private func rows(_ image: Image) -> [String] {
    (0..<image.height).map { y in
      String((0..<image.width).map { image[$0, y] == .black ? "." : "#" })
    }
  }

  @Test func anOutlineIsInsideItsRectangle() {
    var image = Image(width: 6, height: 5)
    image.outline(x: 1, y: 1, width: 4, height: 3, .white)
    #expect(rows(image) == ["......", ".####.", ".#..#.", ".####.", "......"])
  }

  @Test func aLineHasOnePixelForEachStepOfItsLongerSide() {
    var image = Image(width: 7, height: 4)
    image.line(from: (6, 3), to: (0, 0), .white)
    #expect(rows(image) == ["##.....", "..##...", "....##.", "......#"])
    image = Image(width: 3, height: 3)
    image.line(from: (1, 1), to: (1, 1), .white)
    #expect(rows(image) == ["...", ".#.", "..."])
  }

  @Test func textIsDrawnFromTheFontAndScales() {
    var image = Image(width: 17, height: 8)
    image.write("Hi|", x: 0, y: 0, .white)
    #expect(
      rows(image) == [
        "#...#...#.....#..", "#...#.........#..", "#...#..##.....#..", "#####...#.....#..",
        "#...#...#.....#..", "#...#...#.....#..", "#...#..###....#..", ".................",
      ])
    var large = Image(width: 34, height: 16)
    large.write("Hi|", x: 0, y: 0, scale: 2, .white)
    #expect(large == image.scaled(x: 2, y: 2))
  }

  @Test func everyPrintableCharacterHasItsOwnGlyph() {
    let characters = (33..<127).map { Character(UnicodeScalar($0)) }
    let glyphs = Set(
      characters.map { character in
        var image = Image(width: 5, height: 8)
        image.write(String(character), x: 0, y: 0, .white)
        return image
      })
    #expect(glyphs.count == characters.count)
    var box = Image(width: 5, height: 8)
    box.write("é", x: 0, y: 0, .white)
    #expect(!glyphs.contains(box) && box != Image(width: 5, height: 8))
  }

  @Test func whatLiesOutsideIsCutOff() {
    var image = Image(width: 4, height: 3)
    image.fill(x: -5, y: 2, width: 7, height: 100, .white)
    image.outline(x: -10, y: -10, width: 2, height: 2, .white)
    image.line(from: (-3, -3), to: (-1, -9), .white)
    image.write("far", x: 100, y: -100, .white)
    image.fill(x: 1, y: 1, width: -4, height: 1, .white)
    image.draw(Image(width: 2, height: 2, color: .white), x: 3, y: -1)
    #expect(rows(image) == ["...#", "....", "##.."])
  }
}
