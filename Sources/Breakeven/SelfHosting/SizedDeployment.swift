/// A deployment whose fleets are sized together, as their caches find the same.
///
/// Where sessions are known, a fleet with a spare finds less on each replica than one without: each count of spares is
/// sized by itself.
struct SizedDeployment: Hashable {
  private let deployment: ObjectIdentifier
  private let spares: Int?

  init(_ option: SelfHostOption) {
    deployment = option.deployment.identity
    spares = option.sparesOfItsCaches
  }
}

extension SelfHostOption {
  /// What it is sized with.
  var sizedDeployment: SizedDeployment { SizedDeployment(self) }

  /// The spares of the fleet whose caches its demand tells of; `nil` where no session is known, and in batch.
  var sparesOfItsCaches: Int? {
    guard demand.workingSet != nil, split == nil, case .fleet(let plan) = plan else { return nil }
    return plan.spares
  }
}
