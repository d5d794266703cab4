/// A word that occurs in observations: a dictionary key such as `Player` or `x`, or a text value
/// such as the `type` of an enemy.
///
/// All words of all games stand in one table that never changes while the program runs. A policy
/// host therefore interns `ObservationKey.all` once, when a policy is loaded, and afterwards
/// translates a key with one array access by `rawValue`.
public struct ObservationKey: Sendable, Hashable {
  /// Position in `all`.
  public let rawValue: UInt16

  /// The words without a number.
  ///
  /// `spellings` holds their text in the same order; only capitals and underscores differ.
  package enum Word: UInt16, CaseIterable, Sendable {
    case x, y, w, h, dx, dy, type, lives, reward
    case player, ball, enemy
    case rb, ob, yb, gb, ab, bb
    case satellite, chicken, cars
    case lanes, speed, stunned
    case shields, rows, aliensLeft, aliensDirection
    case enemies, consumables, rewards, consumable, rewardType
    case enemyCars, relX, relY, nearestEnemyRelX, nearestEnemyRelY
    case road, left, right, carsLeft, day, phase, snow, dusk, night, fog
    case friendlies, disks, cubes, state, round, divers
    case playerMissile, surfaceSubmarine, oxygen, collected, facing
    case coily, purpleBall, redBall, sam, greenBall, shark, submarine, enemyMissile
  }

  package static let spellings =
    """
    x y w h dx dy type lives reward \
    Player Ball Enemy \
    RB OB YB GB AB BB \
    Satellite Chicken Cars \
    Lanes speed stunned \
    shields rows aliens_left aliens_direction \
    Enemies Consumables Rewards Consumable Reward \
    EnemyCars rel_x rel_y nearest_enemy_rel_x nearest_enemy_rel_y \
    Road left right cars_left day phase snow dusk night fog \
    Friendlies Disks Cubes state round Divers \
    PlayerMissile SurfaceSubmarine oxygen collected facing \
    Coily PurpleBall RedBall Sam GreenBall Shark Submarine EnemyMissile
    """

  /// Words that are numbered from 0, as `Alien12`, in slot order without gaps.
  package enum Numbered: UInt16, CaseIterable, Sendable {
    case alien, shield, bullet

    var spelling: String {
      switch self {
      case .alien: "Alien"
      case .shield: "Shield"
      case .bullet: "Bullet"
      }
    }
  }

  /// How many numbered keys each family has: enough for the 36 aliens of Space Invaders.
  package static let familySize = 36

  /// Every key, in the order of `rawValue`.
  public static let all: [ObservationKey] = names.indices.map {
    ObservationKey(rawValue: UInt16($0))
  }

  private static let names: [String] =
    spellings.split(separator: " ").map(String.init)
    + Numbered.allCases.flatMap { family in
      (0..<familySize).map { "\(family.spelling)\($0)" }
    }

  init(rawValue: UInt16) { self.rawValue = rawValue }

  package init(_ word: Word) { self.init(rawValue: word.rawValue) }

  /// The key of one member of a numbered family, `index` in `0..<familySize`.
  package init(_ family: Numbered, _ index: Int) {
    precondition((0..<Self.familySize).contains(index), "no key for \(family.spelling)\(index)")
    let first = Word.allCases.count + Int(family.rawValue) * Self.familySize
    self.init(rawValue: UInt16(first + index))
  }

  /// The text of the word, as a policy writes it.
  public var name: String { Self.names[Int(rawValue)] }
}
