import Atari

/// `roms import` and `roms verify`: bring ROMs and check them.
enum ROMsCommands {
  static let importing = Command(
    name: "roms import",
    summary: "copy the ROMs that a folder holds to where Cartwright looks for them",
    discussion: """
      ROMs are recognized by their MD5 checksum, whatever the files are called, and copied under \
      ALE's names. Files that are no ROM of the catalogue are left alone.
      """,
    operands: [Operand(name: "DIR", help: "a folder; its subfolders are searched too")],
    example: "roms import ~/atari",
    run: { arguments, console in
      let library = console.romLibrary
      let result = try library.importROMs(from: arguments.required("DIR"))
      for (game, path) in result.imported.sorted(by: { $0.key < $1.key }) {
        try console.print("\(game.name)  from \(path)")
      }
      try console.print(
        "\(result.imported.count) imported into \(shortPath(library.destination)), "
          + "\(result.present.count) there already, \(result.unknown) of \(result.scanned) files unknown"
      )
      for path in result.unreadable { console.note("not readable: \(path)") }
      if result.imported.isEmpty, result.present.isEmpty {
        throw Failure(
          .badData, "expected a ROM of the catalogue in \(arguments.required("DIR")), found none",
          hint: "a ROM must be the very dump that ALE supports; see roms-README.md")
      }
    })

  static let verifying = Command(
    name: "roms verify",
    summary: "check the content of every ROM that is there",
    example: "roms verify",
    run: { _, console in
      let library = console.romLibrary
      let all = library.verify()
      var missing: [String] = []
      var corrupt = 0
      for (game, status) in all {
        switch status {
        case .found: break
        case .missing: missing.append(game.name)
        case .corrupt(let path, let md5):
          corrupt += 1
          try console.print("\(game.name)  corrupt: MD5 \(md5) instead of \(game.md5) at \(path)")
        }
      }
      let verified = all.count - missing.count - corrupt
      try console.print("\(verified) of \(all.count) ROMs verified")
      if !missing.isEmpty, verified > 0 {
        try console.print("missing: \(missing.joined(separator: " "))")
      }
      if corrupt > 0 {
        throw Failure(
          .badData, "expected ROMs with the right content, found \(corrupt) corrupt",
          hint: "bring the right ones with `cartwright roms import DIR`")
      }
      if verified == 0 {
        let folders = library.folders.joined(separator: ", ")
        throw Failure(
          .noInput, "expected ROMs in \(folders.isEmpty ? "a ROM folder" : folders), found none",
          hint: "bring your own with `cartwright roms import DIR`, or run scripts/setup")
      }
    })
}
