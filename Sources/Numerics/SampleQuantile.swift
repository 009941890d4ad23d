/// The quantile of some values, linear between two of them; `nil` for none.
package func quantile(_ values: [Double], _ share: Double) -> Double? {
  let sorted = values.filter(\.isFinite).sorted()
  guard let last = sorted.last else { return nil }
  let position = share * Double(sorted.count - 1)
  guard let index = Int(exactly: position.rounded(.down)), index + 1 < sorted.count else {
    return last
  }
  let part = position - position.rounded(.down)
  return sorted[index] * (1 - part) + sorted[index + 1] * part
}
