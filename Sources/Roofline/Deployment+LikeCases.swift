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
      ? Pace(nil)
      : Pace(
        relatives.residuals(CaseSetting(shape, chips: layout.chips), halfMonth: halfMonth),
        tokensPerRequest: speculation?.verifiedTokens ?? 1)
  }
}
