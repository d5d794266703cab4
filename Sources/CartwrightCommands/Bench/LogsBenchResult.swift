/// What `bench logs` found.
struct LogsBenchResult {
  /// One reader over a file, or over its beginning.
  struct Reading {
    let bytes: Int
    let seconds: Double
    /// The most memory that the process ever had, in bytes.
    let peakMemory: Int

    var megabytesPerSecond: Double { Double(bytes) / seconds / 1e6 }
  }

  /// Numbers in the file, where it was made up.
  var scalars: Int?
  /// Numbers that are in memory when all is read.
  var kept = 0
  /// The most memory that our process had before it read.
  var memoryBefore = 0
  var ours: Reading?
  var theirs: Reading?
  var peerVersion: String?

  /// Our bytes a second over TensorBoard's.
  private var ratio: Double? {
    guard let ours, let theirs else { return nil }
    return ours.megabytesPerSecond / theirs.megabytesPerSecond
  }

  var table: String {
    var table = TextTable(
      ["READER", "MB", "SECONDS", "MB/S", "PEAK MEMORY MB"], numeric: [1, 2, 3, 4])
    func add(_ name: String, _ reading: Reading?) {
      guard let reading else { return }
      table.add([
        name, decimal(Double(reading.bytes) / 1e6, 0), decimal(reading.seconds, 2),
        decimal(reading.megabytesPerSecond, 1), decimal(Double(reading.peakMemory) / 1e6, 0),
      ])
    }
    add("cartwright", ours)
    add("tensorboard \(peerVersion ?? "")", theirs)
    var lines = [table.text]
    if let scalars { lines.append("\(scalars) numbers in the file, \(kept) kept") }
    lines.append(
      ratio.map { "ratio \(decimal($0, 1)), to TensorBoard's EventAccumulator in Python" }
        ?? "no ratio: `python3 -c \"import tensorboard\"` does not work here")
    return lines.joined(separator: "\n")
  }

  var json: String {
    var json = JSONText()
    json.object { json in
      json.value(ours?.bytes, "bytes")
      json.value(scalars, "scalars")
      json.value(kept, "kept")
      json.value(ours?.seconds, "seconds")
      json.value(ours?.megabytesPerSecond, "megabytes_per_second")
      json.value(memoryBefore, "memory_before_bytes")
      json.value(ours?.peakMemory, "peak_memory_bytes")
      json.value(peerVersion, "tensorboard")
      json.value(theirs?.bytes, "tensorboard_bytes")
      json.value(theirs?.seconds, "tensorboard_seconds")
      json.value(theirs?.megabytesPerSecond, "tensorboard_megabytes_per_second")
      json.value(theirs?.peakMemory, "tensorboard_peak_memory_bytes")
      json.value(ratio, "ratio")
    }
    return json.text
  }
}
