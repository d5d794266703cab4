/// The versions that decide results.
enum Version {
  /// Cartwright's own.
  static let cartwright = "0.1.0"
  /// The emulator's, as scripts/setup pins it.
  static let emulator = "0.12.1"

  /// As `--version` prints them.
  static let text = "cartwright \(cartwright) (ALE \(emulator))"
}
