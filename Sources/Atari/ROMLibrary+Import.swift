import Foundation

/// Whether the library holds a game's ROM.
public enum ROMStatus: Sendable, Hashable {
  case found(path: String)
  case missing
  /// A file with the game's name and another content.
  case corrupt(path: String, md5: String)
}

/// What an import did, by game name.
public struct ROMImport: Sendable, Hashable {
  /// Copied, with the files they came from.
  public var imported: [Game: String] = [:]
  /// In the destination already.
  public var present: Set<Game> = []
  /// How many files were looked at, and how many of them are no ROM of the catalogue.
  public var scanned = 0
  public var unknown = 0
  /// Files and folders that could not be read.
  public var unreadable: [String] = []
}

extension ROMLibrary {
  /// The state of every game of the catalogue, by name. Reads every ROM there is, a few MB.
  public func verify() -> [(game: Game, status: ROMStatus)] {
    Game.all.map { ($0, status(of: $0)) }
  }

  /// The state of one game.
  public func status(of game: Game) -> ROMStatus {
    do {
      return .found(path: try locate(game).path)
    } catch {
      guard case .romMissing = error else {
        if case .romCorrupt(_, let path, _, let found) = error {
          return .corrupt(path: path, md5: found)
        }
        let path = folders.map { $0 + "/" + game.name + ".bin" }
          .first { FileManager.default.fileExists(atPath: $0) }
        return .corrupt(path: path ?? game.name, md5: "unreadable")
      }
      return .missing
    }
  }

  /// Where an import puts ROMs: the first folder of the library, or `.cartwright/roms` in the
  /// working directory if there is none.
  public var destination: String {
    folders.first ?? FileManager.default.currentDirectoryPath + "/.cartwright/roms"
  }

  /// Finds the catalogue's ROMs among all files below `folder`, by MD5 and whatever they are called,
  /// and copies them under ALE's names into `destination`, each atomically. Symbolic links to
  /// folders are not followed, files above 512 KB not read, and after 100,000 files it stops.
  /// Throws if `folder` is not there or a copy cannot be written; what was copied stays.
  public func importROMs(
    from folder: String, into destination: String? = nil
  ) throws(AtariError) -> ROMImport {
    let target = destination ?? self.destination
    guard Self.isFolder(folder) else {
      throw .unreadable(path: folder, reason: "no folder")
    }
    let there = ROMLibrary(folders: [target])
    var result = ROMImport()
    for path in Self.files(below: folder, unreadable: &result.unreadable) {
      result.scanned += 1
      let bytes: [UInt8]
      do throws(AtariError) {
        bytes = try ROM.read(path)
      } catch {
        if error.kind == .noInput { result.unreadable.append(path) } else { result.unknown += 1 }
        continue
      }
      guard let game = Game.withMD5(ROM.md5(of: bytes)) else {
        result.unknown += 1
        continue
      }
      if result.imported[game] != nil || result.present.contains(game) { continue }
      if case .found = there.status(of: game) {
        result.present.insert(game)
        continue
      }
      try Self.write(bytes, to: target, name: game.name + ".bin")
      result.imported[game] = path
    }
    return result
  }

  private static func files(below folder: String, unreadable: inout [String]) -> [String] {
    var failed: [String] = []
    var files: [String] = []
    let enumerator = FileManager.default.enumerator(
      at: URL(fileURLWithPath: folder, isDirectory: true),
      includingPropertiesForKeys: [.isRegularFileKey],
      errorHandler: { url, _ in
        failed.append(url.path)
        return true
      })
    while files.count < 100_000, let url = enumerator?.nextObject() as? URL {
      // A link to a file counts as the file.
      let resolved = url.resolvingSymlinksInPath()
      if (try? resolved.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true {
        files.append(url.path)
      }
    }
    unreadable += failed
    return files.sorted()
  }

  private static func write(
    _ bytes: [UInt8], to folder: String, name: String
  ) throws(AtariError) {
    let path = folder + "/" + name
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .unwritable(path: path, reason: error.localizedDescription)
    }
  }
}
