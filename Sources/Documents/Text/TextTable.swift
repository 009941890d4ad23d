/// A table of text: columns with titles, and rows that have one cell for each column.
package struct TextTable: Equatable, Sendable {
  /// Where the text of a column stands; numbers stand right.
  package enum Alignment: Equatable, Sendable {
    case left
    case right
  }

  /// A column's title, what it means, and where its text stands.
  package struct Column: Equatable, Sendable {
    package var title: String
    package var alignment: Alignment
    /// What the column means, shown when the pointer rests on the title.
    package var note: String?
    /// Whether it is left out of a terminal that is too narrow for all.
    package var givesWay: Bool

    package init(
      _ title: String, _ alignment: Alignment = .left, note: String? = nil, givesWay: Bool = false
    ) {
      self.title = title
      self.alignment = alignment
      self.note = note
      self.givesWay = givesWay
    }
  }

  package let columns: [Column]
  package private(set) var rows: [[InlineText]]

  package init(columns: [Column], rows: [[InlineText]] = []) {
    self.columns = columns
    self.rows = []
    for row in rows { append(row) }
  }

  /// Adds a row; cells that are missing are empty, cells beyond the columns are left out.
  package mutating func append(_ cells: [InlineText]) {
    let missing = max(0, columns.count - cells.count)
    rows.append(
      Array(cells.prefix(columns.count)) + Array(repeating: InlineText(""), count: missing))
  }
}

