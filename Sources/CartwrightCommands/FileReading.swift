import Foundation
import PolicySyntax

/// Reads a whole file that the command line names.
///
/// A file that is not there is missing input; one that cannot be read, or is larger than `limit`
/// bytes, fails with words of its own.
func readFile(_ path: String, what: String, limit: Int = 1 << 30) throws(Failure) -> [UInt8] {
  var status = stat()
  guard stat(path, &status) == 0 else {
    let reason = errno == ENOENT ? "none" : String(cString: strerror(errno))
    throw Failure(.noInput, "expected \(what) at \(path), found \(reason)")
  }
  guard status.st_mode & S_IFMT != S_IFDIR else {
    throw Failure(.noInput, "expected \(what) at \(path), found a folder")
  }
  guard status.st_size <= limit else {
    throw Failure(.badData, "expected at most \(limit) bytes at \(path), found \(status.st_size)")
  }
  guard let data = FileManager.default.contents(atPath: path) else {
    throw Failure(
      .noInput, "expected to read \(path), found: \(String(cString: strerror(errno)))")
  }
  return [UInt8](data)
}

/// A policy's diagnostic with the source that its line and caret are shown from.
struct PolicyFailure: Error {
  let diagnostic: Diagnostic
  let source: SourceFile
}
