import Objects

extension ScriptedPlayer {
  /// Goes the shortest way to a cube that still has its first colour, not to where others stand or
  /// may leap next.
  static func qbert(_ tracker: borrowing ObjectTracker, _: Int) -> Int {
    guard let player = tracker.object(at: 0).map(PixelBox.init), let here = cell(under: player)
    else { return 0 }
    var blocked = Set<Cell>()
    for slot in [24, 25, 30, 31, 32] {
      guard let other = tracker.object(at: slot).map(PixelBox.init), let place = cell(under: other)
      else { continue }
      blocked.insert(place)
      for way in slot == 24 ? Way.allCases : [.downRight, .downLeft] {
        if let next = place.next(way) { blocked.insert(next) }
      }
    }
    // The first rounds ask for one new colour, later ones for two.
    var goals = Set<Cell>()
    for cell in Cell.all where tracker.object(at: 1 + cell.index)?.value ?? 0 < 1 {
      goals.insert(cell)
    }
    if goals.isEmpty {
      for cell in Cell.all where tracker.object(at: 1 + cell.index)?.value ?? 0 < 2 {
        goals.insert(cell)
      }
    }
    if let way = firstWay(from: here, to: goals, avoiding: blocked) { return way.action }
    let free = Way.allCases.first { here.next($0).map { !blocked.contains($0) } ?? false }
    return free?.action ?? 0
  }

  /// A cube by its row from the top and its place from the left.
  private struct Cell: Hashable {
    var row: Int
    var place: Int

    static let all = (0..<6).flatMap { row in (0...row).map { Cell(row: row, place: $0) } }

    var index: Int { row * (row + 1) / 2 + place }

    func next(_ way: Way) -> Cell? {
      let cell =
        switch way {
        case .upRight: Cell(row: row - 1, place: place)
        case .upLeft: Cell(row: row - 1, place: place - 1)
        case .downRight: Cell(row: row + 1, place: place + 1)
        case .downLeft: Cell(row: row + 1, place: place)
        }
      return (0..<6).contains(cell.row) && (0...cell.row).contains(cell.place) ? cell : nil
    }
  }

  private enum Way: CaseIterable {
    case downRight, downLeft, upRight, upLeft

    var action: Int {
      switch self {
      case .upRight: 2
      case .downRight: 3
      case .upLeft: 4
      case .downLeft: 5
      }
    }
  }

  /// The cube on which a box stands; nil in a leap.
  private static func cell(under box: PixelBox) -> Cell? {
    Cell.all.first { cell in
      let top = [34, 62, 91, 120, 149, 178][cell.row]
      let middle = 78 + 24 * cell.place - 12 * cell.row + (2 * cell.place > cell.row ? 4 : 0)
      return abs(box.y + box.h - top - 2) <= 4 && abs(box.x + box.w / 2 - middle) <= 4
    }
  }

  private static func firstWay(
    from start: Cell, to goals: Set<Cell>, avoiding blocked: Set<Cell>
  ) -> Way? {
    var reached: [Cell: Way] = [:]
    var front: [(cell: Cell, way: Way?)] = [(start, nil)]
    while !front.isEmpty {
      var next: [(cell: Cell, way: Way?)] = []
      for (cell, first) in front {
        if let first, goals.contains(cell) { return first }
        for way in Way.allCases {
          guard let beyond = cell.next(way), beyond != start, reached[beyond] == nil,
            !blocked.contains(beyond)
          else { continue }
          reached[beyond] = first ?? way
          next.append((beyond, first ?? way))
        }
      }
      front = next
    }
    return nil
  }
}
