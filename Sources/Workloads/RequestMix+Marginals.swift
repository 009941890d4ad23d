package import CheckedJSON
import Numerics

extension RequestMix {
  /// Joins two length distributions by a Gaussian copula.
  ///
  /// Both are cut into bands (32 of a smooth distribution); the share of each pair of bands is the
  /// probability of a bivariate normal rectangle, scaled so that rows and columns sum to the bands'
  /// own shares. So both means are exact, and the copula's parameter is chosen such that
  /// ``correlation`` is the one asked for.
  ///
  /// - Parameters:
  ///   - prompt: How the tokens of prompts are distributed.
  ///   - completion: How those of completions are.
  ///   - correlation: Pearson's correlation of the two lengths, from −1 to 1.
  /// - Throws: `InputError` for a correlation that no joint distribution of these lengths has; long
  ///   tails leave little room below 0.
  package init(
    prompt: LengthDistribution, completion: LengthDistribution, correlation: Double = 0
  ) throws(InputError) {
    guard correlation >= -1, correlation <= 1 else {
      throw InputError(
        found: "the correlation \(PlainDecimal.text(correlation))",
        expected: "a number from -1 to 1")
    }
    let (rows, columns) = (try prompt.checked().strata, try completion.checked().strata)
    let copula = GaussianCopula(rows: rows, columns: columns)
    guard let shares = copula.shares(withCorrelation: correlation) else {
      let range = copula.attainableCorrelations
      throw InputError(
        found: "the correlation \(PlainDecimal.text(correlation))",
        expected:
          "from \(range.lowerBound.rounded(toPlaces: 2)) to "
          + "\(range.upperBound.rounded(toPlaces: 2)), as these lengths allow")
    }
    var points: [RequestPoint] = []
    for (row, promptTokens) in rows.means.enumerated() {
      for (column, completionTokens) in columns.means.enumerated() {
        points.append(
          RequestPoint(
            promptTokens: promptTokens, completionTokens: completionTokens,
            weight: shares[row * columns.means.count + column]))
      }
    }
    try self.init(unchecked: points)
  }
}

extension Double {
  package func rounded(toPlaces places: Int) -> Double {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
