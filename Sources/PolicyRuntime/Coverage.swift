// What ran over many steps: lines, and both sides of every branch, with what was earned afterwards.

import PolicySyntax

/// Counts of the lines and branch sides of a program, over any number of steps.
///
/// A value: made for a program, filled step by step, merged with others of the same program.
///
/// ```swift
/// interpreter.recording = .full
/// var coverage = Coverage(program)
/// coverage.add(interpreter.runs, laterReturn: 3)   // after a step
/// coverage.lines.filter { $0.runs.count == 0 }     // lines that never ran
/// ```
public struct Coverage: Sendable, Hashable {
  /// How often something ran, and what followed.
  public struct Runs: Sendable, Hashable {
    /// The number of times.
    public internal(set) var count = 0
    /// The number of steps in which it ran.
    public internal(set) var steps = 0
    /// The sum of later returns of those steps.
    public internal(set) var laterReturn = 0.0
  }

  /// A line with a statement of a function; an `elif`, `case` or `except` has a line of its own.
  public struct Line: Sendable, Hashable {
    /// From 1.
    public let number: Int
    public internal(set) var runs = Runs()
  }

  /// A condition that is not constant.
  public struct Branch: Sendable, Hashable {
    public let kind: StepTrace.Branch.Kind
    /// The condition: see `StepTrace.Branch`.
    public let span: SourceSpan
    public let line: Int
    public internal(set) var whenTrue = Runs()
    public internal(set) var whenFalse = Runs()
  }

  /// In ascending order.
  public private(set) var lines: [Line]
  /// In the order of the source.
  public private(set) var branches: [Branch]
  /// The steps that were added.
  public private(set) var steps = 0
  /// The sum of their later returns.
  public private(set) var laterReturn = 0.0

  /// The coverage of no step.
  public init(_ program: PolicyProgram) {
    let layout = CoverageLayout(program, ProgramParts(program.tree))
    lines = layout.lines.map { Line(number: $0) }
    branches = layout.branches
  }

  /// Adds what a step ran, and the return that followed it.
  public mutating func add(_ step: StepRuns, laterReturn: Double = 0) {
    steps += 1
    self.laterReturn += laterReturn
    for entry in step.lines { lines[Int(entry.index)].runs.add(entry.count, laterReturn) }
    for entry in step.sides {
      let branch = Int(entry.index >> 1)
      if entry.index & 1 == 1 {
        branches[branch].whenTrue.add(entry.count, laterReturn)
      } else {
        branches[branch].whenFalse.add(entry.count, laterReturn)
      }
    }
  }

  /// Adds the steps of another coverage of the same program.
  public mutating func merge(_ other: Coverage) {
    precondition(
      lines.count == other.lines.count && branches.count == other.branches.count,
      "coverages of one program are merged")
    steps += other.steps
    laterReturn += other.laterReturn
    for index in lines.indices { lines[index].runs.merge(other.lines[index].runs) }
    for index in branches.indices {
      branches[index].whenTrue.merge(other.branches[index].whenTrue)
      branches[index].whenFalse.merge(other.branches[index].whenFalse)
    }
  }

  /// The mean later return of the steps in which something ran, and of those in which it did not; nil
  /// where there are none.
  public func meanReturns(_ runs: Runs) -> (with: Double?, without: Double?) {
    let others = steps - runs.steps
    return (
      runs.steps > 0 ? runs.laterReturn / Double(runs.steps) : nil,
      others > 0 ? (laterReturn - runs.laterReturn) / Double(others) : nil
    )
  }
}

extension Coverage.Runs {
  fileprivate mutating func add(_ count: Int32, _ laterReturn: Double) {
    self.count += Int(count)
    steps += 1
    self.laterReturn += laterReturn
  }

  fileprivate mutating func merge(_ other: Self) {
    count += other.count
    steps += other.steps
    laterReturn += other.laterReturn
  }
}

/// The lines and branch sides that one step ran, with counts; only `Coverage` reads it.
public struct StepRuns: Sendable, Hashable {
  struct Entry: Sendable, Hashable {
    let index: Int32
    let count: Int32
  }
  /// Indices into `Coverage.lines`.
  fileprivate(set) var lines: [Entry] = []
  /// Twice the index into `Coverage.branches`, and 1 for the side where the condition held.
  fileprivate(set) var sides: [Entry] = []
}

/// Where the lines and branches of a program stand in its coverage.
struct CoverageLayout {
  let lines: [Int]
  let branches: [Coverage.Branch]
  /// For each part the index of its line, or -1.
  fileprivate let lineOfPart: [Int32]
  /// For each site the index of its branch, or -1.
  fileprivate let branchOfSite: [Int32]

