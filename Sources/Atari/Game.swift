/// A game of the catalogue, identified by ALE's name for its ROM.
public struct Game: Sendable, Hashable, Comparable {
  /// ALE's name, such as `space_invaders`.
  public let name: String
  /// The MD5 checksum of its ROM, 32 lower case hexadecimal digits.
  public let md5: String
  /// Whether Gymnasium's ids of version 0 and 4 name this game.
  public let isClassic: Bool

  init(_ name: String, _ md5: String, classic: Bool = false) {
    self.name = name
    self.md5 = md5
    self.isClassic = classic
  }

  /// The game with exactly this name; an error names the nearest one.
  public static func named(_ text: String) throws(AtariError) -> Game {
    if let game = all.first(where: { $0.name == text }) { return game }
    if twoPlayerOnly.contains(text) { throw .twoPlayersOnly(text) }
    throw .unknownGame(text, nearest: nearestName(to: text, among: all.map(\.name)))
  }

  /// The game whose ROM has this MD5 checksum.
  public static func withMD5(_ md5: String) -> Game? {
    all.first { $0.md5 == md5 }
  }

  /// The name in Gymnasium's ids: `space_invaders` is `SpaceInvaders`, `tic_tac_toe_3d` is
  /// `TicTacToe3D` (a letter behind anything but a letter is a capital).
  public var gymnasiumName: String {
    var result = ""
    var startsWord = true
    for character in name {
      if character.isLetter {
        result += startsWord ? character.uppercased() : String(character)
        startsWord = false
      } else {
        if character != "_" { result.append(character) }
        startsWord = true
      }
    }
    return result
  }

  public static func < (left: Game, right: Game) -> Bool { left.name < right.name }
}

/// The name with the fewest changed letters from `text`, if it is near enough to have been meant.
func nearestName(to text: String, among names: [String]) -> String? {
  let wanted = Array(text.lowercased().prefix(64).utf8)
  let limit = max(1, wanted.count / 3)
  var best: (distance: Int, name: String)?
  for name in names {
    let distance = editDistance(wanted, Array(name.lowercased().utf8))
    if distance <= limit, distance < best?.distance ?? .max { best = (distance, name) }
  }
  return best?.name
}

/// How many letters must be inserted, removed or replaced to turn one word into the other.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var row = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, b) in right.enumerated() {
      let replaced = diagonal + (a == b ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}
