/// Trivial values one after the other in memory that is used again; its owner deallocates it.
struct RawStack<Element: BitwiseCopyable> {
  private(set) var first: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private(set) var capacity: Int

  init(capacity: Int = 16) {
    self.capacity = capacity
    first = .allocate(capacity: capacity)
  }

  func deallocate() { first.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element { first[index] }

  @inline(__always)
  mutating func push(_ element: Element) {
    if _slowPath(count == capacity) { grow(by: 1) }
    (first + count).initialize(to: element)
    count += 1
  }

  /// Copies elements behind the last one.
  @inline(__always)
  mutating func push(_ source: UnsafePointer<Element>, count added: Int) {
    if _slowPath(count + added > capacity) { grow(by: added) }
    (first + count).update(from: source, count: added)
    count += added
  }

  @inline(__always)
  mutating func pop() -> Element? {
    if count == 0 { return nil }
    count -= 1
    return first[count]
  }

  @inline(__always)
  mutating func removeAll() { count = 0 }

  /// Forgets the elements from a place on.
  @inline(__always)
  mutating func remove(from place: Int) { count = place }

  @inline(never)
  private mutating func grow(by added: Int) {
    capacity = max(capacity * 2, count + added)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.update(from: first, count: count)
    first.deallocate()
    first = larger
  }
}
