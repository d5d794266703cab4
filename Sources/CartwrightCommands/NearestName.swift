/// The known name that a mistyped one most probably means; nil where none is near enough.
///
/// Near is at most a third of the letters changed, inserted, dropped or swapped with their
/// neighbour. Of equally near names the first wins.
func nearestName(to text: String, among known: [String]) -> String? {
  let limit = max(1, text.count / 3)
  var best: (name: String, distance: Int)?
  for name in known {
    let distance = editDistance(Array(text.lowercased()), Array(name.lowercased()))
    if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
  }
  return best?.name
}

/// The fewest changes, insertions, removals and swaps of neighbours that turn one text into the
/// other, no place touched twice.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var before: [Int] = []
  var last = Array(0...right.count)
  for i in left.indices {
    var row = [i + 1]
    for j in right.indices {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        cost = min(cost, before[j - 1] + 1)
      }
      row.append(cost)
    }
    (before, last) = (last, row)
  }
  return last[right.count]
}
