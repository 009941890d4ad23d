import Numerics

/// How alike the errors of two runs of one engine generation are, as a covariance.
///
///     k = (a²·[same chip and class]·(1 + e^(−|Δt|/3 months)) + b²·[same family and class] + c²·[same model]) · S
///     S = exp(−½·Σ (Δ ln x / ℓₓ)²)   over requests, prompt, completion and chips
///
/// with `a = c = 0.1`, `b = 0.07`, and lengths `ℓ` of 2 for requests, 1.5 for prompt and completion, and
/// 1 for chips. `b²` counts half where only one of the two is expert-parallel, `c²` where weights are of
/// different widths: other kernels run then. Times to the first token are alike only where the same model ran on the
/// same chip, with a variance of 0.02, or of 0.01 where weights are of different widths: what else they have in common
/// did not foretell them. What is known at 16 requests says little at 16·e² = 118 and nothing at 1000. Runs of one
/// model on one chip of one half month, at the same load, share a standard deviation of √0.0349 = 0.19.
enum Likeness {
  /// What two runs share by what ran where.
  struct Kinship: Sendable, Hashable {
    /// Variance that fades with the time between them, beside as much that does not.
    var byChip = 0.0
    var byFamilyOrModel = 0.0

    init(_ first: CaseSubject, _ second: CaseSubject, of quantity: CaseQuantity) {
      switch quantity {
      case .throughput: self.init(throughputsOf: first, second)
      case .firstToken: self.init(firstTokensOf: first, second)
      }
    }

    private init(firstTokensOf first: CaseSubject, _ second: CaseSubject) {
      guard first.accelerator == second.accelerator, first.architecture == second.architecture
      else { return }
      byFamilyOrModel = first.weights == second.weights ? 0.02 : 0.01
    }

    private init(throughputsOf first: CaseSubject, _ second: CaseSubject) {
      let isSameClass = first.modelClass == second.modelClass
      if isSameClass, first.accelerator == second.accelerator { byChip = 0.01 }
      if isSameClass, first.family == second.family {
        byFamilyOrModel += first.isExpertParallel == second.isExpertParallel ? 0.0049 : 0.00245
      }
      if first.architecture == second.architecture {
        byFamilyOrModel += first.weights == second.weights ? 0.01 : 0.005
      }
    }

    var isNone: Bool { byChip == 0 && byFamilyOrModel == 0 }

    /// The variance shared by runs of builds so many half months apart.
    func variance(halfMonths: Int) -> Double {
      let fading = Likeness.fading[min(Likeness.fading.count - 1, abs(halfMonths))]
      return byChip * (1 + fading) + byFamilyOrModel
    }
  }

  /// Variance of the logarithm of a throughput that no like case explains.
  static let noise = 0.01
  /// Logarithms of errors beyond this count as this.
  static let largestError = 0.35

  private static let fading = (0...48).map { exponential(-Double($0) / 6) }
  private static let requestsLength = 2.0
  private static let tokensLength = 1.5
  private static let chipsLength = 1.0
  /// Below `e^−8` a case says nothing.
  private static let farthest = 8.0

  /// The part of `S` that tokens and chips make.
  static func closeness(_ first: CaseSetting, _ second: CaseSetting) -> Double {
    let prompt = (first.prompt - second.prompt) / tokensLength
    let completion = (first.completion - second.completion) / tokensLength
    let chips = (first.chips - second.chips) / chipsLength
    let distance = (prompt * prompt + completion * completion + chips * chips) / 2
    return distance < farthest ? exponential(-distance) : 0
  }

  /// The part of `S` that numbers of requests make, by the difference of their logarithms.
  static func closeness(requests: Double) -> Double {
    exponential(-requests * requests / (2 * requestsLength * requestsLength))
  }
}
