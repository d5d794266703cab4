/// One thing on the screen (or hidden in memory behind it), as it stands after a step.
///
/// Boxes are in screen pixels: 160 × 210, the origin at the top left, `x` and `y` the first column
/// and line of the box.
public struct GameObject: Sendable, Hashable {
  /// The object's place in the game's slot layout (`ObjectTable`).
  public var slot: Int
  /// Identity within an episode: kept while the object lives, never given to another one. Nil in
  /// `compat`, which has no identities.
  public var id: Int?
  public var category: ObjectCategory
  public var x: Int
  public var y: Int
  public var w: Int
  public var h: Int
  /// Change of `x` and `y` since the step before, in pixels a step. In `strict`, nil where the
  /// object had no box then.
  public var dx: Int?
  public var dy: Int?
  public var rgb: RGB
  /// True for displays that are no part of the playfield.
  public var hud: Bool
  /// What a counter shows; nil for objects that show no number.
  public var value: Int?
  /// Where the object faces; nil for objects that face nowhere.
  public var orientation: Orientation?
}

/// A direction on the screen, by the name OCAtari gives it: north is up.
public enum Orientation: String, Sendable, Hashable, CaseIterable {
  case north = "N"
  case east = "E"
  case south = "S"
  case west = "W"
}

/// What an object is, by the name OCAtari gives it.
public enum ObjectCategory: String, Sendable, Hashable, CaseIterable {
  case player = "Player"
  case ball = "Ball"
  case enemy = "Enemy"
  case playerScore = "PlayerScore"
  case enemyScore = "EnemyScore"
  case block = "Block"
  case live = "Live"
  case playerNumber = "PlayerNumber"
  case chicken = "Chicken"
  case car = "Car"
  case numberOfCars = "NumberOfCars"
  case level = "Level"
  case score = "Score"
  case alien = "Alien"
  case shield = "Shield"
  case bullet = "Bullet"
  case satellite = "Satellite"
  case p1Score = "P1Score"
  case p2Score = "P2Score"
  case lives = "Lives"
  case reward = "Reward"
  case consumable = "Consumable"
  case cube = "Cube"
  case disk = "Disk"
  case coily = "Coily"
  case purpleBall = "PurpleBall"
  case redBall = "RedBall"
  case greenBall = "GreenBall"
  case sam = "Sam"
  case shark = "Shark"
  case submarine = "Submarine"
  case diver = "Diver"
  case enemyMissile = "EnemyMissile"
  case surfaceSubmarine = "SurfaceSubmarine"
  case playerMissile = "PlayerMissile"
  case oxygenBar = "OxygenBar"
  case collectedDiver = "CollectedDiver"
  case oxygenBarDepleted = "OxygenBarDepleted"
}

/// A colour of the screen, as ALE's NTSC palette shows it.
public struct RGB: Sendable, Hashable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }
}

/// Whose idea of the objects is asked for.
public enum ObjectMode: String, Sendable, Hashable, CaseIterable {
  /// Right against the pixels.
  case strict
  /// Equal to OCAtari 2.2.1's RAM mode, defects included.
  case compat
}
