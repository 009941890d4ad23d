import ModelArithmetic
import Numerics

extension Deployment {
  /// The conditions of so many requests of this shape running.
  package func conditions(_ shape: RequestShape, running requests: Double) -> CaseConditions {
    CaseConditions(
      subject: subject, setting: CaseSetting(shape, chips: layout.chips), halfMonth: halfMonth,
      requests: naturalLogarithm(max(1, requests)))
  }

  /// What runs, and where.
  package var subject: CaseSubject {
    CaseSubject(
      accelerator: accelerator.id, family: engine.effects.familyName(of: accelerator),
      modelClass: ModelClass(model), architecture: model.dimensions,
      weights: WeightWidth(
        precision.storage(of: model.hasExperts ? .routedExpert : .denseFeedForward, in: model)),
      isExpertParallel: layout.expert > 1)
  }

  /// The pace for requests of this shape.
  ///
  /// Working it out takes several evaluations' time: a loop over loads does so once.
  package func pace(of shape: RequestShape) -> Pace {
    relatives.isEmpty
      ? Pace(nil, youth: youthFactor)
      : Pace(
        relatives.residuals(CaseSetting(shape, chips: layout.chips), halfMonth: halfMonth),
        tokensPerRequest: speculation?.verifiedTokens ?? 1, youth: youthFactor)
  }

  /// The factor on the time to the first token of a closed loop of so many requests, as like benchmarks have it.
  ///
  /// It holds how a benchmark sends its first wave, and is 1 where the model was not measured on this chip.
  package func firstTokenFactor(of shape: RequestShape, running requests: Double) -> Double {
    let relatives = firstTokenRelatives ?? engine.firstTokenCases.relatives(of: subject)
    let residuals = relatives.residuals(
      CaseSetting(shape, chips: layout.chips), halfMonth: halfMonth)
    guard let residuals else { return 1 }
    return exponential(
      min(1, max(-1, residuals.value(at: naturalLogarithm(max(1, requests))))))
  }

  /// How far a stack that is weeks old is off; `nil` for others.
  package var youngStack: YoungStack? {
    guard let stackAge, stackAge.isYoung else { return nil }
    return engine.calendar.young[accelerator.vendor]
  }

  /// The factor on the time of every step of a young stack.
  private var youthFactor: Double {
    guard let youngStack, let stackAge else { return 1 }
    return exponential(youngStack.shift * stackAge.youth)
  }
}
