import Objects
import PolicySyntax
import Rollouts

/// Whole function bodies that the search knows how to write.
///
/// An idiom is a shape of code with holes; the holes are filled with what the rollouts and the
/// measured action effects showed: signals, actions, ranges. Nothing here names a game.
struct Idioms {
  let tree: SyntaxTree
  let vocabulary: Vocabulary

  /// A new body for a function, with a summary; nil where nothing fits.
  func write(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edit: TextEdit, summary: String)? {
    let written: (edit: TextEdit, summary: String)?
    switch role.kind {
    case .action:
      written = generator.chance(0.95) ? steer(role, &generator) : hold(role, &generator)
    case .quantity:
      let shape = generator.below(10)
      if !role.numbers.isEmpty, shape < 6 {
        written = shift(role, &generator)
      } else if shape < 3 {
        written = report(role, &generator)
      } else if shape < 5 {
        written = lead(role, &generator)
      } else {
        written = intercept(role, &generator)
      }
    }
    return written.map { ($0.edit, "\(role.function.qualifiedName): \($0.summary)") }
  }

  // MARK: Actions

  /// Always the same action.
  private func hold(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edit: TextEdit, summary: String)? {
    let action = generator.pick(vocabulary.actions)
    var body = BodyWriter(tree, role, fallback: action)
    body.add("return \(action)")
    return (body.edit, "always \(action)")
  }

  /// Brings what the actions move to a target: press towards it while the error is larger than a
  /// margin. The velocity term stops in time when what moves has momentum.
  private func steer(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edit: TextEdit, summary: String)? {
    let positions = vocabulary.effects.positions
    guard !positions.isEmpty else { return hold(role, &generator) }
    let effect = generator.chance(0.85) ? positions[0] : generator.pick(positions)
    let idle = vocabulary.actions[0]
    var body = BodyWriter(tree, role, fallback: idle)
    guard let position = body.read(effect.signal) else { return nil }

    let target: String
    let label: String
    if let number = role.numbers.first, generator.chance(0.85) {
      target = number.name
      label = number.name
    } else {
      let alike = vocabulary.free.filter { $0.leaf == effect.signal.leaf }
      let choices = alike.isEmpty || generator.chance(0.1) ? vocabulary.free : alike
      guard !choices.isEmpty else { return nil }
      let signal = generator.pick(choices)
      guard let value = body.read(signal) else { return nil }
      let factor = generator.pick([0, 0, 0.5, 1, 1, 2, 3])
      if factor > 0, let velocity = vocabulary.velocity(of: signal),
        let rate = body.read(velocity)
      {
        target = "\(value) + \(NumberText.term(factor, rate))"
      } else {
        target = value
      }
      label = signal.label
    }

    var reached = position
    let gain = generator.pick([0, 0, 0.5, 1, 1, 1, 1.5, 2])
    if gain > 0, let velocity = vocabulary.velocity(of: effect.signal),
      let rate = body.read(velocity)
    {
      reached += " + \(NumberText.term(gain, rate))"
    }
    let offset = generator.pick([-8, -4, -2, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12])
    let margin = generator.pick([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12])
    let raise = vocabulary.actions[generator.pick(effect.raisingAll)]
    let lower = vocabulary.actions[generator.pick(effect.loweringAll)]
    body.add(
      "error = \(target) - (\(NumberText.offset(reached, offset)))",
      "if error > \(margin):",
      "    return \(raise)",
      "if error < -\(margin):",
      "    return \(lower)",
      "return \(idle)")
    return (
      body.edit,
      "steer \(effect.signal.label) to \(label), gain \(NumberText.text(gain)),"
        + " offset \(offset), margin \(margin)"
    )
  }

  // MARK: Quantities

  /// A number that was handed in, moved by a constant.
  private func shift(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edit: TextEdit, summary: String)? {
    let number = generator.pick(role.numbers)
    let offset = generator.pick([-8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8])
    var body = BodyWriter(tree, role, fallback: "None")
    let value = NumberText.offset(number.name, offset)
    body.add("return \(value)")
    return (body.edit, "return \(value)")
  }

  /// A position as it is now.
  private func report(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edit: TextEdit, summary: String)? {
    guard let signal = pickFree(&generator) else { return nil }
    var body = BodyWriter(tree, role, fallback: "None")
    guard let value = body.read(signal) else { return nil }
    body.add("return \(value)")
    return (body.edit, "return \(signal.label)")
  }

  /// A position some steps from now, in a straight line.
  private func lead(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edit: TextEdit, summary: String)? {
    guard let signal = pickFree(&generator), let velocity = vocabulary.velocity(of: signal)
    else { return nil }
    var body = BodyWriter(tree, role, fallback: "None")
    guard let value = body.read(signal), let rate = body.read(velocity) else { return nil }
    let steps = generator.pick([0.5, 1, 1, 2, 2, 3, 4, 6])
    body.add("return \(value) + \(NumberText.term(steps, rate))")
    return (body.edit, "\(signal.label) in \(NumberText.text(steps)) steps")
  }

  /// Where a moving object will cross a line: the height of the player, or the farthest place that
  /// the object was seen at. Optionally the path is folded between two walls, the least and
  /// greatest positions seen.
  private func intercept(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edit: TextEdit, summary: String)? {
    guard let along = pickFree(&generator), let across = vocabulary.crossing(of: along),
      let speed = vocabulary.velocity(of: along), let approach = vocabulary.velocity(of: across)
    else { return nil }
    var body = BodyWriter(tree, role, fallback: "None")
    guard let place = body.read(along), let rate = body.read(speed),
      let distance = body.read(across), let closing = body.read(approach)
    else { return nil }

    let range = vocabulary.range(of: across)
    var line = "\(generator.chance(0.5) ? range.high : range.low)"
    let player = vocabulary.effects.positions.first.flatMap { effect in
      vocabulary.signals.first { $0.object == effect.signal.object && $0.leaf == across.leaf }
    }
    if let player, generator.chance(0.7), let value = body.read(player) { line = value }

    let limits = vocabulary.range(of: along)
    let middle = (limits.low + limits.high) / 2
    let away = generator.pick([place, place, "None", "\(middle)"])
    body.add(
      "steps = -1",
      "if \(closing) != 0:",
      "    steps = (\(line) - \(distance)) / \(closing)",
      "if steps < 0:",
      "    return \(away)",
      "path = \(place) + \(rate) * steps")
    let folded = limits.high > limits.low && generator.chance(0.7)
    if folded {
      body.add(
        "span = \(limits.high) - \(limits.low)",
        "phase = (path - \(limits.low)) % (2 * span)",
        "return \(limits.low) + span - abs(phase - span)")
    } else {
      body.add("return path")
    }
    return (
      body.edit,
      "where \(along.label) crosses \(line)\(folded ? ", folded between the walls" : "")"
    )
  }

  /// A position that actions do not move; of those along the axis of the player's movement first.
  private func pickFree(_ generator: inout SeededGenerator) -> Signal? {
    let free = vocabulary.free
    guard !free.isEmpty else { return nil }
    let axis = vocabulary.effects.positions.first?.signal.axis
    let alike = free.filter { $0.axis == axis }
    return generator.pick(alike.isEmpty || generator.chance(0.1) ? free : alike)
  }
}
