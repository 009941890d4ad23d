/// What a text is made of, by how tokenizers differ on it.
package enum TextKind: String, Sendable, Hashable, CaseIterable {
  /// English prose and documentation.
  case english
  /// German, for the languages of Europe that are not English.
  case german
  /// Chinese.
  case chinese
  /// Programs.
  case code
  /// JSON and the like.
  case json
}
