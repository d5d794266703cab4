import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct RecordTests {
  private static func record(
    _ out: String, _ more: [String], policy: String = "valid.py",
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) -> Invocation {
    Invocation(
      ["record", "pong", "--policy", "\(fixtures)/\(policy)", "--out", out] + more,
      shouldStop: shouldStop)
  }

  /// Width and height that the header of a GIF file names.
  private static func size(_ path: String) throws -> [Int] {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(bytes.starts(with: Data("GIF89a".utf8)))
    #expect(bytes.last == 0x3B)
    return [Int(bytes[6]) + Int(bytes[7]) << 8, Int(bytes[8]) + Int(bytes[9]) << 8]
  }

  @Test func writesAGIFThatTheOverlayMakesWider() throws {
    let folder = try ScratchFolder()
    let plain = Self.record(folder.file("plain.gif"), ["--steps", "20"])
    let overlay = Self.record(folder.file("overlay.gif"), ["--steps", "20", "--overlay"])
    #expect(plain.exitCode == 0, "\(plain.stderr)")
    #expect(plain.stdout.contains("21 pictures, 20 steps"))
    #expect(overlay.stdout.contains("21 pictures, 20 steps"))
    let sizes = try [Self.size(folder.file("plain.gif")), Self.size(folder.file("overlay.gif"))]
    #expect(sizes[0][1] == sizes[1][1])
    #expect(sizes[0][0] < sizes[1][0])
  }

  @Test func picturesCanBeSparseAndAreTheSameAgain() throws {
    let folder = try ScratchFolder()
    for name in ["a.gif", "b.gif"] {
      let run = Self.record(folder.file(name), ["--steps", "20", "--every", "5", "--overlay"])
      #expect(run.stdout.contains("5 pictures, 20 steps"), "\(run.stdout)")
    }
    #expect(
      FileManager.default.contentsEqual(atPath: folder.file("a.gif"), andPath: folder.file("b.gif"))
    )
  }

  @Test func whatThereIsIsSavedOnAnInterruptionAndOnAnErrorOfThePolicy() throws {
    let folder = try ScratchFolder()
    let stopped = Self.record(folder.file("stopped.gif"), [], shouldStop: { true })
    #expect(stopped.exitCode == 130)
    _ = try Self.size(folder.file("stopped.gif"))
    let failed = Self.record(folder.file("failed.gif"), [], policy: "moods.py")
    #expect(failed.exitCode == 65)
    #expect(failed.stderr.contains("KeyError"))
    _ = try Self.size(folder.file("failed.gif"))
    #expect(folder.names == ["failed.gif", "stopped.gif"])
  }
}
