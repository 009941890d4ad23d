/// Names of modules as quantisation configs write them: whole names, parts of a path, globs, and the
/// simple regular expressions of compressed-tensors.
///
/// A name is compared from `layers.` on, because what stands before differs between tools.
struct ModulePatterns: Sendable {
  private var names: Set<Substring> = []
  /// How many parts the names have: no others need be looked up.
  private var partCounts: Set<Int> = []
  private var globs: [[UInt8]] = []
  /// Modules outside the layers, before whose names tools put different words.
  private static let tables: Set<String> = ["embed_tokens", "lm_head"]

  var isEmpty: Bool { names.isEmpty && globs.isEmpty }
  var globCount: Int { globs.count }

  init(_ patterns: [String]) {
    for pattern in patterns {
      for simple in Self.simplified(pattern) {
        let path = Self.fromLayers(simple)
        if path.contains("*") {
          globs.append(Array(path.utf8))
          if !path.hasSuffix("*") { globs.append(Array((path + ".*").utf8)) }
        } else if path != "Linear" {
          names.insert(Substring(path))
          partCounts.insert(path.utf8.count { $0 == UInt8(ascii: ".") } + 1)
          if let end = path.split(separator: ".").last, Self.tables.contains(String(end)) {
            names.insert(end)
            partCounts.insert(1)
          }
        }
      }
    }
  }

  /// Whether a module, such as `layers.3.mlp.down_proj`, or one that contains it is named.
  func matches(_ path: String) -> Bool {
    if !names.isEmpty {
      let parts = path.utf8.split(separator: UInt8(ascii: "."))
      for count in partCounts where count <= parts.count {
        for start in 0...(parts.count - count)
        where names.contains(
          path[parts[start].startIndex..<parts[start + count - 1].endIndex])
        {
          return true
        }
      }
    }
    guard !globs.isEmpty else { return false }
    let bytes = Array(path.utf8)
    return globs.contains { Self.matches($0, bytes) }
  }

  /// The part of a text model's name from `layers.` on; names of encoders stay whole.
  private static func fromLayers(_ name: String) -> String {
    let bytes = Array(name.utf8)
    let isOfEncoder = ["vision", "visual", "audio"].contains {
      Self.place(of: $0, in: bytes, ignoringCase: true) != nil
    }
    if isOfEncoder { return name }
    let end = bytes.count - (name.hasSuffix(".weight") ? ".weight".utf8.count : 0)
    let start =
      name.hasPrefix("layers.")
      ? 0 : Self.place(of: ".layers.", in: Array(bytes[..<end])).map { $0 + 1 } ?? 0
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Where a word of lowercase letters first stands in a text.
  private static func place(
    of word: StaticString, in text: [UInt8], ignoringCase: Bool = false
  ) -> Int? {
    let word = Array("\(word)".utf8)
    guard text.count >= word.count else { return nil }
    let mask: UInt8 = ignoringCase ? 0x20 : 0
    return (0...(text.count - word.count)).first { start in
      word.indices.allSatisfy { text[start + $0] | mask == word[$0] | mask }
    }
  }

  /// Globs for a pattern; a regular expression gives one for each alternative of its first group.
  private static func simplified(_ pattern: String) -> [String] {
    guard pattern.hasPrefix("re:") else { return [pattern] }
    var text = String(pattern.dropFirst(3))
    if text.hasPrefix("^") { text.removeFirst() }
    if text.hasSuffix("$") { text.removeLast() } else { text += "*" }
    for (from, to) in [(".*", "*"), ("\\d+", "*"), ("[0-9]+", "*"), ("\\.", ".")] {
      text = text.replacing(from, with: to)
    }
    guard let open = text.firstIndex(of: "("),
      let close = text[open...].firstIndex(of: ")")
    else { return isPlain(text) ? [text] : [] }
    let alternatives = text[text.index(after: open)..<close].split(separator: "|")
    return alternatives.prefix(64).map { text[..<open] + $0 + text[text.index(after: close)...] }
      .map(String.init).filter(isPlain)
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.contains { "()[]{}+?\\|^$".contains($0) }
  }

  /// Whether a glob with stars matches, in time linear in the product of both lengths at most.
  private static func matches(_ glob: [UInt8], _ text: [UInt8]) -> Bool {
    let star = UInt8(ascii: "*")
    var (position, index) = (0, 0)
    var retry: (position: Int, index: Int)?
    while index < text.count {
      if position < glob.count, glob[position] == star {
        retry = (position + 1, index)
        position += 1
      } else if position < glob.count, glob[position] == text[index] {
        position += 1
        index += 1
      } else if let last = retry {
        retry = (last.position, last.index + 1)
        (position, index) = (last.position, last.index + 1)
      } else {
        return false
      }
    }
    return glob[position...].allSatisfy { $0 == star }
  }
}
