import Foundation

/// A file that appears under its name only when it is complete.
///
/// Bytes go to a temporary file in the same folder, and `close` renames it. A file that is dropped
/// without `close`, because of an error or an interruption, leaves nothing behind. What is not a
/// regular file (`/dev/null`, a pipe) is written directly.
struct AtomicFile: ~Copyable {
  let path: String
  /// The file behind `path`, symbolic links followed.
  private let target: String
  private let temporary: String?
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  init(_ path: String) throws(OutputError) {
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      target = path
      temporary = nil
      descriptor = open(path, O_WRONLY)
    } else {
      target = exists ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : path
      var template = Array((target + ".XXXXXX").utf8CString)
      descriptor = mkstemp(&template)
      temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    if descriptor < 0 { throw .cannotWrite(path, reason: String(cString: strerror(errno))) }
  }

  deinit {
    if descriptor >= 0 { Foundation.close(descriptor) }
    if let temporary { unlink(temporary) }
  }

  /// Appends text.
  mutating func write(_ text: String) throws(OutputError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count > 1 << 16 { try flush() }
  }

  /// Appends bytes.
  mutating func write(_ bytes: [UInt8]) throws(OutputError) {
    buffer.append(contentsOf: bytes)
    if buffer.count > 1 << 16 { try flush() }
  }

  private mutating func flush() throws(OutputError) {
    try Output.write(buffer, to: descriptor, name: path)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Completes the file and gives it its name.
  consuming func close() throws(OutputError) {
    try flush()
    guard let temporary else { return }
    let mask = umask(0)
    umask(mask)
    guard fchmod(descriptor, 0o666 & ~mask) == 0, rename(temporary, target) == 0 else {
      throw .cannotWrite(path, reason: String(cString: strerror(errno)))
    }
  }
}
