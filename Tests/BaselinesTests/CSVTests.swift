import Baselines
import Foundation
import Testing

/// Tables as programs and people leave them, read as plain curves.
@Suite struct CSVTests {
  private func read(_ text: String) throws -> (
    steps: [Double], values: [Double], damage: [LogError]
  ) {
    let log = try LogFixtures.log(["a.csv": text])
    let score = try #require(log.score)
    return (score.steps, score.values, log.damage)
  }

  @Test func readsCellsInQuotes() throws {
    let found = try read("step,value,text\n1,\"2\",\"a,\"\"b\"\"\nc\"\n\"3\",4,\n")
    #expect(found.steps == [1, 3])
    #expect(found.values == [2, 4])
    #expect(found.damage.isEmpty)
  }

  @Test func losesOnlyTheLineOfAnOpenQuote() throws {
    let found = try read("step,value,text\n1,2,\"open\n3,4,\n5,6,\n")
    #expect(found.steps == [3, 5])
    #expect(found.damage.map(\.place) == [.line(2)])
  }

  @Test func passesOverRowsThatAreTooLong() throws {
    let found = try read("step,value\n1,2\n3,4,5\n6,7,\n8\n9,10\n")
    #expect(found.steps == [1, 6, 9])
    #expect(found.damage.map(\.place) == [.line(3)])
  }

  @Test func passesOverLinesWithoutEnd() throws {
    let long = String(repeating: "x", count: 5_000_000)
    let found = try read("step,value\n1,2\n\(long)\n3,4\n\(long)")
    #expect(found.steps == [1, 3])
    #expect(found.damage.map(\.place) == [.line(3), .line(5)])
  }

  @Test func refusesTooManyColumns() throws {
    let header = "step,value" + String(repeating: ",reward", count: 1_000_000)
    try LogFixtures.withFolder(["a.csv": header + "\n1,2\n"]) { folder in
      let error = #expect(throws: LogError.self) { try LogReader.read(folder + "/a.csv") }
      #expect(error?.message == "expected a line of at most 4194304 bytes, found a longer one")
    }
  }

  @Test func countsColumns() throws {
    let header = "step,value" + String(repeating: ",reward", count: 20_000)
    try LogFixtures.withFolder(["a.csv": header + "\n1,2\n"]) { folder in
      let error = #expect(throws: LogError.self) { try LogReader.read(folder + "/a.csv") }
      #expect(error?.message == "expected at most 16384 columns, found 20002")
    }
  }

  @Test func countsFaultsThatItDoesNotList() throws {
    let found = try read("step,value\n1,2\n" + String(repeating: "x,1\n", count: 1000))
    #expect(found.values == [2])
    #expect(found.damage.count == 21)
    #expect(found.damage.last?.message == "expected a file without faults, found 980 more of them")
  }
}
