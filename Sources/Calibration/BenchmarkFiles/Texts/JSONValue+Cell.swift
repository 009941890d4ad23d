import CheckedJSON

extension JSONValue {
  /// A cell of a table: a number where it reads as one, else a text.
  init(cell: String) {
    if let number = Double(cell) ?? Self.grouped(cell), number.isFinite {
      self = .number(number)
    } else {
      self = cell.isEmpty ? .null : .string(cell)
    }
  }

  /// A number with commas between its thousands, such as `1,420.51`; `nil` for anything else.
  private static func grouped(_ cell: String) -> Double? {
    let parts = cell.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1, let first = groups.first, first.first != "0",
      (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
      (groups + parts.dropFirst()).allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } })
    else { return nil }
    return Double(cell.filter { $0 != "," })
  }
}
