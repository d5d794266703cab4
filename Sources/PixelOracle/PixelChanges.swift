import Objects

/// How many pixels change from one picture to the next, and how many of them no box explains: a
/// measure of what moves without being an object, whatever the looks know.
public struct PixelChanges: Sendable, Hashable {
  /// Pixels that differ between two successive frames.
  public private(set) var changed = 0
  /// Of these, those in no box of either picture's objects and not exempt.
  public private(set) var unexplained = 0

  /// What changes in a game and is meant to be no object.
  struct Exemption: Sendable {
    var reason: String
    var columns = 0..<Picture.width
    var lines = 0..<250
    /// Palette indices, of which a pixel has one before or after the change; any if empty.
    var colors: Set<UInt8> = []

    func covers(_ x: Int, _ y: Int, _ before: UInt8, _ after: UInt8) -> Bool {
      columns.contains(x) && lines.contains(y)
        && (colors.isEmpty || colors.contains(before) || colors.contains(after))
    }
  }

  /// Of the pixels that changed, the share that nothing explains.
  public var unexplainedShare: Double {
    changed == 0 ? 0 : Double(unexplained) / Double(changed)
  }

  mutating func count(_ scene: PixelOracle.Scene, exempting exemptions: [Exemption]) {
    guard scene.frames == 1, let before = scene.before else { return }
    let (old, new) = (before.pixels.span, scene.picture.pixels.span)
    guard old.count == new.count else { return }
    var isCovered = [Bool](repeating: false, count: new.count)
    for object in scene.objects + scene.objectsBefore {
      let columns = (object.x..<object.x + object.w).clamped(to: 0..<Picture.width)
      let lines = (object.y..<object.y + object.h).clamped(to: 0..<scene.picture.height)
      for y in lines {
        for x in columns { isCovered[y * Picture.width + x] = true }
      }
    }
    for index in 0..<new.count where old[index] != new[index] {
      changed += 1
      if isCovered[index] { continue }
      let (x, y) = (index % Picture.width, index / Picture.width)
      if exemptions.contains(where: { $0.covers(x, y, old[index], new[index]) }) { continue }
      unexplained += 1
    }
  }
}

/// What a play showed.
public struct OracleReport: Sendable {
  public var agreements: [ObjectCategory: Agreement]
  /// All zero where the play did not see every frame.
  public var changes: PixelChanges
}
