/// A report described once and rendered as Markdown or as a standalone HTML page.
package struct ReportDocument: Equatable, Sendable {
  /// A part of the report that stands below the one before it.
  package indirect enum Block: Equatable, Sendable {
    /// Level 1 is the report's title.
    case heading(InlineText, level: Int)
    case paragraph(InlineText)
    case list([InlineText], isNumbered: Bool = false)
    case table(TextTable)
    /// Code or a derivation, shown with its line breaks in letters of one width.
    case code(String, language: String = "")
    /// A chart that lies beside the Markdown and within the HTML page.
    case figure(Figure)
    /// A picture at an address.
    case image(address: String, description: String)
    /// Something to heed, set apart from the text.
    case callout(Callout, InlineText)
    /// Blocks that show only when the reader unfolds their summary.
    case details(summary: InlineText, [Block])
    /// Blocks that a page can lead to by name.
    case anchored(String, [Block])
  }

  /// How much a callout matters.
  package enum Callout: String, Equatable, Sendable {
    case note
    case warning
  }

  /// An SVG chart, the name of its file and what it shows for those who cannot see it.
  package struct Figure: Equatable, Sendable {
    package var fileName: String
    package var description: String
    package var svg: String

    package init(fileName: String, description: String, svg: String) {
      self.fileName = fileName
      self.description = description
      self.svg = svg
    }
  }

  /// The title of the HTML page.
  package var title: String
  package var blocks: [Block]

  package init(title: String, blocks: [Block] = []) {
    self.title = title
    self.blocks = blocks
  }

  package mutating func append(_ block: Block) { blocks.append(block) }

  /// The charts in reading order, folded ones too: the files that the Markdown refers to.
  package var figures: [Figure] { Self.figures(in: blocks) }

  private static func figures(in blocks: [Block]) -> [Figure] {
    blocks.flatMap { block -> [Figure] in
      switch block {
      case .figure(let figure): [figure]
      case .details(_, let inner), .anchored(_, let inner): figures(in: inner)
      default: []
      }
    }
  }
}
