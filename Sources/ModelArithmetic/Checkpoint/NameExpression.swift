import CheckedJSON

/// A regular expression over names of modules, in the syntax of Python's `re`, from the start of the name.
///
/// All states advance together, so that the time is the product of both lengths at most and no
/// pattern of a file can hang a run.
struct NameExpression: Sendable {
  private let steps: [NameStep]
  /// Whether it says what must not follow.
  let isNegated: Bool
  /// Whether what stands before `layers.` was left away.
  private let beginsAtLayers: Bool
  private let hasLookahead: Bool
  /// Whether it may tell experts by their numbers.
  private let tellsExperts: Bool
  /// How many patterns with a star it is worth, of about 32 steps each.
  let effort: Int

  /// Reads an expression.
  ///
  /// - Parameter searches: Whether it may begin anywhere in the name, as with `re.search`.
  /// - Throws: `NameExpressionError` for syntax that is not known.
  init(_ text: String, searches: Bool = false) throws(NameExpressionError) {
    var parser = NameExpressionParser(text: Array(text.utf8))
    let body = try parser.wholeExpression()
    let anything: [NameStep] = [.split(1, 3), .byte(.anything), .jump(-2)]
    steps = searches ? anything + body : body
    isNegated = parser.hasNegation
    beginsAtLayers = text.hasPrefix("layers") || text.hasPrefix("^layers")
    hasLookahead = parser.hasLookahead
    tellsExperts = Self.hasNumberBehindExperts(text)
    effort =
      (steps.count / 32 + 1) * (parser.hasLookahead ? 32 : 1) * (tellsExperts ? 4 : 1)
  }

  /// Whether a digit stands behind the word for experts that is no count of repetitions, no set of all digits and
  /// not that of Mixtral's matrices.
  private static func hasNumberBehindExperts(_ text: String) -> Bool {
    guard let place = text.firstRange(of: "experts") else { return false }
    var rest = text[place.upperBound...].replacing("[0-9]", with: "").replacing("w[123]", with: "")
    for matrix in ["w1", "w2", "w3"] { rest = rest.replacing(matrix, with: "") }
    var isInBraces = false
    for byte in rest.utf8 {
      if byte == UInt8(ascii: "{") { isInBraces = true }
      if byte == UInt8(ascii: "}") { isInBraces = false }
      if !isInBraces, ByteSet.digits.contains(byte) { return true }
    }
    return false
  }

  /// Whether the expression matches from the start of a name.
  func matches(_ name: [UInt8]) -> Bool { Self.matches(steps, name, from: 0) }

  /// Whether it matches a module under one of the names that it may have in a checkpoint.
  func matches(_ name: ModuleName) -> Bool {
    guard isNegated else {
      return [[], Self.model].contains { before in name.isNamed { matches(before + $0) } }
    }
    // What must not stand there is looked for in whole names, unless the expression begins at the layers.
    let isWhole = !beginsAtLayers && name.paths[0].hasPrefix("layers.")
    return (isWhole ? [Self.model] : [[], Self.model]).contains { before in
      name.allNamed { matches(before + $0) }
    }
  }

  /// The experts of a module, of so many, that it matches.
  func experts(of name: ModuleName, among count: Int) -> NamedExperts {
    guard !name.ofExperts.isEmpty, count > 1 else { return matches(name) ? .all : .numbers([]) }
    let isPlain = isNegated ? matches(name) : name.plain.contains { matchesWhole($0) }
    if isPlain, !(isNegated && tellsExperts) { return .all }
    // What tells no expert by its number may still tell how many digits that has.
    let sample = Set([0, 5, 10, 100, count - 1].filter { $0 < count })
    if !tellsExperts {
      let found = numbers(of: name, among: sample)
      if found.isEmpty { return .numbers([]) }
      if found.count == sample.count { return .all }
    }
    let found = numbers(of: name, among: 0..<count)
    return found.count == count ? .all : .numbers(found)
  }

  /// Whether it matches a name as it stands, or with `model.` before it.
  private func matchesWhole(_ name: [UInt8]) -> Bool {
    [[], Self.model].contains { matches($0 + name) }
  }

  private static let model = Array("model.".utf8)

  /// Those of the numbers whose experts it matches.
  private func numbers(of name: ModuleName, among numbers: some Sequence<Int>) -> Set<Int> {
    let isWhole = isNegated && !beginsAtLayers && name.paths[0].hasPrefix("layers.")
    // What must not stand there is looked for in the first of the names.
    let names = isNegated ? name.ofExperts.prefix(1) : name.ofExperts[...]
    var found: Set<Int> = []
    for (before, behind) in names {
      for start in isWhole ? [Self.model] : [[], Self.model] {
        let text = start + before
        // What stands before the number is read once for all of them, unless the expression looks ahead.
        let begun =
          hasLookahead
          ? Progress.at([0]) : Self.advance(steps, text, from: 0, to: text.count, at: [0])
        switch begun {
        case .failed: continue
        case .matched: return Set(numbers)
        case .at(let places):
          for number in numbers where !found.contains(number) {
            let whole = text + Array("\(number)".utf8) + behind
            let end = Self.advance(
              steps, whole, from: hasLookahead ? 0 : text.count, to: whole.count + 1, at: places)
            if case .matched = end { found.insert(number) }
          }
        }
      }
    }
    return found
  }

  private static func matches(_ steps: [NameStep], _ text: [UInt8], from start: Int) -> Bool {
    if case .matched = advance(steps, text, from: start, to: text.count + 1, at: [0]) {
      return true
    }
    return false
  }

  /// How far the machine came: to its end, nowhere, or to some of its steps.
  private enum Progress {
    case matched
    case failed
    case at([Int])
  }

  /// Reads a text from one place up to another, with the machine at some of its steps to begin with.
  private static func advance(
    _ steps: [NameStep], _ text: [UInt8], from start: Int, to end: Int, at places: [Int]
  ) -> Progress {
    // When each step was last entered, so that none is twice at one place.
    var entered = [Int](repeating: -1, count: steps.count)
    var current = places
    for index in start..<end {
      var next: [Int] = []
      while let place = current.popLast() {
        guard place < steps.count else { return .matched }
        guard entered[place] != index else { continue }
        entered[place] = index
        switch steps[place] {
        case .byte(let set):
          if index < text.count, set.contains(text[index]) { next.append(place + 1) }
        case .split(let one, let other): current += [place + other, place + one]
        case .jump(let distance): current.append(place + distance)
        case .start: if index == 0 { current.append(place + 1) }
        case .end: if index == text.count { current.append(place + 1) }
        case .wordEdge(let isWanted):
          if isWordEdge(index, in: text) == isWanted { current.append(place + 1) }
        case .ahead(let inner, let isNegated):
          if matches(inner, text, from: index) != isNegated { current.append(place + 1) }
        }
      }
      if next.isEmpty { return .failed }
      current = next
    }
    return .at(current)
  }

  /// Whether a word begins or ends before a place.
  private static func isWordEdge(_ index: Int, in text: [UInt8]) -> Bool {
    let isBefore = index > 0 && ByteSet.word.contains(text[index - 1])
    let isBehind = index < text.count && ByteSet.word.contains(text[index])
    return isBefore != isBehind
  }
}
