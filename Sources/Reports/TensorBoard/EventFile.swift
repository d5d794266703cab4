import Foundation

/// A new event file in a folder that TensorBoard shows as one run.
///
/// What is written is in the file at once, so TensorBoard shows it while the run goes on, and a run
/// that is killed loses at most the record being written; readers leave a half record out.
public final class EventFile {
  /// Where it is.
  public let path: String
  private let descriptor: Int32

  /// Makes the file, and the folder where there is none.
  ///
  /// Its name holds the time, since TensorBoard reads the files of a folder in the order of their
  /// names, and a number that no file there has.
  public init(in folder: URL, time: Double) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var number = 0
    var candidate: String
    var opened: Int32
    repeat {
      let name = String(format: "events.out.tfevents.%010.0f.cartwright.%d", time, number)
      candidate = folder.appendingPathComponent(name).path
      opened = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o666)
      number += 1
    } while opened < 0 && errno == EEXIST
    path = candidate
    descriptor = opened
    guard opened >= 0 else { throw Self.failure(candidate) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Appends records.
  public func write(_ records: EventRecords) throws {
    let bytes = records.bytes
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress! + written, bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path) }
      written += count
    }
  }

  private static func failure(_ path: String) -> CocoaError {
    CocoaError(
      .fileWriteUnknown,
      userInfo: [
        NSFilePathErrorKey: path, NSLocalizedDescriptionKey: String(cString: strerror(errno)),
      ])
  }

  /// The event files of a folder, in the order in which TensorBoard reads them.
  public static func files(in folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.contains("tfevents") }.sorted()
      .map { folder.appendingPathComponent($0).path }
  }
}
