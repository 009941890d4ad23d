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
    effort = (steps.count / 32 + 1) * (parser.hasLookahead ? 32 : 1)
  }

  /// Whether the expression matches from the start of a name.
  func matches(_ name: [UInt8]) -> Bool { Self.matches(steps, name, from: 0) }

  /// Whether it matches a module under one of the names that it may have in a checkpoint.
  func matches(_ name: ModuleName) -> Bool {
    let model = Array("model.".utf8)
    guard isNegated else {
      return [[], model].contains { before in name.isNamed { matches(before + $0) } }
    }
    // What must not stand there is looked for in whole names, unless the expression begins at the layers.
    let isWhole = !beginsAtLayers && name.paths[0].hasPrefix("layers.")
    return (isWhole ? [model] : [[], model]).contains { before in
      name.allNamed { matches(before + $0) }
    }
  }

  private static func matches(_ steps: [NameStep], _ text: [UInt8], from start: Int) -> Bool {
    // When each step was last entered, so that none is twice at one place.
    var entered = [Int](repeating: -1, count: steps.count)
    var current = [0]
    for index in start...text.count {
      var next: [Int] = []
      while let place = current.popLast() {
        guard place < steps.count else { return true }
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
      if next.isEmpty { return false }
      current = next
    }
    return false
  }

  /// Whether a word begins or ends before a place.
  private static func isWordEdge(_ index: Int, in text: [UInt8]) -> Bool {
    let isBefore = index > 0 && ByteSet.word.contains(text[index - 1])
    let isBehind = index < text.count && ByteSet.word.contains(text[index])
    return isBefore != isBehind
  }
}
