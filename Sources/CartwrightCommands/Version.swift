/// The versions that decide results.
enum Version {
  /// Cartwright's own.
  static let cartwright = "0.1.0"

  /// As `--version` prints them.
  static let text = "cartwright \(cartwright)"
}
