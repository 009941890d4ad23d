/// The unit of an invoice's quantity, such as `1M tokens`, `GPU seconds` or `Hrs`.
struct InvoiceUnit {
  /// Which things are counted.
  enum Kind: Hashable {
    case tokens, tokenHours, calls
    /// Hours of machines, whatever they are called.
    case time
    /// A number alone, as in `1K`, `count` or nothing: the words of the line say what is counted.
    case plain
    case other
  }

  let kind: Kind
  /// What a quantity must be multiplied by to be tokens, calls or hours: 1,000,000 for `1M tokens`; `nil` where a word
  /// of it is not understood.
  let factor: Double?
  /// Whether each of what is counted is one accelerator, as in `GPU hours` and `H100-hours`.
  let isOfAccelerators: Bool

  init(_ text: String) {
    let parts = Self.parts(text.lowercased())
    let words = parts.words
    let magnitudes = words.compactMap { Self.magnitudes[$0] ?? Self.tokenMagnitude($0) }
    let times = words.compactMap { Self.time($0) }
    let isOfTokens = words.contains { $0.contains("token") || Self.isTokens($0) }
    isOfAccelerators =
      parts.hasChip || words.contains { $0.hasPrefix("gpu") || $0.hasPrefix("accelerator") }
    let isClear = parts.numbers.count <= 1 && magnitudes.count <= 1
    let number = parts.numbers.first ?? 1
    let count = isClear && number > 0 ? number * (magnitudes.first ?? 1) : nil
    if isOfTokens {
      kind = times.isEmpty ? .tokens : .tokenHours
      let isKnown = words.allSatisfy { Self.isTokens($0) || Self.isKnownBesideTokens($0) }
      factor = isKnown && times.count <= 1 ? count.map { $0 * (times.first ?? 1) } : nil
    } else if words.contains(where: { word in Self.calls.contains { word.contains($0) } }) {
      kind = .calls
      factor = count
    } else if times.count == 1,
      words.allSatisfy({
        Self.time($0) != nil || Self.machineWords.contains($0) || Self.magnitudes[$0] != nil
      })
    {
      kind = .time
      factor = count.map { $0 * times[0] }
    } else if words.allSatisfy({ Self.magnitudes[$0] != nil || Self.plainWords.contains($0) }),
      !parts.hasChip
    {
      kind = .plain
      factor = words.contains { $0.hasPrefix("unit") } ? nil : count
    } else {
      kind = .other
      factor = 1
    }
  }

  private static let calls = ["request", "call", "search", "quer"]
  private static let plainWords: Set<String> = [
    "per", "count", "counts", "each", "quantity", "number", "unit", "units",
  ]
  private static let magnitudes: [String: Double] = [
    "k": 1e3, "thousand": 1e3, "thousands": 1e3, "m": 1e6, "mm": 1e6, "million": 1e6,
    "millions": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9, "billions": 1e9,
  ]
  /// Words beside a time that leave it one of machines: hours of gigabytes, cores or engineers are none.
  private static let machineWords: Set<String> = [
    "per", "of", "a", "the", "in", "on", "demand", "spot", "reserved", "dedicated", "running",
    "used", "usage", "billed", "compute", "gpu", "gpus", "accelerator", "accelerators", "card",
    "cards", "chip", "chips", "instance", "instances", "machine", "machines", "node", "nodes",
    "worker", "workers", "replica", "replicas", "server", "servers", "endpoint", "endpoints", "vm",
    "vms", "pod", "pods", "container", "containers", "box", "deployment", "deployments", "model",
    "unit", "units", "ptu", "ptus", "gsu", "gsus", "provisioned", "throughput",
  ]
  private static let besideTokens: Set<String> = [
    "per", "of", "in", "a", "the", "and", "input", "inputs", "output", "outputs", "cache", "cached",
    "uncached", "read", "reads", "write", "writes", "creation", "prompt", "completion", "generated",
    "reasoning", "thinking", "text", "image", "audio", "video", "used", "usage", "consumed",
    "processed", "billed", "count", "unit", "units", "number", "storage", "stored",
  ]

  private static func isTokens(_ word: String) -> Bool {
    ["tokens", "token", "toks", "tok"].contains { ending in
      guard word.hasSuffix(ending) else { return false }
      let before = String(word.dropLast(ending.count))
      return before.isEmpty || magnitudes[before] != nil || besideTokens.contains(before)
    } || word == "tokencount"
  }

  /// 1,000,000 for `mtok`; `nil` where a word of tokens has no such beginning.
  private static func tokenMagnitude(_ word: String) -> Double? {
    guard isTokens(word), let end = word.firstRange(of: "tok") else { return nil }
    return magnitudes[String(word[..<end.lowerBound])]
  }

  private static func isKnownBesideTokens(_ word: String) -> Bool {
    magnitudes[word] != nil || besideTokens.contains(word) || time(word) != nil
  }

  /// Hours of a word such as `minutes` or `gpuhours`; `nil` if it is no time.
  private static func time(_ word: String) -> Double? {
    let hours: [(names: [String], value: Double)] = [
      (["hours", "hour", "hrs", "hr", "h"], 1),
      (["minutes", "minute", "mins", "min"], 1.0 / 60),
      (["seconds", "second", "secs", "sec", "s"], 1.0 / 3600),
      (["milliseconds", "millisecond", "msecs", "ms"], 1.0 / 3_600_000),
    ]
    for (names, value) in hours {
      if names.contains(word) { return value }
      for name in names where name.count > 2 && word.hasSuffix(name) {
        if machineWords.contains(String(word.dropLast(name.count))) { return value }
      }
    }
    return nil
  }

  /// The numbers and the words of a unit, and whether a word such as `H100` names a chip.
  private static func parts(
    _ text: String
  ) -> (numbers: [Double], words: [String], hasChip: Bool) {
    let characters = Array(text)
    var pieces: [String] = [""]
    for (index, character) in characters.enumerated() {
      let isInNumber =
        (character == "," || character == ".") && index > 0 && characters[index - 1].isNumber
        && index + 1 < characters.count && characters[index + 1].isNumber
      if character.isLetter || character.isNumber || isInNumber {
        pieces[pieces.count - 1].append(character)
      } else if pieces.last?.isEmpty == false {
        pieces.append("")
      }
    }
    var (numbers, words, hasChip): ([Double], [String], Bool) = ([], [], false)
    for piece in pieces where !piece.isEmpty {
      let digits = piece.prefix { !$0.isLetter }
      let rest = piece.dropFirst(digits.count)
      guard rest.allSatisfy(\.isLetter) else {
        hasChip = true
        continue
      }
      if !digits.isEmpty { numbers.append(Double(digits.filter { $0 != "," }) ?? 0) }
      if !rest.isEmpty { words.append(String(rest)) }
    }
    return (numbers, words, hasChip)
  }
}
