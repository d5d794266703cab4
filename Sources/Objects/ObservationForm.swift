/// What an observation may hold: the keys of its dictionaries and what stands behind them.
///
/// The description that checks of policies use; the games' `observe` functions write what it says.
public indirect enum ObservationForm: Sendable, Hashable {
  /// One key of a dictionary.
  public struct Entry: Sendable, Hashable {
    public let key: String
    public let form: ObservationForm
  }

  /// A whole or real number.
  case number
  /// One of some words.
  case text
  case list(ObservationForm)
  /// Keys in no order; any may be absent.
  case dictionary([Entry])

  /// What a policy of a game receives in `strict` mode, which has the keys of `compat` and more; nil for
  /// a game without objects.
  public static func observation(of game: String) -> ObservationForm? {
    guard let entries = games[game] else { return nil }
    return .dictionary(entries + [Entry(key: ObservationKey(.reward).name, form: .number)])
  }

  private static let games: [String: [Entry]] = [
    "pong": [.init(.player, box), .init(.ball, box), .init(.enemy, box)],
    "breakout": [
      .init(.player, box), .init(.ball, box), .init(.rb, .list(place)), .init(.ob, .list(place)),
      .init(.yb, .list(place)), .init(.gb, .list(place)), .init(.ab, .list(place)),
      .init(.bb, .list(place)), .init(.lives, .number),
    ],
    "space_invaders": [
      .init(.player, box), .init(.satellite, box),
      .init(.shields, .list(words(.x, .y, more: [.init(.rows, .list(.number))]))),
      .init(.aliensLeft, .number), .init(.aliensDirection, .number), .init(.lives, .number),
    ] + numbered(.alien, 36) + numbered(.shield, 3) + numbered(.bullet, 3),
    "freeway": [
      .init(.chicken, box), .init(.cars, .list(box)), .init(.lanes, .list(words(.y, .speed))),
      .init(.stunned, .number),
    ],
    "asterix": [
      .init(.player, words(.x, .y)), .init(.enemies, .list(thing)),
      .init(.consumables, .list(thing)), .init(.rewards, .list(thing)), .init(.lives, .number),
      .init(.lanes, .list(words(.y, .speed))),
    ],
    "enduro": [
      .init(.player, place),
      .init(.enemyCars, .list(words(.x, .y, .w, .h, .relX, .relY))),
      .init(.nearestEnemyRelX, .number), .init(.nearestEnemyRelY, .number),
      .init(.road, .list(words(.y, .left, .right))), .init(.speed, .number),
      .init(.carsLeft, .number), .init(.day, .number), .init(.phase, .text),
    ],
    "qbert": [
      .init(.player, box), .init(.enemies, .list(typedBox)), .init(.friendlies, .list(typedBox)),
      .init(.disks, .list(place)), .init(.cubes, .list(words(.x, .y, .state))),
      .init(.round, .number), .init(.lives, .number),
    ],
    "seaquest": [
      .init(.player, box), .init(.enemies, .list(typedBox)), .init(.divers, .list(box)),
      .init(.playerMissile, box), .init(.surfaceSubmarine, box), .init(.oxygen, .number),
      .init(.collected, .number), .init(.facing, .number), .init(.lives, .number),
    ],
  ]

  private static let place = words(.x, .y, .w, .h)
  private static let box = words(.x, .y, .w, .h, .dx, .dy)
  private static let typedBox = words(.x, .y, .w, .h, .dx, .dy, more: [.init(.type, .text)])
  private static let thing = words(.x, .y, more: [.init(.type, .text)])

  /// A dictionary of numbers, and more.
  private static func words(_ keys: ObservationKey.Word..., more: [Entry] = []) -> ObservationForm {
    .dictionary(keys.map { Entry($0, .number) } + more)
  }

  private static func numbered(_ family: ObservationKey.Numbered, _ count: Int) -> [Entry] {
    (0..<count).map { Entry(key: ObservationKey(family, $0).name, form: box) }
  }
}

extension ObservationForm.Entry {
  fileprivate init(_ key: ObservationKey.Word, _ form: ObservationForm) {
    self.init(key: ObservationKey(key).name, form: form)
  }
}
