import Foundation

/// The folders where ROMs are looked for, in order; a ROM is a file `<game>.bin`.
public struct ROMLibrary: Sendable {
  public let folders: [String]

  public init(folders: [String]) {
    self.folders = folders
  }

  /// `$CARTWRIGHT_ROMS`, then `$CARTWRIGHT_HOME/roms`, then every `.cartwright/roms` found going up
  /// from the working directory and from the executable.
  public static func standard() -> ROMLibrary {
    let environment = ProcessInfo.processInfo.environment
    var folders: [String] = []
    if let folder = environment["CARTWRIGHT_ROMS"], !folder.isEmpty { folders.append(folder) }
    if let home = environment["CARTWRIGHT_HOME"], !home.isEmpty { folders.append(home + "/roms") }
    let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    for start in [FileManager.default.currentDirectoryPath, executable].compactMap(\.self) {
      for folder in ancestors(of: start).map({ $0 + "/.cartwright/roms" })
      where !folders.contains(folder) && isFolder(folder) {
        folders.append(folder)
      }
    }
    return ROMLibrary(folders: folders)
  }

  /// The verified ROM of a game, from the first folder that holds it. A file with the right name and
  /// another content is passed over, and reported if no folder holds the right one.
  public func locate(_ game: Game) throws(AtariError) -> ROM {
    var problem: AtariError?
    for folder in folders {
      let path = folder + "/" + game.name + ".bin"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      do throws(AtariError) {
        return try ROM(of: game, at: path)
      } catch {
        problem = problem ?? error
      }
    }
    throw problem ?? .romMissing(game: game.name, folders: folders)
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// `path` and all folders above it, without trailing slashes; "" is the root.
  private static func ancestors(of path: String) -> [String] {
    var parts = path.split(separator: "/")
    var result: [String] = []
    while true {
      result.append(parts.isEmpty ? "" : "/" + parts.joined(separator: "/"))
      if parts.popLast() == nil { return result }
    }
  }
}
