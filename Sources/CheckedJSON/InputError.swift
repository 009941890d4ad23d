/// What is wrong with something that a person wrote, told so that they can mend it.
///
/// An error says which file, which place in it, what was found there, what was expected, and, where
/// one comes close, the nearest valid choice.
public struct InputError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file as the user named it; `nil` for input that has no name.
  public var file: String?
  /// Where in the file: a JSON path such as `$.volume.requestsPerDay`, or `line 3, column 7`.
  public var place: String?
  /// What stands there, shortened.
  public var found: String
  /// What may stand there.
  public var expected: String
  /// The nearest valid choice, if one is near.
  public var suggestion: String?

  /// Makes an error from its five parts.
  ///
  /// - Parameters:
  ///   - file: The file as the user named it; `nil` for input that has no name.
  ///   - place: Where in the file: a JSON path, or a line and a column.
  ///   - found: What stands there, shortened.
  ///   - expected: What may stand there.
  ///   - suggestion: The nearest valid choice, if one is near.
  public init(
    file: String? = nil, place: String? = nil, found: String, expected: String,
    suggestion: String? = nil
  ) {
    self.file = file
    self.place = place
    self.found = found
    self.expected = expected
    self.suggestion = suggestion
  }

  /// One line: `file: place: found …, expected … (did you mean …?)`.
  public var description: String {
    var text = [file, place].compactMap(\.self).map { $0 + ": " }.joined()
    text += "found \(found), expected \(expected)"
    if let suggestion { text += " (did you mean \"\(suggestion)\"?)" }
    return text
  }

  /// The error of an unknown name among known ones, with the nearest of them as the suggestion.
  ///
  /// - Parameters:
  ///   - kind: What the name is of, such as `model`.
  ///   - name: The name that nothing has.
  ///   - choices: The names that there are.
  ///   - file: The file as the user named it; `nil` for input that has no name.
  ///   - place: Where in the file.
  public static func unknown(
    _ kind: String, _ name: String, among choices: [String], file: String? = nil,
    place: String? = nil
  ) -> InputError {
    let listed =
      choices.count <= 12
      ? choices.joined(separator: ", ") : "one of the \(choices.count) that are known"
    return InputError(
      file: file, place: place, found: "unknown \(kind) \"\(name.shortened())\"",
      expected: choices.isEmpty ? "no \(kind) here" : listed,
      suggestion: nearest(to: name, among: choices))
  }
}

extension InputError {
  /// The error of a name that several things share, with their names.
  package static func ambiguous(
    _ kind: String, _ name: String, among choices: [String], file: String? = nil,
    place: String? = nil
  ) -> InputError {
    let listed = choices.prefix(24).joined(separator: ", ")
    let more = choices.count > 24 ? " and \(choices.count - 24) more" : ""
    return InputError(
      file: file, place: place,
      found: "\"\(name.shortened())\", which is the name of \(choices.count) \(kind)s",
      expected: "one of \(listed)\(more)")
  }
}

extension String {
  /// The text cut to `limit` characters, with an ellipsis where it was cut.
  package func shortened(to limit: Int = 60) -> String {
    let text = String(prefix(limit).map { $0.isSafeToPrint ? $0 : "·" })
    return count <= limit ? text : text + "…"
  }
}

extension Character {
  /// Whether a terminal shows the character, and does not act on it.
  fileprivate var isSafeToPrint: Bool {
    unicodeScalars.allSatisfy { !$0.actsOnText && $0 != "\u{FFFD}" }
  }
}

extension Unicode.Scalar {
  /// Whether it is no character to be seen but acts on those around it: controls, line ends of other kinds, and marks
  /// that change the direction of text.
  package var actsOnText: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
      true
    default: false
    }
  }
}
