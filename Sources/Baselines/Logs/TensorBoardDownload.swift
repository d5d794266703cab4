import Foundation

/// The name of a file that TensorBoard's page hands out: `run-RUN-tag-TAG.csv` or `.json`.
///
/// TensorBoard writes `_` for the slashes in both.
struct TensorBoardDownload {
  let run: String
  /// The tag, with its first word before a slash again where that is one that libraries use.
  let tag: String

  init?(path: String) {
    let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    guard let range = stem.range(of: "-tag-", options: .backwards), stem.hasPrefix("run-"),
      range.lowerBound >= stem.index(stem.startIndex, offsetBy: 4)
    else { return nil }
    run = String(stem[stem.index(stem.startIndex, offsetBy: 4)..<range.lowerBound])
    let name = String(stem[range.upperBound...])
    let family = ["charts", "rollout", "eval", "train", "test", "time", "losses"].first {
      name.hasPrefix($0 + "_")
    }
    tag = family.map { $0 + "/" + name.dropFirst($0.count + 1) } ?? name
  }

  /// What the steps of such tags count.
  var stepUnit: Curve.StepUnit? { tag.contains("/") ? .agentSteps() : nil }
}

/// Scalars as TensorBoard's page hands them out in JSON: a list of `[wall time, step, value]`.
public enum TensorBoardJSONReader {
  /// Whether the first bytes of a file are those of such a list.
  public static func recognises(_ head: [UInt8]) -> Bool {
    var triples = Triples(bytes: Array(head.prefix(4096)))
    return triples.next() != nil
  }

  /// Reads lists; each is a log, as its name alone tells its run.
  public static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    try readEach(files, read)
  }

  private static func read(_ path: String) throws(LogError) -> TrainingLog {
    var triples = Triples(try ByteStream(path))
    var columns = RecordedColumns()
    let download = TensorBoardDownload(path: path)
    let name = download?.tag ?? "value"
    let column = columns.column(name)
    while let (time, step, value) = triples.next(), !columns.isFull {
      if value.isFinite { columns.add(value, to: column) }
      columns.endRow(step: step, time: time)
    }
    guard columns.rows > 0 else {
      throw triples.problem
        ?? LogError(file: path, expected: "rows of three numbers", found: "none")
    }
    _ = columns.settleClock(.running)
    let description = download.map { RunDescription(name: $0.run) } ?? RunDescription(file: path)
    var log = TrainingLog(
      name: description.name, path: path, format: "TensorBoard JSON download")
    (log.game, log.algorithm, log.seed) = (
      description.game, description.algorithm, description.seed
    )
    log.damage = [triples.problem].compactMap { $0 }
    let unit = download?.stepUnit ?? Curve.StepUnit("steps", framesPerStep: nil)
    log.curves = columns.curves(stepUnit: unit) { name in
      ScoreNames.quantity(name) ?? (download == nil ? .meanReturn(.unknown, episodes: nil) : .other)
    }
    log.notes = [
      unit.framesPerStep == nil
        ? "How many frames a step lasts is not known."
        : "Steps are taken for agent steps of 4 frames, as the tag is one of CleanRL's or "
          + "Stable-Baselines3's.",
      "Seconds are wall time since the first number.",
    ]
    return log
  }

  /// The triples of numbers in a list of lists.
  private struct Triples {
    private let stream: ByteStream?
    private var piece: [UInt8]
    private var used = 0
    private var offset = 0
    private(set) var problem: LogError?
    private var hasBegun = false

    init(_ stream: ByteStream) {
      self.stream = stream
      piece = []
    }

    init(bytes: [UInt8]) {
      stream = nil
      piece = bytes
    }

    /// The next triple; nil at the end, and where something else stands.
    mutating func next() -> (Double, Double, Double)? {
      guard problem == nil else { return nil }
      if !hasBegun {
        hasBegun = true
        guard take() == UInt8(ascii: "[") else { return fail("a list") }
      }
      var byte = take()
      if byte == UInt8(ascii: ",") { byte = take() }
      if byte == UInt8(ascii: "]") { return nil }
      guard byte == UInt8(ascii: "[") else { return fail("a list of three numbers") }
      var numbers: [Double] = []
      while numbers.count < 3 {
        guard let (number, end) = number() else { return fail("a number") }
        numbers.append(number)
        let isLast = numbers.count == 3
        guard end == (isLast ? UInt8(ascii: "]") : UInt8(ascii: ",")) else {
          return fail("three numbers")
        }
      }
      return (numbers[0], numbers[1], numbers[2])
    }

    private mutating func fail(_ expected: String) -> (Double, Double, Double)? {
      problem =
        problem
        ?? LogError(
          file: stream?.path ?? "", .byte(offset + used), expected: expected,
          found: "something else")
      return nil
    }

    /// A number, NaN for what is none, and the byte behind it.
    private mutating func number() -> (Double, UInt8)? {
      var bytes: [UInt8] = []
      while let byte = take() {
        if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") {
          switch bytes.withUnsafeBytes({ Cell($0) }) {
          case .number(let value): return (value, byte)
          case .infinite: return (.infinity, byte)
          case .empty where !bytes.isEmpty: return (.nan, byte)
          default: return nil
          }
        }
        guard bytes.count < 64 else { return nil }
        bytes.append(byte)
      }
      return nil
    }

    /// The next byte that is no blank.
    private mutating func take() -> UInt8? {
      while true {
        if used == piece.count {
          guard let stream else { return nil }
          do throws(LogError) {
            offset += piece.count
            piece = try stream.next() ?? []
            used = 0
          } catch {
            problem = error
            piece = []
            used = 0
          }
          if piece.isEmpty { return nil }
        }
        let byte = piece[used]
        used += 1
        if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 { return byte }
      }
    }
  }
}
