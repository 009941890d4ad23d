package import CheckedJSON

extension Layout {
  /// One of the four numbers of a layout, by the name that options and columns have for it.
  public enum Part: String, Sendable, Hashable, CaseIterable {
    /// Tensor ranks.
    case tensor = "tp"
    /// Pipeline stages.
    case pipeline = "pp"
    /// Expert ranks.
    case expert = "ep"
    /// Groups of data-parallel attention.
    case attentionData = "attention-dp"
  }
}

extension Layout.Part {
  /// The error of a number that is none of the choices, which are in order and hold at least 1.
  func error(found: Int, among choices: [Int], which reason: String) -> InputError {
    let nearest = choices.min { abs($0 - found) < abs($1 - found) }
    return error(
      found: found, expected: Self.list(choices) + ", which \(reason)", nearest: nearest ?? 1)
  }

  /// The error of a number for which another is near.
  func error(found: Int, expected: String, nearest: Int) -> InputError {
    InputError(
      place: rawValue, found: "\(found)", expected: expected, suggestion: "\(nearest)")
  }

  /// `1, 2, 4 or 8`; of many, the first twelve.
  private static func list(_ choices: [Int]) -> String {
    let names = choices.map(String.init)
    guard names.count <= 12 else { return names.prefix(12).joined(separator: ", ") + ", …" }
    guard let last = names.last, names.count > 1 else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension InputError {
  /// The same error with the number named as a command's option: `tp` becomes `--tp`.
  package var namingOptions: InputError {
    guard let place, Layout.Part(rawValue: place) != nil else { return self }
    var copy = self
    copy.place = "--" + place
    return copy
  }
}
