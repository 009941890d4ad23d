/// What the counts of one key at a log's beginning show of their commas: thousands, as in `1,495`, or decimals, as
/// in `1495,0`.
struct CommaSigns: Sendable {
  /// A count that may be either, such as `532,000`, and the key that it stood under.
  struct Unclear: Sendable {
    var text: String
    var key: String
  }

  private(set) var unclear: Unclear?
  /// Whether a comma parted thousands beyond doubt.
  private(set) var hasGroups = false
  private var hasDecimals = false
  private var hasPlain = false
  /// Hashes of the counts whose last three digits are zeros after a comma.
  private var round: Set<UInt64> = []

  /// Takes the text of a count.
  mutating func take(_ bytes: Span<UInt8>, _ range: Range<Int>, key: () -> String) {
    if let grouped = LogText.groupedDecimal(bytes, range) {
      if grouped.sign == LogBytes.comma { hasDecimals = true } else { hasGroups = true }
      return
    }
    let commas = range.filter { bytes[$0] == LogBytes.comma }
    let others = range.filter { bytes[$0] != LogBytes.comma }
    guard others.allSatisfy({ LogBytes.digit(bytes[$0]) != nil }) else { return }
    guard let comma = commas.first, comma > range.lowerBound else {
      hasPlain = hasPlain || commas.isEmpty
      return
    }
    guard commas.count == 1 else {
      hasGroups = true
      return
    }
    let decimals = range.upperBound - comma - 1
    if decimals != 3 || comma - range.lowerBound > 3
      || bytes[range.lowerBound] == UInt8(ascii: "0")
    {
      hasDecimals = true
    } else if (comma + 1..<range.upperBound).allSatisfy({ bytes[$0] == UInt8(ascii: "0") }) {
      if unclear == nil { unclear = Unclear(text: LogText.string(bytes, range), key: key()) }
      if round.count < Self.enough { round.insert(LogText.hash(bytes, range)) }
    } else {
      hasGroups = true
    }
  }

  /// How many different counts of whole thousands are no chance.
  private static let enough = 10

  /// Whether commas stand before decimals.
  ///
  /// - Parameter isSemicolons: whether semicolons part the columns, as where commas are decimal signs;
  ///   then ten different counts that all end with three zeros are whole numbers with decimals.
  func areDecimal(isSemicolons: Bool) -> Bool {
    guard !hasGroups else { return false }
    return hasDecimals || isSemicolons && !hasPlain && round.count >= Self.enough
  }

  /// Whether nothing tells what commas are.
  func areUnclear(isSemicolons: Bool) -> Bool {
    isSemicolons && unclear != nil && !hasGroups && !hasPlain
      && !areDecimal(isSemicolons: isSemicolons)
  }
}
