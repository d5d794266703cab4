import Reports
import TestSupport
import Testing

@Suite struct AxisTests {
  @Test func ticksAreRound() {
    func labels(
      _ values: [Double], _ unit: Axis.Unit, isLogarithmic: Bool = false, isWidened: Bool = false
    ) -> [String] {
      Axis(values, unit: unit, isLogarithmic: isLogarithmic, isWidened: isWidened)
        .ticks.map(\.label)
    }
    #expect(
      labels([-20.7, 21], .plain, isWidened: true) == ["-30", "-20", "-10", "0", "10", "20", "30"])
    #expect(labels([0, 0.7], .plain) == ["0.0", "0.2", "0.4", "0.6"])
    #expect(labels([0, 1], .share) == ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"])
    #expect(labels([0, 4_000_000], .steps) == ["0", "1M", "2M", "3M", "4M"])
    #expect(labels([0, 45_000], .steps) == ["0", "10k", "20k", "30k", "40k"])
    #expect(labels([0, 3], .count) == ["0", "1", "2", "3"])
    #expect(labels([0, 8], .minutes) == ["0", "2", "4", "6", "8"])
    #expect(labels([0, 1500], .minutes) == ["0", "5", "10", "15", "20", "25"])
    #expect(Axis([0, 1500], unit: .minutes).unitName == "hours")
    #expect(
      labels([0.1, 1500], .minutes, isLogarithmic: true)
        == ["10 s", "1 min", "10 min", "1 h", "10 h"])
    #expect(
      labels([1000, 50_000_000], .steps, isLogarithmic: true)
        == ["1000", "10k", "100k", "1M", "10M"])
  }

  @Test(arguments: 0..<300)
  func ticksLieOnTheAxisAndAreRead(_ seed: Int) throws {
    var choices = Choices(state: UInt64(seed))
    let size = [1e-5, 1e-3, 1, 1e3, 1e9, 1e14][choices.next(below: 6)]
    let values = (0..<1 + choices.next(below: 5)).map { _ in
      Double(choices.next(below: 2_000_001) - 1_000_000) / 1e6 * size
    }
    for isLogarithmic in [false, true] {
      let axis = Axis(values, unit: .plain, isLogarithmic: isLogarithmic)
      #expect(axis.lower < axis.upper && !axis.ticks.isEmpty && axis.ticks.count < 20)
      #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count)
      for tick in axis.ticks {
        let position = axis.position(tick.value)
        #expect((0...1).contains(position))
        let read = try #require(Double(tick.label))
        #expect(abs(axis.position(read) - position) < 1e-6)
      }
      for value in values where !isLogarithmic || value > 1e-6 {
        #expect(value >= axis.lower - size * 1e-6 && value <= axis.upper + size * 1e-6)
      }
    }
  }

  @Test func labelsKeepTheirDistanceAndTheirOrder() throws {
    let places = try #require(
      LabelPlacement.places([50, 52, 51, 90, 100], gap: 10, in: 0...100))
    #expect(places == [41, 61, 51, 90, 100])
    #expect(LabelPlacement.places([0, 0, 0], gap: 10, in: 0...100) == [0, 10, 20])
    #expect(LabelPlacement.places([99, 99, 99], gap: 10, in: 0...100) == [80, 90, 100])
    #expect(LabelPlacement.places([1, 1, 1], gap: 60, in: 0...100) == nil)
  }

  @Test(arguments: 0..<100)
  func placesNeverTouch(_ seed: Int) throws {
    var choices = Choices(state: UInt64(seed))
    let wanted = (0..<choices.next(below: 12)).map { _ in Double(choices.next(below: 200)) }
    let places = try #require(LabelPlacement.places(wanted, gap: 15, in: 0...200))
    let sorted = places.sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 15 - 1e-9 })
    #expect(sorted.allSatisfy { (-1e-9...200 + 1e-9).contains($0) })
    for (a, b) in zip(wanted.indices, wanted.indices.dropFirst()) where wanted[a] < wanted[b] {
      #expect(places[a] < places[b])
    }
  }

  @Test func thinningKeepsTheOutline() {
    let values = (0..<5000).map { index in Double(index * 7919 % 1000) }
    let positions = (0..<5000).map { Double($0) / 4999 }
    let kept = Thinning.kept(values, at: positions)
    #expect(kept.count <= 160 && kept.first == 0 && kept.last == 4999)
    #expect(zip(kept, kept.dropFirst()).allSatisfy { $0 < $1 })
    #expect(kept.map { values[$0] }.max() == values.max())
    #expect(kept.map { values[$0] }.min() == values.min())
    #expect(Thinning.kept([1, 2, 3], at: [0, 0.5, 1]) == [0, 1, 2])
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (14.6, "14.6"), (1234.5678, "1235"), (-12345.6, "-12,346"),
    (0.126, "0.13"), (999.96, "1000"), (1_000_000, "1,000,000"), (.nan, "–"), (.infinity, "–"),
  ])
  func numbersForPeople(_ value: Double, _ text: String) {
    #expect(Numeral.readable(value) == text)
  }

  @Test(arguments: [
    (0.1 + 0.2, "0.3"), (1234.5678, "1234.57"), (1e-9, "1e-09"), (5e15, "5000000000000000"),
    (5e17, "5e+17"), (-0.5, "-0.5"),
    (100_000, "100000"), (.nan, "–"),
  ])
  func numbersForTables(_ value: Double, _ text: String) {
    #expect(Numeral.short(value) == text)
  }
}
