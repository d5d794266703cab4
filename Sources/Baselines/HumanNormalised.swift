/// The human-normalised score: 0 is random play, 100 a human games tester.
///
/// Raw scores of different games cannot be compared; this share of the way from random play to a
/// person's can: 100 × (score − random) / (human − random).
public enum HumanNormalised {
  /// Mean scores that a game's normalisation rests on.
  public struct Reference: Sendable, Hashable {
    public var random: Double
    public var human: Double

    /// The human-normalised score, in percent.
    public func share(_ score: Double) -> Double { 100 * (score - random) / (human - random) }
  }

  /// Whose table of random and human scores. They have the same random scores; the human ones
  /// differ in 34 of 49 games, such as Enduro (860.5 and 309.6).
  public enum Source: String, Sendable, Hashable, CaseIterable {
    case wang2016, mnih2015

    /// The source in words.
    public var title: String {
      switch self {
      case .wang2016:
        "Wang et al., \"Dueling Network Architectures for Deep Reinforcement Learning\" (2016)"
      case .mnih2015:
        "Mnih et al., \"Human-level control through deep reinforcement learning\" (2015)"
      }
    }
  }

  /// The human-normalised score, in percent; nil for a game without a reference.
  ///
  /// - Parameter game: ALE's name of the game, such as `space_invaders`.
  public static func score(
    _ score: Double, game: String, source: Source = .wang2016
  ) -> Double? {
    references(source)[game]?.share(score)
  }

  /// The references of all games that have them, by ALE's names: 57 games, 49 of Mnih et al.
  public static func references(_ source: Source = .wang2016) -> [String: Reference] {
    switch source {
    case .wang2016: wang2016
    case .mnih2015: mnih2015
    }
  }

  private static let wang2016 = references(humanColumn: 2)
  private static let mnih2015 = references(humanColumn: 3)

  private static func references(humanColumn: Int) -> [String: Reference] {
    let references = table.split(separator: "\n").compactMap { line -> (String, Reference)? in
      let fields = line.split(separator: " ")
      guard let human = Double(fields[humanColumn]) else { return nil }
      return (String(fields[0]), Reference(random: Double(fields[1])!, human: human))
    }
    return Dictionary(uniqueKeysWithValues: references)
  }

  /// Game, random, human of Wang et al. as in DeepMind's dqn_zoo (`dqn_zoo/atari_data.py`), human of
  /// Mnih et al. as in rldb (`rldb/db/paper__dqn`), where it has one.
  private static let table = """
    alien 227.8 7127.7 6875.4
    amidar 5.8 1719.5 1675.8
    assault 222.4 742.0 1496.4
    asterix 210.0 8503.3 8503.3
    asteroids 719.1 47388.7 13156.7
    atlantis 12850.0 29028.1 29028.1
    bank_heist 14.2 753.1 734.4
    battle_zone 2360.0 37187.5 37800.0
    beam_rider 363.9 16926.5 5774.7
    berzerk 123.7 2630.4 -
    bowling 23.1 160.7 154.8
    boxing 0.1 12.1 4.3
    breakout 1.7 30.5 31.8
    centipede 2090.9 12017.0 11963.2
    chopper_command 811.0 7387.8 9881.8
    crazy_climber 10780.5 35829.4 35410.5
    defender 2874.5 18688.9 -
    demon_attack 152.1 1971.0 3401.3
    double_dunk -18.6 -16.4 -15.5
    enduro 0.0 860.5 309.6
    fishing_derby -91.7 -38.7 5.5
    freeway 0.0 29.6 29.6
    frostbite 65.2 4334.7 4334.7
    gopher 257.6 2412.5 2321.0
    gravitar 173.0 3351.4 2672.0
    hero 1027.0 30826.4 25762.5
    ice_hockey -11.2 0.9 0.9
    jamesbond 29.0 302.8 406.7
    kangaroo 52.0 3035.0 3035.0
    krull 1598.0 2665.5 2394.6
    kung_fu_master 258.5 22736.3 22736.2
    montezuma_revenge 0.0 4753.3 4366.7
    ms_pacman 307.3 6951.6 15693.4
    name_this_game 2292.3 8049.0 4076.2
    phoenix 761.4 7242.6 -
    pitfall -229.4 6463.7 -
    pong -20.7 14.6 9.3
    private_eye 24.9 69571.3 69571.3
    qbert 163.9 13455.0 13455.0
    riverraid 1338.5 17118.0 13513.3
    road_runner 11.5 7845.0 7845.0
    robotank 2.2 11.9 11.9
    seaquest 68.4 42054.7 20181.8
    skiing -17098.1 -4336.9 -
    solaris 1236.3 12326.7 -
    space_invaders 148.0 1668.7 1652.3
    star_gunner 664.0 10250.0 10250.0
    surround -10.0 6.5 -
    tennis -23.8 -8.3 -8.9
    time_pilot 3568.0 5229.2 5925.0
    tutankham 11.4 167.6 167.6
    up_n_down 533.4 11693.2 9082.0
    venture 0.0 1187.5 1187.5
    video_pinball 16256.9 17667.9 17297.6
    wizard_of_wor 563.5 4756.5 4756.5
    yars_revenge 3092.9 54576.9 -
    zaxxon 32.5 9173.3 9173.3
    """
}
