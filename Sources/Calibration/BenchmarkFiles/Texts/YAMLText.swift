import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// YAML as programs write it: blocks of keys and lists by indentation, scalars plain, quoted or in blocks.
///
/// Lists and objects in brackets are read where they are JSON. Other text of YAML is no result of a benchmark, and
/// makes the whole text none. What is named with an ampersand is read where it stands, and is nothing where only its
/// name stands.
struct YAMLText {
  private let lines: [Substring]
  private var next = 0

  private init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.hasSuffix("\r") ? $0.dropLast() : $0
    }
  }

  /// The value of a text whose lines have these keys outermost; `nil` for any other text.
  static func value(_ text: String, withOneOf keys: [String]) -> JSONValue? {
    guard text.utf8.count <= 16 << 20 else { return nil }
    var reader = YAMLText(text)
    guard reader.lines.contains(where: { line in keys.contains { line.hasPrefix("\($0):") } })
    else {
      return nil
    }
    reader.skip()
    guard let value = reader.block(at: 0, depth: 0) else { return nil }
    reader.skip()
    return reader.next == reader.lines.count ? value : nil
  }

  /// Passes blank lines, comments and the marks between documents.
  private mutating func skip() {
    while next < lines.count {
      let line = lines[next].drop { $0 == " " }
      guard line.isEmpty || line.first == "#" || lines[next] == "---" else { return }
      next += 1
    }
  }

  private func indentation(_ line: Substring) -> Int {
    line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
  }

  private static func isItem(_ text: Substring) -> Bool {
    let bytes = text.utf8.prefix(2)
    return bytes.elementsEqual("-".utf8) || bytes.elementsEqual("- ".utf8)
  }

  /// The list or the object whose lines begin at a column.
  private mutating func block(at column: Int, depth: Int) -> JSONValue? {
    guard depth < 64, next < lines.count else { return nil }
    return Self.isItem(lines[next].dropFirst(column))
      ? list(at: column, depth: depth) : object(at: column, depth: depth, first: nil)
  }

  /// - Parameter first: the first line from its dash on, where it stands behind the dash of a list.
  private mutating func list(at column: Int, depth: Int, first: Substring? = nil) -> JSONValue? {
    guard depth < 64 else { return nil }
    var elements: [JSONValue] = []
    var waiting = first
    while true {
      let line: Substring
      if let first = waiting {
        line = first
        waiting = nil
      } else {
        skip()
        guard next < lines.count, indentation(lines[next]) == column,
          Self.isItem(lines[next].dropFirst(column))
        else { return .array(elements) }
        line = lines[next].dropFirst(column)
      }
      let item = line.dropFirst()
      let text = item.drop { $0 == " " }
      let inner = column + 1 + item.prefix { $0 == " " }.count
      let element: JSONValue?
      if Self.isItem(text) {
        element = list(at: inner, depth: depth + 1, first: text)
      } else if !text.isEmpty, Self.key(text) != nil {
        element = object(at: inner, depth: depth + 1, first: text)
      } else {
        next += 1
        element = value(text, under: column, depth: depth)
      }
      guard let element else { return nil }
      elements.append(element)
    }
  }

  /// - Parameter first: the first line's text, where it stands behind the dash of a list.
  private mutating func object(at column: Int, depth: Int, first: Substring?) -> JSONValue? {
    guard depth < 64 else { return nil }
    var members: [String: JSONValue] = [:]
    var waiting = first
    while true {
      let text: Substring
      if let first = waiting {
        text = first
        waiting = nil
      } else {
        skip()
        guard next < lines.count, indentation(lines[next]) == column,
          !Self.isItem(lines[next].dropFirst(column)), lines[next] != "..."
        else { return .object(members) }
        text = lines[next].dropFirst(column)
      }
      guard let (key, rest) = Self.key(text) else { return nil }
      next += 1
      guard let value = value(rest, under: column, depth: depth) else { return nil }
      members[key] = value
    }
  }

  /// The key of a line and what stands behind its colon; `nil` for a line without one.
  private static func key(_ text: Substring) -> (key: String, rest: Substring)? {
    if let quote = text.first, quote == "\"" || quote == "'" {
      let inner = text.dropFirst()
      guard let end = inner.firstIndex(of: quote) else { return nil }
      let rest = inner[inner.index(after: end)...]
      guard rest == ":" || rest.hasPrefix(": ") else { return nil }
      return (String(inner[..<end]), rest.dropFirst().drop { $0 == " " })
    }
    guard let start = text.utf8.first, !Self.signs.contains(start) else { return nil }
    if let colon = Self.index(of: UInt8(ascii: ":"), in: text) {
      return (String(text[..<colon]), text[colon...].dropFirst(2).drop { $0 == " " })
    }
    return text.utf8.last == UInt8(ascii: ":") ? (String(text.dropLast()), "") : nil
  }

  /// Signs that a plain key does not begin with.
  private static let signs = Set("[{|>&*!%@`".utf8)

  /// Where a sign stands before a blank, or behind one if it begins a comment.
  private static func index(of sign: UInt8, in text: Substring) -> Substring.Index? {
    let blank = UInt8(ascii: " ")
    let isComment = sign == UInt8(ascii: "#")
    var last: (byte: UInt8, index: Substring.Index)?
    for index in text.utf8.indices {
      let byte = text.utf8[index]
      if let last,
        isComment ? (last.byte, byte) == (blank, sign) : (last.byte, byte) == (sign, blank)
      {
        return last.index
      }
      last = (byte, index)
    }
    return nil
  }

  /// The value that begins with a text and may go on below, farther in than a column.
  private mutating func value(_ text: Substring, under column: Int, depth: Int) -> JSONValue? {
    guard text.first == "&" else { return unnamed(text, under: column, depth: depth) }
    let rest = text.drop { $0 != " " }.drop { $0 == " " }
    return unnamed(rest, under: column, depth: depth)
  }

  private mutating func unnamed(
    _ text: Substring, under column: Int, depth: Int
  ) -> JSONValue? {
    switch text.first {
    case nil, "#":
      skip()
      guard next < lines.count else { return .null }
      let inner = indentation(lines[next])
      let isList = inner == column && Self.isItem(lines[next].dropFirst(column))
      return inner > column || isList ? block(at: inner, depth: depth + 1) : .null
    case "*": return .null
    case "|", ">": return .string(below(column).joined(separator: "\n"))
    case "\"", "'": return quoted(text)
    case "[", "{":
      let all = ([text] + below(column)).joined(separator: " ")
      guard let inner = try? JSONDocument(Data(all.utf8)).root else { return .string(all) }
      return inner.value
    default:
      let end = Self.index(of: UInt8(ascii: "#"), in: text) ?? text.endIndex
      return Self.scalar(([text[..<end]] + below(column)).joined(separator: " "))
    }
  }

  /// The lines that go on farther in than a column, and the blank ones between them.
  private mutating func below(_ column: Int) -> [Substring] {
    var found: [Substring] = []
    while next < lines.count {
      let line = lines[next]
      let text = line.drop { $0 == " " }
      guard text.isEmpty || indentation(line) > column else { break }
      found.append(text)
      next += 1
    }
    while found.last?.isEmpty == true { found.removeLast() }
    return found
  }

  /// A text in quotes, which may end some lines below.
  private mutating func quoted(_ start: Substring) -> JSONValue? {
    guard let quote = start.first else { return nil }
    var text = ""
    var rest = start.dropFirst()
    while true {
      while let character = rest.popFirst() {
        if character == "\\", quote == "\"" {
          text.append(character)
          if let escaped = rest.popFirst() { text.append(escaped) }
        } else if character == quote {
          guard quote == "'", rest.first == "'" else { return .string(text) }
          rest = rest.dropFirst()
          text.append(quote)
        } else {
          text.append(character)
        }
      }
      guard next < lines.count else { return nil }
      rest = lines[next].drop { $0 == " " }
      next += 1
      text.append(" ")
    }
  }

  private static func scalar(_ text: String) -> JSONValue {
    switch text.lowercased() {
    case "null", "~", "": .null
    case "true": .bool(true)
    case "false": .bool(false)
    case ".inf", "+.inf": .string("inf")
    case ".nan": .null
    default: Double(text).map { $0.isFinite ? .number($0) : .string(text) } ?? .string(text)
    }
  }
}
