import Foundation

/// Puts files with these bytes into a new folder, which is gone afterwards.
func withFiles<Result>(
  _ files: [[UInt8]], named names: [String]? = nil, folder: String = "run",
  _ body: ([String]) throws -> Result
) throws -> Result {
  let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  let url = root.appendingPathComponent(folder)
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: root) }
  var paths: [String] = []
  for (index, bytes) in files.enumerated() {
    let file = url.appendingPathComponent(names?[index] ?? "file-\(index)")
    try Data(bytes).write(to: file)
    paths.append(file.path)
  }
  return try body(paths)
}

/// What a reader is shown of a file.
func head(_ path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: path)).prefix(1 << 16))
}

func bytes(hex: some StringProtocol) -> [UInt8] {
  let digits = Array(hex.utf8).map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
