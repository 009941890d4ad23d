/// Bold and colour for a terminal, or nothing at all, and how wide it is.
///
/// The caller decides: escapes belong on a terminal whose user did not set `NO_COLOR`.
package struct TerminalStyle: Equatable, Sendable {
  /// Text as it is, for files and pipes.
  package static let plain = TerminalStyle(isEnabled: false)

  /// Whether escapes are written.
  package let isEnabled: Bool

  /// The columns of the terminal that tables must fit; `nil` where there is none.
  package let columns: Int?

  /// - Parameters:
  ///   - isEnabled: whether the output is a terminal that wants colour.
  ///   - columns: how wide it is, if it is a terminal.
  package init(isEnabled: Bool, columns: Int? = nil) {
    self.isEnabled = isEnabled
    self.columns = columns
  }

  package func bold(_ text: String) -> String { wrap(text, "1") }
  package func dim(_ text: String) -> String { wrap(text, "2") }
  package func red(_ text: String) -> String { wrap(text, "31") }
  package func green(_ text: String) -> String { wrap(text, "32") }
  package func yellow(_ text: String) -> String { wrap(text, "33") }

  /// Everything that is ever written to switch a style on or off.
  static let marks = ["0", "1", "2", "31", "32", "33"].map { "\u{1B}[\($0)m" }

  /// The characters of a text that are seen, without the marks of styles.
  package static func width(of text: String) -> Int {
    guard text.utf8.contains(0x1B) else { return text.count }
    return marks.reduce(text) { $0.replacing($1, with: "") }.count
  }

  private func wrap(_ text: String, _ code: String) -> String {
    isEnabled && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
