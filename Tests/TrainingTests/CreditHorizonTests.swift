import Foundation
import Testing
import Training

@Suite struct CreditHorizonTests {
  @Test(arguments: ["one-step", "1", "25", "400", "1000000"])
  func aHorizonReadsBackAsItIsWritten(_ text: String) throws {
    let horizon = try #require(CreditHorizon(text))
    #expect(horizon.description == text)
    let json = try JSONEncoder().encode([horizon])
    #expect(try JSONDecoder().decode([CreditHorizon].self, from: json) == [horizon])
  }

  @Test(arguments: ["", "0", "-1", "one step", "1.5", "1000001", "events", "٣"])
  func anythingElseIsRefused(_ text: String) {
    #expect(CreditHorizon(text) == nil)
    let json = try! JSONEncoder().encode([text])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([CreditHorizon].self, from: json)
    }
  }
}
