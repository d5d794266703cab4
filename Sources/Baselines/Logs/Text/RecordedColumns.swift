/// The numbers of a log row by row, on their way to curves.
///
/// A row has a place in training (steps and seconds, where the log tells them) and numbers under
/// names. Rows may lack numbers; a curve has only those that are there.
struct RecordedColumns {
  /// Numbers that one log may hold; reading stops there, so that memory stays bounded.
  static let mostNumbers = 1 << 24

  private(set) var names: [String] = []
  private(set) var rows = 0
  private var columns: [Column] = []
  private var indices: [String: Int] = [:]
  private var steps: [Double] = []
  private var seconds: [Double] = []
  private var updates: [Double] = []
  private var numbers = 0

  private struct Column {
    var values: [Double] = []
    var rows: [Int32] = []
  }

  /// Whether there is no room for more.
  var isFull: Bool { numbers >= RecordedColumns.mostNumbers || rows == Int32.max }

  /// Whether there is a column of this name.
  func has(_ name: String) -> Bool { indices[name] != nil }

  /// The number of a column, made where it is new.
  mutating func column(_ name: String) -> Int {
    if let index = indices[name] { return index }
    indices[name] = names.count
    names.append(name)
    columns.append(Column())
    return names.count - 1
  }

  /// Adds a number to the row that is being filled.
  mutating func add(_ value: Double, to column: Int) {
    // A row that names a column twice keeps the first number.
    guard columns[column].rows.last != Int32(rows) else { return }
    columns[column].values.append(value)
    columns[column].rows.append(Int32(rows))
    numbers += 1
  }

  /// Ends a row and says where in training it stands.
  ///
  /// A row without steps has those of the row before it, and one without seconds too.
  mutating func endRow(step: Double?, seconds: Double?) {
    steps.append(step ?? steps.last ?? .nan)
    self.seconds.append(seconds ?? self.seconds.last ?? .nan)
    rows += 1
    numbers += 1
  }

  /// Takes a column for the steps of the rows.
  mutating func useAsSteps(_ name: String) { steps = places(name) }

  /// Takes a column for the updates of the policy before the rows.
  mutating func useAsUpdates(_ name: String) {
    updates = RecordedColumns.withoutGap(places(name))
    if updates.first?.isNaN == true { updates = [] }
  }

  /// Takes a column for the times of the rows; a clock that goes back was started anew.
  ///
  /// - Parameter unit: seconds in one of the column's.
  mutating func useAsClock(_ name: String, unit: Double = 1) -> Clock {
    var clock = Clock(.running)
    seconds = places(name).map { $0.isNaN ? .nan : clock.advance(to: $0 * unit) }
    return clock
  }

  /// Ends a row with a time as the log has it, for `settleClock`.
  mutating func endRow(step: Double?, time: Double?) {
    endRow(step: step, seconds: nil)
    seconds[rows - 1] = time ?? .nan
  }

  /// Makes seconds since the beginning of the times that the rows gave.
  mutating func settleClock(_ kind: Clock.Kind) -> Clock {
    var clock = Clock(kind)
    for row in seconds.indices where !seconds[row].isNaN {
      seconds[row] = clock.advance(to: seconds[row])
    }
    for row in seconds.indices.dropFirst() where seconds[row].isNaN {
      seconds[row] = seconds[row - 1]
    }
    return clock
  }

  /// Whether the rows' times, or their steps, count each row alone.
  var hasTimesOfRows: Bool { Clock.looksPerRow(seconds) }
  var hasStepsOfRows: Bool { Clock.looksPerRow(steps) }

  /// Adds up steps that count each row alone.
  mutating func sumSteps() {
    var sum = 0.0
    for row in steps.indices where !steps[row].isNaN {
      sum += max(steps[row], 0)
      steps[row] = sum
    }
  }

  /// The number of a column in each row; rows without one have that of the row before.
  private func places(_ name: String) -> [Double] {
    var places = [Double](repeating: .nan, count: rows)
    guard let index = indices[name] else { return places }
    for (row, value) in zip(columns[index].rows, columns[index].values) where row < rows {
      places[Int(row)] = value
    }
    for row in places.indices.dropFirst() where places[row].isNaN { places[row] = places[row - 1] }
    return places
  }

  /// A curve for each column that has numbers.
  ///
  /// - Parameter quantity: what the numbers of a column mean; nil leaves it out.
  func curves(
    stepUnit: Curve.StepUnit, quantity: (String) -> Curve.Quantity?
  ) -> [Curve] {
    let hasSteps = steps.contains { !$0.isNaN }
    let hasSeconds = seconds.contains { !$0.isNaN }
    let steps = RecordedColumns.withoutGap(self.steps)
    let seconds = RecordedColumns.withoutGap(self.seconds)
    return names.indices.compactMap { index in
      let column = columns[index]
      guard !column.values.isEmpty, let quantity = quantity(names[index]) else { return nil }
      var curve = Curve(name: names[index], quantity: quantity, stepUnit: stepUnit)
      curve.values = column.values
      // Columns without gaps share their places.
      let isWhole = column.values.count == rows
      if hasSteps { curve.steps = isWhole ? steps : column.rows.map { steps[Int($0)] } }
      if !updates.isEmpty { curve.updates = column.rows.map { updates[Int($0)] } }
      if hasSeconds { curve.seconds = isWhole ? seconds : column.rows.map { seconds[Int($0)] } }
      return curve
    }
  }

  /// Places of rows before the first that has one: they are taken to be its beginning.
  private static func withoutGap(_ places: [Double]) -> [Double] {
    guard let first = places.firstIndex(where: { !$0.isNaN }), first > 0 else { return places }
    return Array(repeating: places[first], count: first) + places[first...]
  }
}
