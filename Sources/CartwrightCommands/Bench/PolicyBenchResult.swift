import Baselines

/// What `bench policy` found.
struct PolicyBenchResult {
  /// Microseconds a call of one policy, one number a run.
  struct Line {
    let policy: String
    /// Ours: without a trace, with one of lines and branches, and with a full one.
    var plain: [Double] = []
    var lines: [Double] = []
    var full: [Double] = []
    /// Making the observation that a call gets, which is in none of the others.
    var observation: [Double] = []
    var python: [Double] = []

    /// CPython's time over ours, pair by pair, the median.
    func ratio(_ ours: [Double]) -> Double? {
      PolicyBenchResult.median(zip(python, ours).map { $0 / $1 })
    }

    /// A full trace's time over that without one, pair by pair, the median.
    var traceCost: Double? { PolicyBenchResult.median(zip(full, plain).map { $0 / $1 }) }
  }

  let steps: Int
  var python: String?
  var lines: [Line] = []

  fileprivate static func median(_ values: [Double]) -> Double? { Statistics(of: values)?.median }

  var table: String {
    var table = TextTable(
      [
        "POLICY", "CPYTHON", "CARTWRIGHT", "RATIO", "LINES", "RATIO", "TRACED", "RATIO", "COST",
        "OBSERVATION",
      ],
      numeric: [1, 2, 3, 4, 5, 6, 7, 8, 9])
    let cell = { (value: Double?, digits: Int) in value.map { decimal($0, digits) } ?? "-" }
    for line in lines {
      table.add(
        [line.policy, cell(Self.median(line.python), 2)]
          + [line.plain, line.lines, line.full].flatMap {
            [cell(Self.median($0), 2), cell(line.ratio($0), 1)]
          } + [cell(line.traceCost, 2), cell(Self.median(line.observation), 2)])
    }
    let peer = python.map { "CPython \($0)" } ?? "no ratio: python3 does not run here"
    return "microseconds of processor time a call, \(steps) observations; \(peer)\n\(table.text)"
  }

  var json: String {
    var json = JSONText()
    json.object { json in
      json.value(steps, "steps")
      json.value(python, "python")
      json.list("policies") { json in
        for line in lines {
          json.object { json in
            json.value(line.policy, "policy")
            json.value(Self.median(line.python), "cpython_microseconds")
            json.value(Self.median(line.plain), "microseconds")
            json.value(line.ratio(line.plain), "ratio")
            json.value(Self.median(line.lines), "traced_lines_microseconds")
            json.value(line.ratio(line.lines), "traced_lines_ratio")
            json.value(Self.median(line.full), "traced_microseconds")
            json.value(line.ratio(line.full), "traced_ratio")
            json.value(line.traceCost, "trace_cost")
            json.value(Self.median(line.observation), "observation_microseconds")
          }
        }
      }
    }
    return json.text
  }
}
