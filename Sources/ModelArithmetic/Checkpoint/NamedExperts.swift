/// The numbers of experts that a list of patterns names, matrix by matrix.
///
/// Routed experts are one operator here, stored in one way. A list that names most of them speaks of all; one that names
/// expert 7 alone, as where that was left unconverted, speaks of a hundredth of them and is passed over.
struct NamedExperts {
  private var numbers: [String: Set<Int>] = [:]
  private var last = 0
  private let isAlone: Bool

  /// Takes the numbers in names such as `layers.3.mlp.experts.17.down_proj`.
  init(_ patterns: [String]) {
    isAlone = patterns.count == 1
    for pattern in patterns {
      guard let (matrix, number) = Self.parts(of: pattern) else { continue }
      numbers[matrix, default: []].insert(number)
      last = max(last, number)
    }
  }

  /// Whether what a pattern says is meant of all experts: it names none by its number, or the list names more than half
  /// of them.
  func standForAll(_ pattern: String) -> Bool {
    guard !isAlone, let (matrix, _) = Self.parts(of: pattern) else { return true }
    let named = numbers[matrix]?.count ?? 0
    return named > 1 && 2 * named > last + 1
  }

  private static func parts(of pattern: String) -> (matrix: String, number: Int)? {
    guard let place = pattern.firstRange(of: "experts.") else { return nil }
    let rest = pattern[place.upperBound...]
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number < 1 << 20 else { return nil }
    return (String(pattern[..<place.upperBound] + rest.dropFirst(digits.count)), number)
  }
}
