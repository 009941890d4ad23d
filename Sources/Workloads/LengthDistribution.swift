package import CheckedJSON
import Numerics

/// How long the prompts, or the completions, of a workload are.
public enum LengthDistribution: Hashable, Sendable {
  /// All the same, in tokens.
  case fixed(Double)
  /// Known by their mean alone: taken as all the same unless somebody who decides assumes a usual spread.
  case mean(Double)
  /// Known by their mean and some quantiles.
  case quantiles(LengthQuantiles)
  /// Counted.
  case histogram(LengthHistogram)

  /// The mean, in tokens.
  package var mean: Double {
    switch self {
    case .fixed(let tokens), .mean(let tokens): tokens
    case .quantiles(let quantiles): quantiles.mean
    case .histogram(let histogram): histogram.mean
    }
  }

  var strata: Strata {
    switch self {
    case .fixed(let tokens), .mean(let tokens): Strata(values: [(tokens, 1)])
    case .quantiles(let quantiles): Strata(lengthsAtNodes: quantiles.lengthsAtNodes)
    case .histogram(let histogram):
      Strata(values: histogram.bins.map { ($0.tokens, $0.weight) })
    }
  }

  func checked() throws(InputError) -> LengthDistribution {
    switch self {
    case .fixed(let tokens), .mean(let tokens):
      guard (0...Bounds.maximumTokens).contains(tokens) else {
        throw InputError(
          found: "\(PlainDecimal.text(tokens)) tokens", expected: "from 0 to 10000000 tokens")
      }
    case .quantiles, .histogram: break
    }
    return self
  }
}

/// Lengths that were counted: tokens, and how many requests had that many.
public struct LengthHistogram: Hashable, Sendable {
  /// One length and its weight, in any unit: a count or a share.
  package struct Bin: Hashable, Sendable {
    /// The length in tokens.
    package var tokens: Double
    /// How many requests, or which share of them, had this length.
    package var weight: Double

    /// Makes a bin; the histogram checks it.
    package init(tokens: Double, weight: Double) {
      self.tokens = tokens
      self.weight = weight
    }
  }

  /// The bins, as given.
  package let bins: [Bin]

  /// Makes a histogram of 1 to 100,000 bins of which at least one weighs more than nothing.
  package init(_ bins: [Bin]) throws(InputError) {
    guard (1...100_000).contains(bins.count) else {
      throw InputError(found: "\(bins.count) bins", expected: "from 1 to 100000 bins")
    }
    for bin in bins {
      _ = try RequestPoint(promptTokens: bin.tokens, completionTokens: 0, weight: bin.weight)
        .checked()
    }
    guard bins.contains(where: { $0.weight > 0 }) else {
      throw InputError(found: "weights that are all 0", expected: "at least one weight above 0")
    }
    self.bins = bins
  }

  /// The mean length, in tokens.
  package var mean: Double {
    bins.reduce(0) { $0 + $1.tokens * $1.weight } / bins.reduce(0) { $0 + $1.weight }
  }
}
