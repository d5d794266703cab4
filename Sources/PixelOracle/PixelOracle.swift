import Objects

/// Compares the objects of one environment with its pictures, step by step.
///
/// Each game has a *look*: it finds in the picture, by colour and place, what every slot should be,
/// and says where the pixels cannot tell. The objects serve a look only to know what may hide what;
/// boxes come from the pixels alone.
public struct PixelOracle: Sendable {
  /// What a look sees: a picture, the one of the step before (nil after a reset; sprites that
  /// flicker are drawn in one of two), and the objects of both.
  package struct Scene {
    package var picture: Picture
    package var before: Picture?
    package var objects: [GameObject]
    package var objectsBefore: [GameObject]
    /// The frames between the two.
    package var frames: Int
  }

  /// What the pixels say, by slot; nil where the picture says nothing, as in other colours.
  package typealias Look = @Sendable (Scene) -> [Int: Sighting]?

  /// The games that have a look.
  public static var games: [String] { looks.keys.sorted() }

  let table: ObjectTable
  let look: Look
  /// Frames by which the drawing of a category is behind memory.
  let lags: [ObjectCategory: Int]
  /// What changes from frame to frame and is no object.
  let exemptions: [PixelChanges.Exemption]
  public private(set) var agreements: [ObjectCategory: Agreement] = [:]
  public private(set) var changes = PixelChanges()
  private var scene: Scene?
  private var sightings: [Int: Sighting] = [:]
  /// Frames since a slot's box changed.
  private var ages: [Int: Int] = [:]

  /// - Parameter game: ALE's name; throws for a game without objects.
  public init(game: String) throws(ObjectsError) {
    table = try ObjectTracker.table(for: game)
    guard let look = Self.looks[game] else { preconditionFailure("no look at \(game)") }
    self.look = look
    lags = Self.lags[game] ?? [:]
    exemptions = Self.exemptions[game] ?? []
  }

  /// Takes a step's objects, of a `strict` tracker, and its picture.
  ///
  /// - Parameter frames: The frames that the step took.
  package mutating func count(
    _ objects: [GameObject], in picture: Picture, afterReset: Bool, frames: Int
  ) {
    let last = afterReset ? nil : scene
    let before = afterReset ? [:] : sightings
    let scene = Scene(
      picture: picture, before: last?.picture, objects: objects,
      objectsBefore: last?.objects ?? [], frames: frames)
    self.scene = scene
    guard let sightings = look(scene) else {
      self.sightings = [:]
      return
    }
    if !before.isEmpty { changes.count(scene, exempting: exemptions) }
    let bySlot = Dictionary(uniqueKeysWithValues: objects.map { ($0.slot, $0) })
    let oldBySlot = Dictionary(uniqueKeysWithValues: scene.objectsBefore.map { ($0.slot, $0) })
    self.sightings = sightings
    for entry in table.entries {
      let lag = lags[entry.category] ?? 0
      for slot in table.slots(of: entry.category) {
        guard var sighting = sightings[slot] else { continue }
        if lag > 0 {
          let isSame = bySlot[slot].map(PixelBox.init) == oldBySlot[slot].map(PixelBox.init)
          ages[slot] = isSame && last != nil ? (ages[slot] ?? 0) + frames : 0
          // What has changed just now may not be drawn yet.
          if ages[slot]! < lag { sighting = .occluded }
          self.sightings[slot] = sighting
        }
        agreements[entry.category, default: Agreement()]
          .count(bySlot[slot], sighting, before: before[slot])
      }
    }
  }
}