extension TextTable {
  /// A GitHub Markdown table.
  ///
  /// Cells are not padded, so that a change of one number changes one line.
  package var markdown: String {
    guard !columns.isEmpty else { return "" }
    let titles = columns.map { column in
      let title = Escaping.markdown(column.title)
      guard let note = column.note else { return title }
      let escaped = Escaping.xml(Escaping.printable(note))
        .split(separator: "|", omittingEmptySubsequences: false).joined(separator: "&#124;")
      return "<span title=\"\(escaped)\">\(title)</span>"
    }
    let rules = columns.map { $0.alignment == .right ? "---:" : "---" }
    return ([titles, rules] + rows.map { row in row.map { $0.markdown(inTable: true) } })
      .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  /// An HTML `<table>`.
  package var html: String {
    func cells(_ element: String, _ texts: [String], _ attributes: (Int) -> String) -> String {
      let cells = texts.enumerated().map { index, text in
        let alignment = columns[index].alignment == .right ? " class=\"number\"" : ""
        return "<\(element)\(alignment)\(attributes(index))>\(text)</\(element)>"
      }
      return "<tr>" + cells.joined() + "</tr>\n"
    }
    let head = cells("th", columns.map { Escaping.xml($0.title) }) { index in
      let note = columns[index].note.map { " title=\"\(Escaping.xml($0))\"" } ?? ""
      return " scope=\"col\"" + note
    }
    let body = rows.map { row in
      cells("td", row.map { $0.html(breaksAtSlashes: true) }) {
        " data-label=\"\(Escaping.xml(columns[$0].title))\""
      }
    }.joined()
    return "<table>\n<thead>\n\(head)</thead>\n<tbody>\n\(body)</tbody>\n</table>\n"
  }

  /// Aligned columns for a terminal, two blanks apart; cells beyond `maximumCellWidth` characters
  /// end in "…".
  ///
  /// - Parameters:
  ///   - style: How headings and rules are set off.
  ///   - maximumCellWidth: The most characters of a cell.
  ///   - width: The columns of the terminal, if the table is to fit them; `nil` for those of the style. Columns that
  ///     give way are left out, which a line below tells, then what is text is cut, widest first; numbers are not.
  package func plainText(
    style: TerminalStyle = .plain, maximumCellWidth: Int = 60, width: Int? = nil
  ) -> String {
    if let width = width ?? style.columns { return fitted(style, maximumCellWidth, to: width) }
    return aligned(style, maximumCellWidth, to: nil)
  }

  /// The table with as many of its columns as have room.
  private func fitted(_ style: TerminalStyle, _ maximumCellWidth: Int, to width: Int) -> String {
    var shown = Array(columns.indices)
    func room(_ comfort: (first: Int, other: Int)) -> Int {
      shown.reduce(2 * (shown.count - 1)) { sum, index in
        let content = rows.reduce(0) { max($0, Self.width($1[index].plainText)) }
        guard columns[index].alignment == .left else { return sum + max(content, 5) }
        return sum + min(content, index == 0 ? comfort.first : comfort.other)
      }
    }
    while room((first: 32, other: 12)) > width,
      let place = shown.lastIndex(where: { columns[$0].givesWay })
    {
      shown.remove(at: place)
    }
    while shown.count > 1, room((first: 8, other: 8)) > width { shown.removeLast() }
    let left = columns.indices.filter { !shown.contains($0) }.map { columns[$0].title }
    guard !left.isEmpty else { return aligned(style, maximumCellWidth, to: width) }
    let table = TextTable(
      columns: shown.map { columns[$0] }, rows: rows.map { row in shown.map { row[$0] } })
    let note = TextWrap.wrapped(
      "No room here for " + NumberText.list(left) + ".", width: max(20, width))
    return table.aligned(style, maximumCellWidth, to: width)
      + note.map { style.dim($0) + "\n" }.joined()
  }

  private func aligned(
    _ style: TerminalStyle, _ maximumCellWidth: Int, to width: Int?
  ) -> String {
    var titles = columns.map { Self.shortened(Escaping.printable($0.title), maximumCellWidth) }
    var texts = rows.map { row in
      row.map { Self.shortened($0.plainText, maximumCellWidth) }
    }
    let contents = columns.indices.map { index in
      texts.reduce(0) { max($0, Self.width($1[index])) }
    }
    var widths = zip(contents, titles).map { max($0, Self.width($1)) }
    if let width {
      narrow(&widths, to: width, contents: contents)
      titles = zip(titles, widths).map { Self.shortened($0, $1) }
      texts = texts.map { row in zip(row, widths).map { Self.shortened($0, $1) } }
    }
    let blank = UInt8(ascii: " ")
    func line(_ cells: [String], _ styled: (Int, String) -> String) -> String {
      var result: [UInt8] = []
      for (index, cell) in cells.enumerated() {
        let padding = repeatElement(blank, count: widths[index] - Self.width(cell))
        let text = styled(index, cell).utf8
        if index > 0 { result += repeatElement(blank, count: 2) }
        if columns[index].alignment == .right { result += padding }
        result += text
        if columns[index].alignment == .left { result += padding }
      }
      while result.last == blank { result.removeLast() }
      return String(decoding: result, as: UTF8.self) + "\n"
    }
    let rule = style.dim(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "))
    let body = zip(rows, texts).map { row, cells in
      line(cells) { index, cell in
        row[index].isStrong ? style.bold(cell) : cell
      }
    }
    return line(titles) { style.bold($1) } + rule + "\n" + body.joined()
  }

  /// Takes columns in until a line of all fits: titles that are wider than their numbers, then texts, the widest first.
  private func narrow(_ widths: inout [Int], to width: Int, contents: [Int]) {
    let least = 8
    func total() -> Int { widths.reduce(0, +) + 2 * max(0, widths.count - 1) }
    while total() > width {
      let titles = columns.indices.filter {
        columns[$0].alignment == .right && widths[$0] > max(contents[$0], 5)
      }
      guard let widest = titles.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
    }
    while total() > width {
      let texts = columns.indices.filter { columns[$0].alignment == .left && widths[$0] > least }
      guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }

  /// Comma-separated values with a header row.
  package var csv: String {
    ([columns.map(\.title)] + rows.map { row in row.map(\.plainText) })
      .map { $0.map(Escaping.csv).joined(separator: ",") + "\n" }.joined()
  }

  private static func shortened(_ text: String, _ width: Int) -> String {
    let width = max(width, 1)
    return Self.width(text) > width ? text.prefix(width - 1) + "…" : text
  }

  /// The characters of a text; of plain ASCII in one line they are its bytes.
  private static func width(_ text: String) -> Int {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    return isPlain ? text.utf8.count : text.count
  }
}

extension InlineText {
  fileprivate var isStrong: Bool {
    spans.contains { if case .strong = $0 { true } else { false } }
  }
}
