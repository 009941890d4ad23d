import Workloads

extension UsualValue {
  /// The value and its range in a few words: `55 (43 to 109)`, `$18.8k ($16.7k to $25k)`, `37 % (0 to 60)`.
  func spelled(dollars: Bool = false, percent: Bool = false, range: Bool = true) -> String {
    func text(_ value: Double) -> String {
      (dollars ? "$" : "") + Self.spelled(percent ? value * 100 : value)
    }
    let unit = percent ? " %" : ""
    guard range, low < high else { return text(likely) + unit }
    return "\(text(likely))\(unit) (\(text(low)) to \(text(high)))"
  }

  /// A number in a few digits: `0.4`, `55`, `18.8k`.
  static func spelled(_ value: Double) -> String {
    let isLarge = value >= 1000
    let rounded = (isLarge ? value / 100 : value * 1000).rounded()
    let plain = isLarge ? rounded / 10 : rounded / 1000
    return (Int(exactly: plain).map(String.init) ?? "\(plain)") + (isLarge ? "k" : "")
  }
}

extension Workload {
  /// A line of the sources that states what is usual, and from where it is known.
  static func assumption(_ text: String, from value: UsualValue) -> String {
    assumption(text, source: "\(value.provenance.kind.rawValue): \(value.provenance.source)")
  }

  static func assumption(_ text: String) -> String { assumption(text, source: nil) }
}
