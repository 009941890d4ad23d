/// The keys that lead to a value of a log.
struct LogPath: Hashable, Sendable {
  var keys: [String] = []
  /// How many of them, the last ones, stand within the row.
  var keysInRow = 0

  /// All keys, with dots between them.
  var text: String { keys.joined(separator: ".") }
  /// Those within the row.
  var textInRow: String { keys.suffix(keysInRow).joined(separator: ".") }
}
