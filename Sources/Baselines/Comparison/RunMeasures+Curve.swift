extension Curve {
  /// How many episodes make one score.
  public static let window = 100
  /// Frames of an environment step, whatever frame skip a run had.
  public static let framesPerEnvironmentStep = 4.0

  /// The curve whose numbers are scores: single episodes become the mean of the last `window` ones
  /// (of all, where there are fewer), from the first episode on that has so many; means and
  /// evaluations stay as they are.
  public var scores: Curve {
    guard case .episodeReturn(let end) = quantity, !values.isEmpty else { return self }
    let width = min(Self.window, count)
    var result = self
    result.quantity = .meanReturn(end, episodes: width)
    result.values = []
    result.values.reserveCapacity(count - width + 1)
    var sum = 0.0
    for index in values.indices {
      sum += values[index]
      if index >= width { sum -= values[index - width] }
      if index >= width - 1 {
        // A new sum now and then keeps what rounding lost from growing.
        if index % width == width - 1 { sum = values[(index + 1 - width)...index].reduce(0, +) }
        result.values.append(sum / Double(width))
      }
    }
    result.steps = Array(steps.dropFirst(width - 1))
    result.seconds = Array(seconds.dropFirst(width - 1))
    result.updates = Array(updates.dropFirst(width - 1))
    return result
  }

  /// What was spent at each number, in the unit of the axis; empty where the log does not tell.
  public func spent(_ axis: Comparison.Axis) -> [Double] {
    switch axis {
    case .minutes: seconds.map { $0 / 60 }
    case .environmentSteps: frames.map { $0 / Self.framesPerEnvironmentStep }
    case .updates: updates
    }
  }

  /// What was spent at one number.
  public func spent(at index: Int) -> Spent {
    Spent(
      minutes: seconds.isEmpty ? nil : seconds[index] / 60,
      environmentSteps: stepUnit.framesPerStep.flatMap {
        steps.isEmpty ? nil : steps[index] * $0 / Self.framesPerEnvironmentStep
      },
      updates: updates.isEmpty ? nil : updates[index])
  }

  /// The mean height of the curve over an axis: the area under straight lines between its points
  /// (the trapezoidal rule) divided by the width. Nil without width. Where the axis runs backwards,
  /// as after a restart, nothing is counted until it is past its farthest point.
  public func meanHeight(over axis: Comparison.Axis) -> Double? {
    let x = spent(axis)
    guard var last = x.first else { return nil }
    var area = 0.0
    for index in x.indices.dropFirst() where x[index] > last {
      area += (x[index] - last) * (values[index] + values[index - 1]) / 2
      last = x[index]
    }
    let width = last - x[0]
    return width > 0 ? area / width : nil
  }
}

extension RunMeasures {
  /// Measures a run by its curve of scores or episodes; nil for a curve without numbers.
  ///
  /// - Parameters:
  ///   - threshold: The score whose first reaching is looked for.
  ///   - reference: What the game's scores are normalised with.
  public init?(
    of curve: Curve, threshold: Double? = nil, reference: HumanNormalised.Reference? = nil
  ) {
    let scores = curve.scores
    guard let final = scores.values.last else { return nil }
    var peak = 0
    for index in scores.values.indices where scores.values[index] > scores.values[peak] {
      peak = index
    }
    self.init(
      best: scores.values[peak], bestAt: scores.spent(at: peak), final: final,
      end: scores.spent(at: scores.count - 1))
    if let axis = [Comparison.Axis.environmentSteps, .minutes, .updates].first(where: {
      !scores.spent($0).isEmpty
    }) {
      areaUnderCurve = scores.meanHeight(over: axis)
      areaAxis = areaUnderCurve == nil ? nil : axis
    }
    if let threshold, let first = scores.values.firstIndex(where: { $0 >= threshold }) {
      thresholdAt = scores.spent(at: first)
    }
    bestNormalised = reference?.share(best)
    finalNormalised = reference?.share(final)
    if case .episodeReturn = curve.quantity { window = min(Curve.window, curve.count) }
  }
}
