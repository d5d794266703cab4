import Foundation

/// The policies that come with Cartwright: `policies/<game>/<name>.py` in the checkout.
struct StartingPolicies {
  /// The `policies` folders, the nearest first.
  let folders: [String]

  /// Looks beside `$CARTWRIGHT_HOME`, then upwards from the working directory and from the
  /// executable.
  init(_ environment: [String: String]) {
    var places: [String] = []
    if let home = environment["CARTWRIGHT_HOME"], !home.isEmpty { places.append(home + "/..") }
    let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    for start in [FileManager.default.currentDirectoryPath, executable].compactMap(\.self) {
      var folder = URL(fileURLWithPath: start)
      while folder.path != "/" {
        places.append(folder.path)
        folder.deleteLastPathComponent()
      }
    }
    var folders: [String] = []
    for place in places {
      let folder = URL(fileURLWithPath: place + "/policies").standardizedFileURL.path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
        isFolder.boolValue, !folders.contains(folder)
      {
        folders.append(folder)
      }
    }
    self.folders = folders
  }

  /// The files for a game by their names (`start` is `start.py`), in alphabetic order.
  func named(for game: String) -> [(name: String, path: String)] {
    guard let folder = folders.first else { return [] }
    let path = folder + "/" + game
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return files.filter { $0.hasSuffix(".py") }.sorted().map {
      (String($0.dropLast(3)), shortPath(path + "/" + $0))
    }
  }
}

/// The path as a person in the working directory would type it.
func shortPath(_ path: String) -> String {
  let here = FileManager.default.currentDirectoryPath + "/"
  return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
}
