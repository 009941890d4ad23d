import CheckedJSON

/// What a row says of how the lengths of its requests differ.
enum PublishedLengths {
  /// The width of the range of completion lengths, relative to their mean.
  ///
  /// `uniform 0.8-1.0 x nominal` is 0.2/0.9 wide, `uniform 0-1 x nominal` twice the mean, and `fixed` 0. Lengths of a
  /// data set differ about as much as uniform ones from nothing to twice their mean. Where nothing is said, a mean that
  /// is no whole number is one of lengths that differ, as benchmarks usually draw them: from 0.8 to 1.0 of the nominal.
  static func range(_ published: String, completionTokens: Double) -> Double {
    let words = published.split(separator: " ")
    switch words.first {
    case "fixed": return 0
    case "uniform":
      let ends = words.dropFirst().first?.split(separator: "-").compactMap { Double($0) } ?? []
      guard ends.count == 2, ends[0] >= 0, ends[1] > ends[0] else { break }
      return 2 * (ends[1] - ends[0]) / (ends[0] + ends[1])
    case nil: break
    default: return 2
    }
    return completionTokens.rounded() == completionTokens ? 0 : 0.22
  }
}
