import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The text of an invoice from its header on, in UTF-8 and without what stands above it.
struct InvoiceText {
  /// The text, with an empty line for each that stands above the header, so that lines keep their numbers.
  let data: Data
  /// The header, or the first line where none is found.
  let header: String
  /// Whether a line is a header of an invoice.
  let hasHeader: Bool

  /// The lines among which a header is sought: exports begin with an account's name, its days, or `sep=;`.
  private static let mostAbove = 40

  init(_ bytes: Data) {
    let text = TextEncoding.utf8(bytes)
    let newline = UInt8(ascii: "\n")
    var (found, first): (Range<Data.Index>?, Range<Data.Index>?)
    var above = 0
    var start = text.startIndex
    while found == nil, above < Self.mostAbove, start < text.endIndex {
      let end = text[start...].firstIndex(of: newline) ?? text.endIndex
      let line = String(decoding: text[start..<end], as: UTF8.self)
      if first == nil {
        first = start..<end
        // What is read as a log or as JSON is no invoice further down.
        guard !InvoiceColumns.isLog(Self.names(line)), !Self.isJSON(line) else { break }
      }
      if InvoiceColumns.isHeader(Self.names(line), isFirst: above == 0) {
        found = start..<end
      } else {
        above += 1
        start = end < text.endIndex ? text.index(after: end) : end
      }
    }
    hasHeader = found != nil
    let line = found ?? first ?? text.startIndex..<text.startIndex
    header = String(decoding: text[line], as: UTF8.self)
    data =
      found == nil || above == 0
      ? text : Data(repeating: newline, count: above) + text[line.lowerBound...]
  }

  /// The names between separators.
  private static func names(_ line: String) -> [String] {
    let separator = Character(Unicode.Scalar(InvoiceColumns.separator(of: line)))
    return line.split(separator: separator, omittingEmptySubsequences: false).map {
      String($0.filter { $0 != "\"" && $0 != "\r" && $0 != " " })
    }
  }

  private static func isJSON(_ line: String) -> Bool {
    line.first { $0 != " " }.map { $0 == "{" || $0 == "[" } ?? false
  }
}
