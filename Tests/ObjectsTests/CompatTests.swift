import Foundation
import Objects
import Testing

@Suite struct CompatTests {
  @Test(arguments: ObjectTracker.supportedGames.flatMap(Recording.names))
  func everyRecordedRowIsEqualInEveryField(name: String) throws {
    let recording = try Recording(named: name)
    #expect(recording.rows.count > 40)
    var tracker = try ObjectTracker(game: recording.game, mode: .compat, hud: recording.hud)
    for row in recording.rows {
      tracker.take(row)
      try #require(tracker.objectsJSON() == row.objects, "\(name):\(row.line)")
    }
  }

  /// Recordings of any length outside the repository, as `scripts/record-ocatari.py` makes them.
  @Test(.enabled(if: recordingFolder != nil, "CARTWRIGHT_OCATARI_RECORDINGS names no folder"))
  func recordingsElsewhereAreEqualToo() throws {
    let folder = URL(filePath: try #require(recordingFolder))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    for name in names.sorted() where name.hasSuffix(".jsonl") {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let recording = try Recording(text: text)
      guard ObjectTracker.supportedGames.contains(recording.game) else { continue }
      var tracker = try ObjectTracker(game: recording.game, mode: .compat, hud: recording.hud)
      for row in recording.rows {
        tracker.take(row)
        try #require(tracker.objectsJSON() == row.objects, "\(name):\(row.line)")
      }
      print("\(name): \(recording.rows.count) rows equal")
    }
  }
}

private let recordingFolder = ProcessInfo.processInfo.environment["CARTWRIGHT_OCATARI_RECORDINGS"]
