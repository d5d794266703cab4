import Reports

/// An event file like that of a long run of DQN, made up.
///
/// An episode ends every few steps, losses and speeds come now and then, under the tags of CleanRL.
/// Some events hold one number, as PyTorch writes them, some several, as TensorFlow does. The
/// numbers look random and are the same in every file.
struct SampleEvents {
  private static let losses = ["losses/td_loss", "losses/q_values", "charts/SPS", "charts/epsilon"]

  private(set) var records = EventRecords()
  /// Numbers so far.
  private(set) var scalars = 0
  private var step = 0
  private var state: UInt64 = 1
  private var time = 1_700_000_000.0

  init() { records.addVersion(time: time) }

  /// Adds some hundred events to `records`.
  mutating func addEvents() {
    for episode in 0..<100 {
      step += 7
      time += 0.01 + 0.000_01 * random(below: 500)
      let scores = [
        ("charts/episodic_return", random(below: 42) - 21),
        ("charts/episodic_length", 600 + random(below: 2000)),
      ]
      if episode % 3 == 0 {
        for score in scores { add([score]) }
      } else {
        add(scores)
      }
    }
    add(Self.losses.map { ($0, random(below: 1_000_000) / 1_000_000) })
  }

  mutating func removeRecords() { records.removeAll() }

  private mutating func add(_ values: [(tag: String, value: Double)]) {
    records.addScalars(values, step: step, time: time, encoding: .simpleValue)
    scalars += values.count
  }

  private mutating func random(below bound: Int) -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(Int(state >> 33) % bound)
  }
}
