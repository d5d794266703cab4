import Objects
import PolicyRuntime
import PolicySyntax

extension PolicyPlayer {
  /// Plays at most `horizon` steps from a checkpoint with the loaded policy and says what it earned.
  public func playWindow(from start: Checkpoint, horizon: Int) throws -> WindowOutcome {
    try restore(start)
    let scoreBefore = score
    var played = 0
    var failed = false
    while played < horizon, steps < settings.maxSteps {
      do throws(Diagnostic) {
        let step = try step()
        played += 1
        if step.isLast { break }
      } catch {
        failed = true
        break
      }
    }
    return WindowOutcome(totalReward: score - scoreBefore, steps: played, failed: failed)
  }

  /// The same with a trace of every step.
  public func traceWindow(from start: Checkpoint, horizon: Int) throws -> Rollout {
    try restore(start)
    guard let interpreter else { preconditionFailure("a policy is loaded before it plays") }
    interpreter.recording = .full
    defer { interpreter.recording = .off }
    let scoreBefore = score
    var trace: [TracedStep] = []
    var failed = false
    while trace.count < horizon, steps < settings.maxSteps {
      let observation = tape
      let step = steps
      do throws(Diagnostic) {
        let action = try chooseAction()
        let seen = interpreter.trace
        let runs = interpreter.runs
        let deciding = interpreter.decidingLines
        // A method has its object before the observation.
        let place = interpreter.program.tree.entry?.className == nil ? 0 : 1
        let argument = seen.calls.first?.arguments.dropFirst(place).first?.value
        let played = apply(action)
        trace.append(
          TracedStep(
            step: step, observation: observation,
            calls: seen.calls.map { TracedCall($0, observation: argument) }, lines: seen.lines,
            runs: runs, decidingLines: deciding, action: action, reward: played.result.reward,
            lives: played.result.lives))
        if played.isLast { break }
      } catch {
        failed = true
        break
      }
    }
    return Rollout(
      start: start, steps: trace,
      outcome: WindowOutcome(
        totalReward: score - scoreBefore, steps: trace.count, failed: failed))
  }

}

extension TracedCall {
  /// The call as the interpreter recorded it; `observation` is the text of the step's argument.
  init(_ call: StepTrace.Call, observation: String?) {
    self.init(
      function: call.function,
      arguments: call.arguments.map { TracedValue($0.value, observation: observation) },
      result: call.result.map { TracedValue($0, observation: observation) })
  }
}

extension TracedValue {
  init(_ text: String, observation: String?) {
    if text == observation {
      self = .observation
    } else if text == "None" {
      self = .none
    } else if let number = Double(text) {
      self = .number(number)
    } else {
      self = .other(text)
    }
  }
}
