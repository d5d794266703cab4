import Foundation

/// Reads a whole file that the command line names; also a pipe.
///
/// A file that is not there is missing input; one that cannot be read, or is larger than `limit`
/// bytes, fails with words of its own.
func readFile(_ path: String, what: String, limit: Int = 1 << 30) throws(Failure) -> [UInt8] {
  let descriptor = open(path, O_RDONLY)
  guard descriptor >= 0 else {
    let reason = errno == ENOENT ? "none" : String(cString: strerror(errno))
    throw Failure(.noInput, "expected \(what) at \(path), found \(reason)")
  }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count == 0 { return bytes }
    if count > 0 {
      bytes += chunk[..<count]
      if bytes.count > limit {
        throw Failure(.badData, "expected \(what) of at most \(limit) bytes, found more at \(path)")
      }
    } else if errno == EISDIR {
      throw Failure(.noInput, "expected \(what) at \(path), found a folder")
    } else if errno != EINTR {
      throw Failure(
        .inputOutput, "expected to read \(path), found: \(String(cString: strerror(errno)))")
    }
  }
}
