import Foundation
import Objects
import TestSupport
import Testing

@Suite struct ObjectTrackerTests {
  @Test func anUnknownGameIsAnErrorThatNamesTheKnownOnes() throws {
    let error = #expect(throws: ObjectsError.self) {
      try ObjectTracker(game: "tetris", mode: .strict, hud: false)
    }
    let text = try #require(error).description
    for game in ObjectTracker.supportedGames { #expect(text.contains(game)) }
    #expect(text.contains("found \"tetris\""))
  }

  @Test(arguments: ObjectTracker.supportedGames)
  func interleavedAndCopiedTrackersAgreeWithSeparateOnes(game: String) throws {
    let rows = try Recording.names(of: game).map { try Recording(named: $0).rows }
    for mode in ObjectMode.allCases {
      let separate = try rows.map { rows in
        var tracker = try ObjectTracker(game: game, mode: mode, hud: true)
        return rows.map { row in
          tracker.take(row)
          return tracker.objectsJSON()
        }
      }
      var trackers = try rows.map { _ in
        try ObjectTracker(game: game, mode: mode, hud: true)
      }
      for index in 0..<min(rows[0].count, rows[1].count) {
        for which in 0..<2 {
          trackers[which].take(rows[which][index])
          try #require(trackers[which].objectsJSON() == separate[which][index])
          var copy = trackers[which]
          if index + 1 < rows[which].count {
            copy.take(rows[which][index + 1])
            try #require(copy.objectsJSON() == separate[which][index + 1])
          }
        }
      }
    }
  }

  /// A million images: random bytes, bytes at the edges, recorded memory, and few changes to the image
  /// before.
  @Test(arguments: ObjectTracker.supportedGames)
  func noMemoryImageTrapsOrLeavesTheTable(game: String) throws {
    let table = try ObjectTracker.table(for: game)
    let entries = table.entries.flatMap { Array(repeating: $0, count: $0.count) }
    let rows = try Recording(named: Recording.names(of: game)[0]).rows
    var random = Choices(state: 1)
    var strict = try ObjectTracker(game: game, mode: .strict, hud: true)
    var compat = try ObjectTracker(game: game, mode: .compat, hud: true)
    var tape = ObservationTape()
    var ram = [UInt8](repeating: 0, count: 128)
    let edges: [UInt8] = [0, 1, 13, 14, 33, 34, 47, 48, 49, 85, 127, 128, 192, 194, 208, 254, 255]
    for image in 0..<1_000_000 {
      if image % 11 == 0 { ram = rows[random.next(below: rows.count)].ram }
      let isFresh = image % 7 == 0 && image % 11 != 0
      for index in ram.indices where isFresh || random.next(below: 10) == 0 {
        ram[index] =
          image % 3 == 0
          ? edges[random.next(below: edges.count)]
          : UInt8(random.next(below: 256))
      }
      if image % 50 == 0 {
        strict.reset(ram: ram.span, lives: 5)
        compat.reset(ram: ram.span, lives: 5)
      } else {
        strict.update(ram: ram.span, lives: 5)
        compat.update(ram: ram.span, lives: 5)
      }
      if image % 4 == 0 {
        strict.writeObservation(into: &tape, reward: 0)
        compat.writeObservation(into: &tape, reward: 0)
      }
      for slot in entries.indices {
        if let object = strict.object(at: slot), !isInside(object, entries[slot]) {
          Issue.record("\(object) from \(ram)")
          return
        }
      }
    }
  }

  private func isInside(_ object: GameObject, _ entry: ObjectTable.Entry) -> Bool {
    object.w > 0 && object.h > 0
      && object.x >= entry.x.lowerBound && object.x + object.w <= entry.x.upperBound
      && object.y >= entry.y.lowerBound && object.y + object.h <= entry.y.upperBound
      && entry.width.contains(object.w) && entry.height.contains(object.h)
      && object.category == entry.category && object.hud == entry.hud
      && object.value.map { entry.value?.contains($0) ?? false } ?? (entry.value == nil)
  }

  @Test(arguments: ObjectTracker.supportedGames)
  func displaysAreObjectsOnlyWhereAskedFor(game: String) throws {
    let rows = try Recording(named: Recording.names(of: game)[0]).rows
    // Displays have ids, too, so that those of the others differ.
    let nameless = { (object: GameObject) in
      var object = object
      object.id = nil
      return object
    }
    for mode in ObjectMode.allCases {
      var with = try ObjectTracker(game: game, mode: mode, hud: true)
      var without = try ObjectTracker(game: game, mode: mode, hud: false)
      var hasShownDisplays = false
      for row in rows {
        with.take(row)
        without.take(row)
        hasShownDisplays = hasShownDisplays || with.objects.contains { $0.hud }
        try #require(
          with.objects.filter { !$0.hud }.map(nameless)
            == without.objects.filter { !$0.hud }.map(nameless))
      }
      // OCAtari ends with an error where it is asked for Enduro's displays.
      #expect(hasShownDisplays == (mode == .strict || game != "enduro"))
    }
  }

  /// Regenerate: copy what the failure prints.
  @Test(arguments: ObjectTracker.supportedGames)
  func theDocumentationHoldsTheTable(game: String) throws {
    let text = try String(contentsOfFile: packageFolder + "/docs/objects.md", encoding: .utf8)
    let table = try ObjectTracker.table(for: game).markdown()
    #expect(text.contains(table), "docs/objects.md should hold\n\(table)")
  }
}