  init(_ program: PolicyProgram, _ parts: ProgramParts) {
    let sites = program.traced.sites
    let numbers = Set(parts.parts.lazy.filter(\.isLine).map { Int($0.line) }).sorted()
    lines = numbers
    lineOfPart = parts.parts.map { part in
      part.isLine ? Int32(numbers.place(of: Int(part.line))) : -1
    }
    var keys: [Coverage.Branch] = []
    var seen: Set<Coverage.Branch> = []
    for site in sites {
      if let key = site.coverage, seen.insert(key).inserted { keys.append(key) }
    }
    // The larger of two that begin together first.
    keys.sort { ($0.span.start, -$0.span.end, $0.line) < ($1.span.start, -$1.span.end, $1.line) }
    branches = keys
    var indices: [Coverage.Branch: Int32] = [:]
    for (index, key) in keys.enumerated() { indices[key] = Int32(index) }
    branchOfSite = sites.map { site in site.coverage.flatMap { indices[$0] } ?? -1 }
  }
}

extension [Int] {
  /// The place of an element in an ascending array.
  fileprivate func place(of element: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < element { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension TraceSite {
  fileprivate var coverage: Coverage.Branch? {
    guard case .branch(let kind) = kind else { return nil }
    return Coverage.Branch(kind: kind, span: span, line: Int(line))
  }
}

extension PolicyInterpreter {
  /// What the last step ran, for `Coverage`. Needs `recording == .full` and is valid until
  /// `beginStep`.
  public var runs: StepRuns {
    let layout = coverageLayout
    let parts = programParts
    let sites = program.traced.sites
    var lineCounts = [Int32](repeating: 0, count: layout.lines.count)
    var sideCounts = [Int32](repeating: 0, count: layout.branches.count * 2)
    var cursor = PartCursor()
    for event in traceEvents {
      guard let part = cursor.part(of: event, sites, parts, program.traced.spans) else { continue }
      if cursor.begins, layout.lineOfPart[part] >= 0 {
        lineCounts[Int(layout.lineOfPart[part])] += 1
      }
      if event.kind == .isTrue || event.kind == .isFalse {
        let branch = layout.branchOfSite[Int(event.site)]
        if branch >= 0 { sideCounts[Int(branch) * 2 + (event.kind == .isTrue ? 1 : 0)] += 1 }
      }
    }
    var runs = StepRuns()
    for (index, count) in lineCounts.enumerated() where count > 0 {
      runs.lines.append(.init(index: Int32(index), count: count))
    }
    for (index, count) in sideCounts.enumerated() where count > 0 {
      runs.sides.append(.init(index: Int32(index), count: count))
    }
    return runs
  }
}

/// Follows events through the frames: which part each belongs to, and whether the part begins with it.
struct PartCursor {
  /// The part that runs in each frame, or -1.
  private(set) var running: [Int] = []
  /// Whether the part begins with the last event.
  private(set) var begins = false

  /// The part that an event belongs to; nil for events of no part.
  mutating func part(
    of event: TraceEvent, _ sites: [TraceSite], _ parts: ProgramParts, _ spans: [SourceSpan]
  ) -> Int? {
    begins = false
    switch event.kind {
    case .entered:
      running.append(-1)
      return nil
    case .left:
      running.removeLast(min(Int(event.site), running.count))
      return nil
    case .argument: return nil
    case .text:
      // The value of an expression may come before anything else of its line.
      guard event.site >= 0, sites[Int(event.site)].kind == .expression, !running.isEmpty,
        let part = parts.part(from: sites[Int(event.site)].part)
      else { return nil }
      move(to: part, anew: false)
      return part
    case .failed:
      guard let part = parts.part(at: spans[Int(event.site)].start), !running.isEmpty else {
        return nil
      }
      move(to: part, anew: false)
      return part
    case .returned:
      defer { _ = running.popLast() }
      guard event.site >= 0, let part = parts.part(from: sites[Int(event.site)].part),
        !running.isEmpty
      else { return nil }
      move(to: part, anew: false)
      return part
    case .line, .isTrue, .isFalse, .assigned:
      let site = sites[Int(event.site)]
      guard let part = parts.part(from: site.part), !running.isEmpty else { return nil }
      let isRound = site.kind == .branch(.for)
      move(to: part, anew: event.kind == .line || isRound)
      return part
    }
  }

  private mutating func move(to part: Int, anew: Bool) {
    begins = anew || running[running.count - 1] != part
    running[running.count - 1] = part
  }
}
