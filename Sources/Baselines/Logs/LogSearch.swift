import Foundation

/// The log files under a folder, by the run that they belong to.
///
/// Hidden files and folders are passed over, links are followed once, and the search has limits in
/// depth and number. Entries come in the order of their names, so that results do not depend on the
/// file system.
struct LogSearch {
  /// Folders within folders.
  static let deepest = 16
  /// Files that are looked at.
  static let mostFiles = 20_000

  /// The files of one run.
  struct RunFolder {
    let path: String
    /// Files by their format's place in `LogFormat.all`, sorted by name.
    var files: [(format: Int, paths: [String])] = []
  }

  /// The folders with logs in them.
  private(set) var runFolders: [RunFolder] = []
  /// Files that were looked at.
  private(set) var fileCount = 0
  /// Whether a limit ended the search.
  private(set) var isCutShort = false

  private var seen: Set<Identity> = []
  private var indices: [String: Int] = [:]

  private struct Identity: Hashable {
    let device: UInt64
    let file: UInt64
  }

  init(_ path: String) {
    search(path, run: path, depth: 0)
    for index in runFolders.indices {
      runFolders[index].files.sort { $0.format < $1.format }
    }
  }

  private mutating func search(_ folder: String, run: String, depth: Int) {
    guard isNew(folder) else { return }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
    var folders: [String] = []
    for name in names where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var information = stat()
      guard stat(path, &information) == 0 else { continue }
      switch information.st_mode & S_IFMT {
      case S_IFDIR: folders.append(name)
      case S_IFREG:
        guard fileCount < LogSearch.mostFiles else {
          isCutShort = true
          return
        }
        fileCount += 1
        guard isNew(path), let format = LogSearch.format(of: path) else { continue }
        add(path, format: format, run: run)
      default: continue
      }
    }
    guard depth < LogSearch.deepest else {
      isCutShort = isCutShort || !folders.isEmpty
      return
    }
    // A run of ours tells all in its own tables; the events in its folder tell it again.
    if isOurRun(run) { return }
    for name in folders {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      // `rollout`, `eval`, `time` within a run's folder are parts of that run.
      let isPart = depth > 0 && LogSearch.partFolders.contains(name.lowercased())
      search(path, run: isPart ? run : path, depth: depth + 1)
    }
  }

  /// Folders whose logs belong to the run of the folder around them.
  private static let partFolders: Set<String> = [
    "rollout", "eval", "evaluation", "train", "time", "charts", "losses", "tb", "tensorboard",
    "tensorboard_log", "tb_logs", "events", "monitor", "monitors", "csv", "log", "logs",
  ]

  private func isOurRun(_ run: String) -> Bool {
    guard let index = indices[run] else { return false }
    return runFolders[index].files.contains {
      LogFormat.all[$0.format].name == LogFormat.ourRun
    }
  }

  private mutating func isNew(_ path: String) -> Bool {
    var information = stat()
    guard stat(path, &information) == 0 else { return false }
    return seen.insert(
      Identity(device: UInt64(information.st_dev), file: UInt64(information.st_ino))
    ).inserted
  }

  private static func format(of path: String) -> Int? {
    guard let head = try? LogHead(path: path), !head.bytes.isEmpty else { return nil }
    return LogFormat.all.firstIndex { $0.recognises(head.bytes) }
  }

  private mutating func add(_ path: String, format: Int, run: String) {
    if indices[run] == nil {
      indices[run] = runFolders.count
      runFolders.append(RunFolder(path: run))
    }
    let index = indices[run]!
    if let place = runFolders[index].files.firstIndex(where: { $0.format == format }) {
      runFolders[index].files[place].paths.append(path)
    } else {
      runFolders[index].files.append((format, [path]))
    }
  }
}
