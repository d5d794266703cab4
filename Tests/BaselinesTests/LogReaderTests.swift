import Baselines
import Foundation
import TestSupport
import Testing

@Suite struct LogReaderTests {
  @Test func saysWhatItFound() throws {
    func message(_ files: [String: [UInt8]], _ name: String = "") throws -> LogError {
      try LogFixtures.withFolder(files) { folder in
        try #require(throws: LogError.self) { try LogReader.read(folder + name) }
      }
    }
    #expect(try message([:]).message == "expected a folder with training logs, found no files")
    #expect(
      try message(["a.yml": Array("a: b\n".utf8), "b": []]).message
        == "expected a folder with training logs, found 2 files, none of them a log")
    #expect(try message(["a": []], "/a").message == "expected a training log, found an empty file")
    #expect(
      try message(["a": [0, 1, 2]], "/a").message.hasSuffix("found bytes that no reader knows"))
    #expect(
      try message(["a": Array("{\"x\": 1, \"y\": {\"z\": 2}}".utf8)], "/a").message
        == "expected a training log, found JSON with the keys x, y/z")
    #expect(
      try message(["a": Array("x,y\n1,2\n".utf8)], "/a").message
        == "expected a training log, found a table with the columns x, y")
    let missing = try message([:], "/none")
    #expect(missing.kind == .missing)
    #expect(try message(["a": []], "/a").hint?.contains("monitor.csv") == true)
  }

  @Test func recognisesByContent() throws {
    let log = try LogFixtures.log(["monitor.csv.txt.bin": "#{\"t_start\": 1.5}\nr,l,t\n1,10,2\n"])
    #expect(log.format == "Stable-Baselines3 monitor")
  }

  @Test func doesNotLoopThroughLinks() throws {
    try LogFixtures.withFolder(["a/monitor.csv": "#{\"t_start\": 1.5}\nr,l,t\n1,10,2\n"]) {
      folder in
      let manager = FileManager.default
      try manager.createSymbolicLink(atPath: folder + "/a/up", withDestinationPath: folder)
      try manager.createSymbolicLink(atPath: folder + "/b", withDestinationPath: folder + "/a")
      try manager.createSymbolicLink(
        atPath: folder + "/c", withDestinationPath: folder + "/nowhere")
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      let logs = try LogReader.read(folder)
      #expect(logs.map(\.name) == ["a"])
      let pipe = #expect(throws: LogError.self) { try LogReader.read(folder + "/pipe") }
      #expect(pipe?.kind == .unreadable)
    }
  }

  @Test func showsBrokenRunsBesideOthers() throws {
    let files = [
      "good/monitor.csv": "#{\"t_start\": 1.5}\nr,l,t\n1,10,2\n",
      "bad/monitor.csv": "#{\"t_start\": 1.5}\nr,l,t\nx,y,z\n",
    ]
    let logs = try LogFixtures.withFolder(files) { try LogReader.read($0) }
    #expect(logs.map(\.name) == ["bad", "good"])
    #expect(logs[0].curves.isEmpty)
    #expect(logs[0].damage.first?.place == .line(3))
  }

  @Test func doesNotTakeAPlainTableForTheScoreOfAKnownLog() throws {
    let files = [
      "run/monitor.csv": "#{\"t_start\": 1.5}\nr,l,t\n1,10,2\n",
      "run/other.csv": "episode,reward\n1,1000\n2,1000\n",
    ]
    let log = try LogFixtures.log(files)
    #expect(log.score?.values == [1])
    #expect(log.format == "Stable-Baselines3 monitor + CSV")
  }

  @Test func namesRunsThatAreNumbered() throws {
    let text = "#{\"t_start\": 1.5}\nr,l,t\n1,10,2\n"
    let logs = try LogFixtures.withFolder(["dqn/1/monitor.csv": text, "dqn/2/monitor.csv": text]) {
      try LogReader.read($0)
    }
    #expect(logs.map(\.name) == ["dqn/1", "dqn/2"])
    #expect(logs.map(\.algorithm) == ["DQN", "DQN"])
  }

  /// Numbers as programs write them, against the C library's reading of them.
  @Test func readsNumbersToTheBit() throws {
    var choices = Choices(state: 3)
    var texts: [String] = [
      "1e22", "-0.0", "123456789012345678", "0.1e-5", "1e-320", "9007199254740993",
    ]
    for _ in 0..<20_000 {
      let bits =
        UInt64(choices.next(below: 1 << 31)) << 33 ^ UInt64(choices.next(below: 1 << 31)) << 10
      let value = Double(bitPattern: bits)
      if value.isFinite { texts.append("\(value)") }
      texts.append("\(Double(choices.next(below: 1 << 30)) / 1000)")
      texts.append("\(choices.next(below: 1 << 20))e\(choices.next(below: 60) - 30)")
    }
    let rows = texts.enumerated().map { "\($0),\($1)\n" }.joined()
    let log = try LogFixtures.log(["a.csv": "step,value\n" + rows])
    let found = try #require(log.score)
    #expect(found.values.map(\.bitPattern) == texts.map { strtod($0, nil).bitPattern })
  }
}
