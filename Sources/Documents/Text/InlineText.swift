/// A line of text with emphasis, code and links, written once and rendered in every format.
///
/// Text is never read as markup: `InlineText("a*b*")` shows its asterisks.
package struct InlineText: Equatable, Sendable {
  /// A run of text of one kind.
  package enum Span: Equatable, Sendable {
    case plain(String)
    case strong(String)
    case emphasis(String)
    case code(String)
    case link(String, address: String)
    case lineBreak
  }

  package var spans: [Span]

  package init(_ spans: [Span]) { self.spans = spans }

  package init(_ text: String) { spans = text.isEmpty ? [] : [.plain(text)] }

  package static func strong(_ text: String) -> InlineText { InlineText([.strong(text)]) }
  package static func emphasis(_ text: String) -> InlineText { InlineText([.emphasis(text)]) }
  package static func code(_ text: String) -> InlineText { InlineText([.code(text)]) }
  package static var lineBreak: InlineText { InlineText([.lineBreak]) }

  /// A link; where the address is not of the web, a mail or a place in the same folder, only its
  /// text.
  package static func link(_ text: String, _ address: String) -> InlineText {
    InlineText([isHarmless(address) ? .link(text, address: address) : .plain(text)])
  }

  package static func + (left: InlineText, right: InlineText) -> InlineText {
    InlineText(left.spans + right.spans)
  }

  package static func += (left: inout InlineText, right: InlineText) { left.spans += right.spans }

  private static func isHarmless(_ address: String) -> Bool {
    if address.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) {
      return false
    }
    guard let colon = address.firstIndex(of: ":") else { return !address.isEmpty }
    if address[..<colon].contains(where: { "/?#".contains($0) }) { return true }
    return ["http", "https", "mailto"].contains(address[..<colon].lowercased())
  }
}

extension InlineText: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self.init(value) }

  package init(stringInterpolation: Interpolation) { self.init(stringInterpolation.spans) }

  /// Lets a literal hold other inline text: `"Pay the API: \(.strong("$1,234")) a month"`.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var spans: [Span] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) { append(.plain(literal)) }

    package mutating func appendInterpolation(_ text: InlineText) {
      for span in text.spans { append(span) }
    }

    package mutating func appendInterpolation(_ text: String) { append(.plain(text)) }

    package mutating func appendInterpolation(_ number: Int) { append(.plain(String(number))) }

    private mutating func append(_ span: Span) {
      guard case .plain(let text) = span else { return spans.append(span) }
      if text.isEmpty { return }
      if case .plain(let before) = spans.last {
        spans[spans.count - 1] = .plain(before + text)
      } else {
        spans.append(span)
      }
    }
  }
}
