/// What of a regular expression is not known.
struct NameExpressionError: Error, Equatable {
  /// What is expected in its place.
  let expected: String
}

/// Reads a regular expression into the steps of its machine.
struct NameExpressionParser {
  let text: [UInt8]
  private var index = 0
  private var depth = 0
  private var isInLookahead = false
  private var ignoresCase = false
  private(set) var hasLookahead = false
  private(set) var hasNegation = false

  init(text: [UInt8]) { self.text = text }

  /// Steps that an expression has at most; those published have below 200.
  private static let mostSteps = 4096
  private static let mostNested = 16

  mutating func wholeExpression() throws(NameExpressionError) -> [NameStep] {
    // Names have one line, so that `s` changes nothing.
    for flags in ["(?i)", "(?is)", "(?si)"] as [StaticString] where take(flags) {
      ignoresCase = true
    }
    let steps = try alternatives()
    guard index == text.count else { throw NameExpressionError(expected: "no \")\" without \"(\"") }
    return steps
  }

  private var next: UInt8? { index < text.count ? text[index] : nil }

  private mutating func take(_ prefix: StaticString) -> Bool {
    let bytes = Array("\(prefix)".utf8)
    guard text[index...].starts(with: bytes) else { return false }
    index += bytes.count
    return true
  }

  private func bounded(_ steps: [NameStep]) throws(NameExpressionError) -> [NameStep] {
    guard steps.count <= Self.mostSteps else {
      throw NameExpressionError(expected: "a shorter regular expression")
    }
    return steps
  }

  private mutating func alternatives() throws(NameExpressionError) -> [NameStep] {
    var choices = [try sequence()]
    while take("|") { choices.append(try sequence()) }
    var steps = choices.removeLast()
    for choice in choices.reversed() {
      steps =
        try bounded([.split(1, choice.count + 2)] + choice + [.jump(steps.count + 1)] + steps)
    }
    return steps
  }

