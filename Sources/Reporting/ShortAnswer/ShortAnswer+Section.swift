import Documents

extension ShortAnswer {
  /// A label and what stands beside it.
  struct Section {
    let label: String
    /// Each an item of its own; the last give way first.
    private(set) var items: [Item]
    /// Whether the items are parts of one paragraph.
    private let flows: Bool
    /// The least number of items that are kept.
    private let least: Int
    private var dropped = 0

    /// A text, and what stands before its first line.
    struct Item: ExpressibleByStringLiteral {
      var head = ""
      var text: String

      init(_ text: String, head: String = "") {
        self.head = head
        self.text = text
      }

      init(stringLiteral value: String) { self.init(value) }
    }

    init(_ label: String, _ items: [Item], flows: Bool = false, least: Int = 1) {
      self.label = label
      self.items = items
      self.flows = flows
      self.least = least
    }

    init(_ label: String, _ texts: [String], flows: Bool = false, least: Int = 1) {
      self.init(label, texts.map { Item($0) }, flows: flows, least: least)
    }

    /// Leaves the last item out; `false` if that would be too many.
    mutating func drop() -> Bool {
      guard items.count > least else { return false }
      items.removeLast()
      dropped += 1
      return true
    }

    /// The lines beside the label, as wide as an answer is at most.
    var lines: [String] { lines(columns: ShortAnswer.columns) }

    /// The lines beside the label.
    ///
    /// - Parameter columns: Those of the label and the lines together.
    func lines(columns: Int) -> [String] {
      var shown = items
      if flows {
        let texts = items.map(\.text) + (dropped > 0 ? ["and \(dropped) more"] : [])
        shown = [Item(texts.joined(separator: "; ") + ".")]
      } else if dropped > 0, !shown.isEmpty {
        shown[shown.count - 1].text += " (\(dropped) more in the report)"
      }
      return shown.flatMap { item -> [String] in
        guard !item.text.isEmpty else { return [String(item.head.trimmingEnd)] }
        return TextWrap.wrapped(
          Escaping.printable(item.text),
          width: max(10, columns - ShortAnswer.indent - item.head.count)
        ).enumerated().map { index, line in
          (index == 0 ? item.head : String(repeating: " ", count: item.head.count)) + line
        }
      }
    }
  }
}

extension String {
  /// The text without blanks at its end.
  fileprivate var trimmingEnd: Substring {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return text
  }
}
