import CheckedJSON

/// Names of modules as quantisation configs write them: whole names, parts of a path, globs, and the
/// regular expressions of compressed-tensors.
///
/// A name is compared from `layers.` on, because what stands before differs between tools.
struct ModulePatterns: Sendable {
  private var names: Set<Substring> = []
  /// How many parts the names have: no others need be looked up.
  private var partCounts: Set<Int> = []
  private var globs: [[UInt8]] = []
  /// Experts that are named by their numbers, under the names of their matrices without them.
  private var experts: [Substring: Set<Int>] = [:]
  private var expertGlobs: [[UInt8]: Set<Int>] = [:]
  private var expressions: [NameExpression] = []
  /// The first pattern that names modules of a text model.
  private(set) var example: String?
  /// Whether a pattern has a digit that may be a layer's number; the set of all digits tells none from another.
  private(set) var namesNumbers = false
  /// Modules outside the layers, before whose names tools put different words.
  private static let tables: Set<String> = ["embed_tokens", "lm_head"]

  var isEmpty: Bool {
    names.isEmpty && globs.isEmpty && expressions.isEmpty && experts.isEmpty && expertGlobs.isEmpty
  }
  /// How many comparisons a module takes beside the look-up of its name.
  var effort: Int {
    globs.count + expertGlobs.count + expressions.reduce(0) { $0 + $1.effort }
  }

  init() {}

  /// Reads patterns; those that begin with `re:` are regular expressions.
  ///
  /// - Throws: `InputError` for a regular expression that cannot be read.
  init(_ patterns: [String], at place: JSONPlace) throws(InputError) {
    for pattern in patterns {
      if pattern.hasPrefix("re:") {
        try insert(expression: String(pattern.dropFirst(3)), at: place)
      } else {
        let named = ModuleName.paths(of: Self.fromLayers(pattern).withoutOuterDots)
        for path in named.paths {
          if Self.isClass(path) {
            try insert(expression: Self.expression(ofGlob: path), at: place)
          } else {
            insert(path, expert: named.expert)
          }
        }
      }
      if example == nil, pattern != "Linear", !Self.isBesideText(pattern) { example = pattern }
    }
  }

  /// Reads a regular expression that is written without `re:`.
  init(
    expression: String, searches: Bool = false, at place: JSONPlace
  ) throws(InputError) {
    try insert(expression: expression, searches: searches, at: place)
    if !Self.isBesideText(expression) { example = expression }
  }

  private mutating func insert(_ path: String, expert: Int? = nil) {
    noteNumbers(in: path)
    if path.contains("*") {
      let globs = [path] + (path.hasSuffix("*") ? [] : [path + ".*"])
      for glob in globs.map({ Array($0.utf8) }) {
        if let expert {
          expertGlobs[glob, default: []].insert(expert)
        } else {
          self.globs.append(glob)
        }
      }
    } else if path != "Linear" {
      partCounts.insert(path.utf8.count { $0 == UInt8(ascii: ".") } + 1)
      if let expert {
        experts[Substring(path), default: []].insert(expert)
        return
      }
      names.insert(Substring(path))
      if let end = path.split(separator: ".").last, Self.tables.contains(String(end)) {
        names.insert(end)
        partCounts.insert(1)
      }
    }
  }

  /// Whether a glob has more than stars, or tells experts by a part of their numbers, as `experts.1*`.
  private static func isClass(_ glob: String) -> Bool {
    if glob.contains(where: { $0 == "?" || $0 == "[" }) { return true }
    guard let experts = glob.firstRange(of: "experts.") else { return false }
    let number = glob[experts.upperBound...].prefix { $0 != "." }
    return number.contains("*") && number.contains(where: \.isNumber)
  }

  /// A glob as a regular expression, which also fits what the named module contains.
  private static func expression(ofGlob glob: String) -> String {
    var text = ""
    var isInSet = false
    for character in glob {
      switch character {
      case "]" where isInSet:
        isInSet = false
        text.append(character)
      case "!" where isInSet && text.hasSuffix("["): text.append("^")
      case _ where isInSet: text.append(character)
      case "[":
        isInSet = true
        text.append(character)
      case "*": text += ".*"
      case "?": text.append(".")
      case _ where character.isLetter || character.isNumber || character == "_":
        text.append(character)
      default: text += "\\" + String(character)
      }
    }
    return text + "(\\..*)?$"
  }