  private mutating func sequence() throws(NameExpressionError) -> [NameStep] {
    var steps: [NameStep] = []
    while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      let atom = try atom()
      steps = try bounded(steps + repeated(atom))
    }
    return steps
  }

  private mutating func atom() throws(NameExpressionError) -> [NameStep] {
    let byte = text[index]
    index += 1
    switch byte {
    case UInt8(ascii: "("): return try group()
    case UInt8(ascii: "["):
      // What a set excludes is excluded in both cases.
      let isInverted = take("^")
      let set = cased(try characters())
      return [.byte(isInverted ? set.inverted : set)]
    case UInt8(ascii: "."): return [.byte(.anything)]
    case UInt8(ascii: "^"): return [.start]
    case UInt8(ascii: "$"): return [.end]
    case UInt8(ascii: "\\"):
      if take("b") { return [.wordEdge(isWanted: true)] }
      if take("B") { return [.wordEdge(isWanted: false)] }
      if take("A") { return [.start] }
      if take("Z") { return [.end] }
      return [.byte(cased(try escaped()))]
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      throw NameExpressionError(expected: "something before \"*\", \"+\" or \"?\"")
    default: return [.byte(cased(ByteSet([byte])))]
    }
  }

  private func cased(_ set: ByteSet) -> ByteSet { ignoresCase ? set.ignoringCase : set }

  private mutating func group() throws(NameExpressionError) -> [NameStep] {
    let isNegated = take("?!")
    let isAhead = isNegated || take("?=")
    if !isAhead, !take("?:") {
      if take("?P<") {
        while let byte = next, byte != UInt8(ascii: ">") { index += 1 }
        index += 1
      } else if next == UInt8(ascii: "?") {
        throw NameExpressionError(
          expected:
            "groups as \"(…)\", \"(?:…)\", \"(?=…)\" or \"(?!…)\", and \"(?i)\" at the beginning alone"
        )
      }
    }
    guard depth < Self.mostNested, !(isAhead && isInLookahead) else {
      throw NameExpressionError(expected: "groups that are not so nested")
    }
    depth += 1
    let wasInLookahead = isInLookahead
    isInLookahead = isInLookahead || isAhead
    let steps = try alternatives()
    isInLookahead = wasInLookahead
    depth -= 1
    guard take(")") else { throw NameExpressionError(expected: "\")\" at the end of a group") }
    guard isAhead else { return steps }
    hasLookahead = true
    hasNegation = hasNegation || isNegated
    return [.ahead(steps, isNegated: isNegated)]
  }

  /// A set in square brackets, after the first of them and a `^`.
  private mutating func characters() throws(NameExpressionError) -> ByteSet {
    var set = ByteSet()
    var isFirst = true
    while let byte = next, byte != UInt8(ascii: "]") || isFirst {
      index += 1
      isFirst = false
      if byte == UInt8(ascii: "\\") {
        set.formUnion(try escaped())
      } else if next == UInt8(ascii: "-"), index + 1 < text.count,
        text[index + 1] != UInt8(ascii: "]")
      {
        let last = text[index + 1]
        guard byte <= last, last != UInt8(ascii: "\\") else {
          throw NameExpressionError(expected: "a range from a lower to a higher character")
        }
        for each in byte...last { set.insert(each) }
        index += 2
      } else {
        set.insert(byte)
      }
    }
    guard take("]") else { throw NameExpressionError(expected: "\"]\" at the end of a set") }
    return set
  }

  private mutating func escaped() throws(NameExpressionError) -> ByteSet {
    guard let byte = next else { throw NameExpressionError(expected: "something after \"\\\"") }
    index += 1
    switch byte {
    case UInt8(ascii: "d"): return .digits
    case UInt8(ascii: "D"): return ByteSet.digits.inverted
    case UInt8(ascii: "w"): return .word
    case UInt8(ascii: "W"): return ByteSet.word.inverted
    case UInt8(ascii: "s"): return .space
    case UInt8(ascii: "S"): return ByteSet.space.inverted
    default:
      guard byte == UInt8(ascii: "_") || !ByteSet.word.contains(byte) else {
        throw NameExpressionError(expected: "no other classes than \\d, \\w and \\s")
      }
      return ByteSet([byte])
    }
  }

  /// What follows a part: `*`, `+`, `?` or a number of times in braces, each also lazy.
  private mutating func repeated(_ part: [NameStep]) throws(NameExpressionError) -> [NameStep] {
    let steps: [NameStep]
    if take("*") {
      steps = Self.anyNumber(of: part)
    } else if take("+") {
      steps = part + [.split(-part.count, 1)]
    } else if take("?") {
      steps = [.split(1, part.count + 1)] + part
    } else if next == UInt8(ascii: "{") {
      index += 1
      steps = try counted(part)
    } else {
      return part
    }
    _ = take("?")
    return steps
  }

  private static func anyNumber(of part: [NameStep]) -> [NameStep] {
    [.split(1, part.count + 2)] + part + [.jump(-part.count - 1)]
  }

  private mutating func counted(_ part: [NameStep]) throws(NameExpressionError) -> [NameStep] {
    let least = number()
    let hasComma = take(",")
    let most = hasComma ? number() : least
    guard take("}"), let least, least <= most ?? 64, max(least, most ?? 0) <= 64 else {
      throw NameExpressionError(expected: "a number of times as {2} or {1,3}, at most 64")
    }
    var steps: [NameStep] = []
    for _ in 0..<least { steps = try bounded(steps + part) }
    guard let most else { return try bounded(steps + Self.anyNumber(of: part)) }
    for _ in least..<most { steps = try bounded(steps + [.split(1, part.count + 1)] + part) }
    return steps
  }

  private mutating func number() -> Int? {
    let start = index
    while let byte = next, ByteSet.digits.contains(byte), index - start < 4 { index += 1 }
    return Int(String(decoding: text[start..<index], as: UTF8.self))
  }
}
