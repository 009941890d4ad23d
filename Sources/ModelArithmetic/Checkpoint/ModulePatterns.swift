/// Names of modules as quantisation configs write them: whole names, parts of a path, globs, and the
/// simple regular expressions of compressed-tensors.
///
/// A name is compared from `layers.` on, because what stands before differs between tools.
struct ModulePatterns: Sendable {
  private var names: Set<Substring> = []
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
          if let end = path.split(separator: ".").last, Self.tables.contains(String(end)) {
            names.insert(end)
          }
        }
      }
    }
  }

  /// Whether a module, such as `layers.3.mlp.down_proj`, or one that contains it is named.
  func matches(_ path: String) -> Bool {
    if !names.isEmpty {
      let parts = path.split(separator: ".")
      for start in parts.indices {
        for end in start..<parts.count
        where names.contains(path[parts[start].startIndex..<parts[end].endIndex]) {
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
    let lowered = name.lowercased()
    if lowered.contains("vision") || lowered.contains("visual") || lowered.contains("audio") {
      return name
    }
    let name = name.hasSuffix(".weight") ? String(name.dropLast(".weight".count)) : name
    if name.hasPrefix("layers.") { return name }
    guard let range = name.firstRange(of: ".layers.") else { return name }
    return "layers." + name[range.upperBound...]
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