  private mutating func noteNumbers(in pattern: String) {
    namesNumbers =
      namesNumbers || pattern.utf8.contains { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }

  private mutating func insert(
    expression text: String, searches: Bool = false, at place: JSONPlace
  ) throws(InputError) {
    noteNumbers(in: text.replacing("[0-9]", with: ""))
    // Outside the layers other words stand before the names of the tables.
    for table in Self.tables where text.hasSuffix(table) || text.hasSuffix(table + "$") {
      insert(table)
    }
    do throws(NameExpressionError) {
      expressions.append(try NameExpression(Self.fromLayers(expression: text), searches: searches))
    } catch {
      throw InputError(
        file: place.file, place: place.path,
        found: "the regular expression \"\(text.shortened())\"", expected: error.expected)
    }
  }

  /// Whether a module, such as `layers.3.mlp.down_proj`, or one that contains it is named.
  func matches(_ name: ModuleName) -> Bool {
    matchesPlainly(name) || expressions.contains { $0.matches(name) }
  }

  private func matchesPlainly(_ name: ModuleName) -> Bool {
    (!names.isEmpty && hasPart(name) { names.contains($0) })
      || globs.contains { glob in name.isNamed { Self.matches(glob, $0) } }
  }

  /// The experts of a module, of so many, that are named, be it with the whole of it or by their numbers.
  func experts(of name: ModuleName, among count: Int) -> NamedExperts {
    if matchesPlainly(name) { return .all }
    var numbers: Set<Int> = []
    for expression in expressions {
      switch expression.experts(of: name, among: count) {
      case .all: return .all
      case .numbers(let named): numbers.formUnion(named)
      }
    }
    if !experts.isEmpty {
      _ = hasPart(name) { part in
        numbers.formUnion(experts[part] ?? [])
        return false
      }
    }
    for (glob, named) in expertGlobs where name.isNamed({ Self.matches(glob, $0) }) {
      numbers.formUnion(named)
    }
    return .numbers(numbers)
  }

  /// Whether a test holds for a path of a module, or for a part of it that has as many parts as a name.
  private func hasPart(_ name: ModuleName, where test: (Substring) -> Bool) -> Bool {
    zip(name.paths, name.parts).contains { path, parts in
      // Heads that guess further tokens number their layers anew: `mtp.layers.0` is not `layers.0`.
      let isDraft = path.hasPrefix("mtp.")
      return partCounts.contains { count in
        count <= parts.count
          && (0...(isDraft ? 0 : parts.count - count)).contains { start in
            test(path[parts[start].lowerBound..<parts[start + count - 1].upperBound])
          }
      }
    }
  }

  /// Whether a pattern speaks of encoders or of heads that guess further tokens.
  private static func isBesideText(_ pattern: String) -> Bool {
    let text = Array(pattern.utf8)
    return isOfEncoder(text)
      || (["mtp", "nextn", "eh_proj", "projector", "merge"] as [StaticString]).contains {
        place(of: $0, in: text, ignoringCase: true) != nil
      }
  }

  private static func isOfEncoder(_ text: [UInt8]) -> Bool {
    (["vision", "visual", "audio"] as [StaticString]).contains {
      place(of: $0, in: text, ignoringCase: true) != nil
    }
  }

  /// The same expression from `layers` on, where nothing but names stands before.
  private static func fromLayers(expression text: String) -> String {
    guard !isOfEncoder(Array(text.utf8)), let place = text.firstRange(of: "layers"),
      text[..<place.lowerBound].allSatisfy({
        $0.isLetter || $0.isNumber || "^_\\.*".contains($0)
      }), !text[..<place.lowerBound].contains("mtp")
    else { return text }
    return String(text[place.lowerBound...])
  }

  /// The part of a text model's name from `layers.` on; names of encoders stay whole.
  private static func fromLayers(_ name: String) -> String {
    let bytes = Array(name.utf8)
    if isOfEncoder(bytes) { return name }
    // Heads that guess further tokens number their layers anew.
    if let draft = place(of: "mtp", in: bytes) {
      return String(decoding: bytes[draft...], as: UTF8.self)
    }
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

extension String {
  /// The same without dots at its ends, as in `layers.1.`, which is written so that `layers.10` is not meant: names are
  /// compared part by part here.
  fileprivate var withoutOuterDots: String {
    let start = drop { $0 == "." }
    return String(start.dropLast(start.reversed().prefix { $0 == "." }.count))
  }
}
