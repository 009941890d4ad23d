/// A check that a text is well-formed XML of the plain kind that our writers produce.
struct WellFormedXML {
  private typealias Bytes = ArraySlice<UInt8>

  /// What is wrong, or nil.
  static func fault(in text: String) -> String? {
    var open: [Bytes] = []
    var rest = Array(text.utf8)[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      let content = rest[..<start]
      if content.contains(UInt8(ascii: ">")) { return "a bare > in \(string(content.prefix(60)))" }
      if hasBareAmpersand(content) { return "a bare & in \(string(content.prefix(60)))" }
      guard let end = rest[start...].firstIndex(of: UInt8(ascii: ">")) else {
        return "an unclosed tag"
      }
      let tag = rest[(start + 1)..<end]
      rest = rest[(end + 1)...]
      if tag.first == UInt8(ascii: "/") {
        guard open.popLast() == tag.dropFirst() else { return "an unexpected <\(string(tag))>" }
        continue
      }
      let name = tag.prefix { !isBlank($0) && $0 != UInt8(ascii: "/") }
      let isEmpty = tag.last == UInt8(ascii: "/")
      if let fault = attributeFault(in: tag.dropFirst(name.count).dropLast(isEmpty ? 1 : 0)) {
        return "\(fault) in <\(string(tag.prefix(60)))>"
      }
      if !isEmpty { open.append(name) }
    }
    if !open.isEmpty { return "unclosed \(open.map(string))" }
    let isForbidden = text.unicodeScalars.contains {
      $0.value < 0x20 && $0 != "\n" || $0.value & 0xFFFE == 0xFFFE
    }
    return isForbidden ? "a character that XML forbids" : nil
  }

  private static func attributeFault(in text: Bytes) -> String? {
    var rest = text
    var names: Set<Bytes> = []
    while let start = rest.firstIndex(where: { !isBlank($0) }) {
      guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return "no value" }
      let name = rest[start..<equals]
      guard names.insert(name).inserted else { return "a repeated attribute" }
      rest = rest[(equals + 1)...]
      let quote = UInt8(ascii: "\"")
      guard rest.first == quote, let end = rest.dropFirst().firstIndex(of: quote) else {
        return "no quotes"
      }
      let value = rest[(rest.startIndex + 1)..<end]
      if hasBareAmpersand(value) { return "a bare &" }
      if !["font-family", "class"].contains(string(name)), holdsNoNumber(value) {
        return "no number for \(string(name))"
      }
      rest = rest[(end + 1)...]
    }
    return nil
  }

  /// Whether a value names NaN or an infinity; no coordinate holds an "n".
  private static func holdsNoNumber(_ value: Bytes) -> Bool {
    guard value.contains(UInt8(ascii: "n")) || value.contains(UInt8(ascii: "N")) else {
      return false
    }
    return ["nan", "inf", "-inf"].contains { string(value).lowercased().hasPrefix($0) }
      || string(value).lowercased().contains(" nan")
  }

  private static func hasBareAmpersand(_ text: Bytes) -> Bool {
    guard text.contains(UInt8(ascii: "&")) else { return false }
    return text.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).dropFirst()
      .contains { part in
        let name = string(part.prefix { $0 != UInt8(ascii: ";") })
        return !["amp", "lt", "gt", "quot", "#39"].contains(name)
      }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }

  private static func string(_ bytes: Bytes) -> String { String(decoding: bytes, as: UTF8.self) }
}
