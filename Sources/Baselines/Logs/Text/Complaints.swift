/// What could not be read of a file; a file with nothing but faults does not fill the memory.
struct Complaints {
  private static let most = 20

  private let file: String
  private var first: [LogError] = []
  private var others = 0

  init(file: String) { self.file = file }

  mutating func add(_ error: LogError) {
    if first.count < Complaints.most { first.append(error) } else { others += 1 }
  }

  /// Notes what is wrong with a line.
  mutating func add(line: Int, expected: String, found: @autoclosure () -> String) {
    guard first.count < Complaints.most else {
      others += 1
      return
    }
    first.append(LogError(file: file, .line(line), expected: expected, found: found()))
  }

  var isEmpty: Bool { first.isEmpty }

  /// The first of them, and how many more there were.
  var list: [LogError] {
    guard others > 0 else { return first }
    return first + [
      LogError(file: file, expected: "a file without faults", found: "\(others) more of them")
    ]
  }
}
