/// Two texts line by line: which lines they share, which one lost and which the other gained.
package struct LineDifference: Sendable {
  /// What a line is.
  package enum Kind: Sendable, Hashable {
    case same, removed, inserted
  }

  /// A line, with how many lines stand before it in each text.
  package struct Row: Sendable, Hashable {
    package var kind: Kind
    package var text: String
    package var old: Int
    package var new: Int
  }

  /// Every line of both texts, once where they share it; of a change the removed lines come first.
  package let rows: [Row]

  /// Compares lines byte by byte. Cost: Myers' algorithm, lines times changes.
  package init(_ old: [String], _ new: [String]) {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old, by: { Array($0.utf8) == Array($1.utf8) }) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var rows: [Row] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, removed.contains(i) {
        rows.append(Row(kind: .removed, text: old[i], old: i, new: j))
        i += 1
      } else if j < new.count, inserted.contains(j) {
        rows.append(Row(kind: .inserted, text: new[j], old: i, new: j))
        j += 1
      } else {
        rows.append(Row(kind: .same, text: old[i], old: i, new: j))
        (i, j) = (i + 1, j + 1)
      }
    }
    self.rows = rows
  }
}
