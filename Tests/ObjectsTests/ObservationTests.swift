import Objects
import Testing

@Suite struct ObservationTests {
  @Test func everyWordHasItsSpelling() {
    let words = ObservationKey.Word.allCases
    #expect(ObservationKey.spellings.split(separator: " ").count == words.count)
    for word in words {
      let spelled = ObservationKey(word).name.lowercased().split(separator: "_").joined()
      // `rewardType` is the text `Reward`, beside the key `reward`.
      #expect([spelled, spelled + "type"].contains("\(word)".lowercased()))
    }
  }

  @Test func keysAreNumberedDenselyAndNamedOnce() {
    #expect(ObservationKey.all.indices.allSatisfy { ObservationKey.all[$0].rawValue == $0 })
    #expect(Set(ObservationKey.all.map(\.name)).count == ObservationKey.all.count)
    #expect(ObservationKey(.alien, 12).name == "Alien12")
    #expect(ObservationKey(.bullet, 35) == ObservationKey.all.last)
  }

  @Test func aTapeReadsBackAsTheDictionaryWrittenIntoIt() {
    var tape = ObservationTape()
    for round in 0..<2 {
      tape.removeAll()
      var root = tape.open(.dictionary)
      var enemies = tape.open(.list, ObservationKey(.enemies))
      for x in 0..<2 {
        var enemy = tape.open(.dictionary)
        tape.append(x - round, .x)
        tape.append(.shark, .type)
        enemy.entries = 2
        tape.close(enemy)
        enemies.entries += 1
      }
      tape.close(enemies)
      tape.append(round == 0 ? Double.nan : 2, .reward)
      root.entries = 2
      tape.close(root)
    }
    #expect(
      tape.json()
        == #"{"Enemies":[{"x":-1,"type":"Shark"},{"x":0,"type":"Shark"}],"reward":2.0}"#)
    #expect(tape.tokens.count == 9)
  }
}
