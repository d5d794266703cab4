import Baselines
import Foundation

/// How fast an event file is read, beside TensorBoard's own Python reader.
struct LogsBench {
  /// Nil where a file is made up.
  private let file: String?
  private let size: Int
  private let peerSize: Int

  static let defaultSize = "1GB"
  static let defaultPeerSize = "64MB"

  init(_ arguments: Arguments) throws {
    if arguments.isGiven("file"), arguments.isGiven("size") {
      throw UsageError.exclusive("--file", "--size")
    }
    file = arguments.text("file")
    size = Self.bytes(arguments.text("size") ?? Self.defaultSize) ?? 0
    peerSize = Self.bytes(arguments.text("peer-size") ?? Self.defaultPeerSize) ?? 0
  }

  /// Reads `1GB`, `64MB`, `500KB`; nil for anything else. A unit is 1024 times the one before.
  static func bytes(_ text: String) -> Int? {
    for (unit, shift) in [("KB", 10), ("MB", 20), ("GB", 30)]
    where text.uppercased().hasSuffix(unit) {
      guard let number = Int(text.dropLast(2)), (1...1_000_000).contains(number) else { return nil }
      return number << shift
    }
    return nil
  }

  /// `report` hears what comes next and returns whether to go on.
  func run(report: (String) -> Bool) throws -> LogsBenchResult {
    func step(_ what: String) throws {
      guard report(what) else { throw Interrupted(note: "nothing to save") }
    }
    let temporary = FileManager.default.temporaryDirectory
      .appending(path: "cartwright-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: temporary) }
    var result = LogsBenchResult()
    var path = temporary.appending(path: "events.out.tfevents.sample").path
    if let file {
      path = file
    } else {
      result.scalars = try write(path) { try step("writing the file: \(megabytes($0)) MB") }
    }
    let bytes = try Self.size(of: path)
    try step("reading")
    let memory = Self.peakMemory
    let start = ContinuousClock.now
    let logs = try TensorBoardReader.read([path])
    result.ours = LogsBenchResult.Reading(
      bytes: bytes, seconds: (ContinuousClock.now - start) / .seconds(1),
      peakMemory: Self.peakMemory)
    result.memoryBefore = memory
    result.kept = logs.reduce(0) { $0 + $1.curves.reduce(0) { $0 + $1.count } }
    guard let peer = TensorBoardPeer() else { return result }
    result.peerVersion = peer.python.version
    var peerPath = path
    if bytes > peerSize {
      peerPath = temporary.appending(path: "events.out.tfevents.start").path
      try Self.copyStart(of: path, to: peerPath, bytes: peerSize)
    }
    try step("TensorBoard reads \(megabytes(min(bytes, peerSize))) MB")
    let theirs = try peer.read(peerPath)
    result.theirs = LogsBenchResult.Reading(
      bytes: min(bytes, peerSize), seconds: theirs.seconds, peakMemory: theirs.peakMemory)
    return result
  }

  private func megabytes(_ bytes: Int) -> Int { bytes >> 20 }

  /// Writes a made-up event file; how many numbers it has.
  private func write(_ path: String, report: (Int) throws -> Void) throws -> Int {
    var file = try AtomicFile(path)
    var sample = SampleEvents()
    var written = 0
    while written < size {
      try report(written)
      while sample.records.bytes.count < 1 << 22, written + sample.records.bytes.count < size {
        sample.addEvents()
      }
      written += sample.records.bytes.count
      try file.write(sample.records.bytes)
      sample.removeRecords()
    }
    try file.close()
    return sample.scalars
  }

  private static func copyStart(of path: String, to copy: String, bytes: Int) throws {
    let source = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    var file = try AtomicFile(copy)
    var left = bytes
    while left > 0, let piece = try source.read(upToCount: min(left, 1 << 22)), !piece.isEmpty {
      try file.write(Array(piece))
      left -= piece.count
    }
    try file.close()
  }

  private static func size(of path: String) throws(LogError) -> Int {
    var information = stat()
    guard stat(path, &information) == 0 else {
      throw LogError(.missing, file: path, expected: "an event file", found: "none")
    }
    return Int(information.st_size)
  }

  /// The most memory that the process has had, in bytes.
  private static var peakMemory: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}

/// TensorBoard's Python reader: `EventAccumulator`, as it is by default, over a whole file.
///
/// It is the fastest of TensorBoard's own: `EventFileLoader`, which the web page's Python back end
/// uses, takes twice as long for the same file. By default it keeps 10,000 numbers a tag.
struct TensorBoardPeer {
  private static let script = """
    import sys, time
    from tensorboard import version
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    print(version.VERSION, flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        EventAccumulator(line.strip()).Reload()
        seconds = time.perf_counter() - start
        # Not getrusage: that counts what the process had before it became Python.
        with open("/proc/self/status") as status:
            peak = [row.split()[1] for row in status if row.startswith("VmHWM")][0]
        print(seconds, peak, flush=True)

    """

  let python: PythonPeer

  /// Starts Python; nil where it has no TensorBoard.
  init?() {
    guard let python = PythonPeer(script: Self.script, arguments: []) else { return nil }
    self.python = python
  }

  func read(_ path: String) throws -> (seconds: Double, peakMemory: Int) {
    let numbers = try python.ask(path, expecting: 2)
    return (numbers[0], Int(numbers[1]) * 1024)
  }
}
