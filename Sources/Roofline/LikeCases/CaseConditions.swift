import ModelArithmetic
import Numerics

/// What was run, and on which chip.
package struct CaseSubject: Sendable, Hashable {
  /// The chip.
  let accelerator: String
  /// The family of chips that it was fitted with.
  let family: String
  /// The class of model.
  let modelClass: ModelClass
  /// The dimensions of the model.
  package let architecture: String
  /// How most of its weights are stored.
  package let weights: WeightWidth
  /// Whether ranks hold whole experts.
  let isExpertParallel: Bool
}

/// A measured quantity whose residuals are carried over to like cases.
package enum CaseQuantity: Sendable, Hashable {
  /// Output tokens per second.
  case throughput
  /// The time to the first token, as benchmarks of a closed loop publish it.
  case firstToken
}

/// How wide stored weights are; kernels differ by it more than by format.
package enum WeightWidth: Int, Sendable, Hashable {
  case fourBit = 4
  case eightBit = 8
  case sixteenBit = 16

  init(_ format: NumberFormat) {
    self =
      format.bytesPerElement < 1
      ? .fourBit : format.bytesPerElement < 2 ? .eightBit : .sixteenBit
  }
}

/// The conditions of a run, as far as they make it like another run of the same engine generation.
package struct CaseConditions: Sendable, Hashable {
  let subject: CaseSubject
  let setting: CaseSetting
  /// Half months from the first of December 2025 to the build of the engine.
  let halfMonth: Int
  /// ln of the requests that run.
  let requests: Double
}

/// What requests were run on how many chips, in natural logarithms.
struct CaseSetting: Sendable, Hashable {
  /// Of the mean prompt tokens that no cache serves.
  let prompt: Double
  /// Of the mean completion tokens.
  let completion: Double
  /// Of the chips of a replica.
  let chips: Double
}

extension CaseSetting {
  init(_ shape: RequestShape, chips: Int) {
    self.init(
      prompt: naturalLogarithm(shape.uncachedPrompt),
      completion: naturalLogarithm(shape.completion), chips: naturalLogarithm(Double(chips)))
  }
}
