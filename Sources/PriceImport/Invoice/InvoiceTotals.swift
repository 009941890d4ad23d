/// Finds the lines of an invoice that add up those above them, which must not be counted again.
struct InvoiceTotals {
  private var sum = 0.0
  /// Since the last total.
  private var section = 0.0
  private var count = 0
  private(set) var notes: [String] = []

  /// Whether a line is the sum of those above it, or of those since the last such line, by its words and to the cent.
  ///
  /// - Parameters:
  ///   - line: Its line in the file.
  ///   - usd: Its dollars.
  ///   - isCounted: Whether it has a quantity or a unit, as no total does.
  mutating func repeats(
    line: Int, usd: Double, isCounted: Bool, _ words: InvoiceWords
  ) -> Bool {
    let isCalledTotal =
      !isCounted && count > 0
      && words.says(" total ", " subtotal ", " amount due ", " balance due ")
    if isCalledTotal {
      if [sum, section].contains(where: { abs($0 - usd) < 0.01 }) {
        notes.append("Line \(line) adds up those above it and is not counted again.")
        section = 0
        return true
      }
      notes.append(
        "Line \(line) is called a total but is not the sum of those above it: it is counted.")
    }
    sum += usd
    section += usd
    count += 1
    return false
  }
}
