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
