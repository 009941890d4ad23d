extension Verdict {
  /// The verdict of one comparison.
  ///
  /// Where hosts disagree it is too close to call. That a purchase which nobody asked for would give another
  /// answer is no disagreement. A mix is the answer where it saves enough over the better pure one, is as likely as any
  /// verdict must be to cost less than either, and pays with all classes of host.
  init(
    uncertainty: Uncertainty, confidence: Double, hosts: [HostAnswer], mixed: MixedAnswer? = nil
  ) {
    if let mixed = Verdict(
      mixed: mixed, probability: uncertainty.probabilitySelfHostCheaper, confidence: confidence)
    {
      self = mixed
      return
    }
    let probability = uncertainty.probabilitySelfHostCheaper
    let likely = Choice(probability: probability, confidence: confidence)
    let isContradicted = hosts.contains { $0.counts && $0.choice != likely }
    ground = likely != .tooCloseToCall && isContradicted ? .hostsDisagree : .odds
    choice = ground == .hostsDisagree ? .tooCloseToCall : likely
    probabilitySelfHostCheaper = probability
    savingUSD = abs(uncertainty.saving.value)
    savingShare = savingUSD / max(uncertainty.selfHostUSD.value, uncertainty.apiUSD.value, 1e-9)
  }

  /// That a mix is the answer; `nil` where there is none, or where it is not.
  ///
  /// - Parameter probability: That serving everything oneself is cheaper than the API; `nil` where there are not
  ///   enough machines for it.
  init?(mixed: MixedAnswer?, probability: Double? = nil, confidence: Double) {
    guard let mixed, mixed.isWorthIt, mixed.odds.probability >= confidence,
      mixed.holdsAtHosts == true
    else { return nil }
    choice = .mixed
    ground = .odds
    probabilitySelfHostCheaper = probability
    savingUSD = mixed.savingUSD
    savingShare = mixed.savingShare
  }

  /// Of models that are not compared with each other: what all of them say, if they do.
  init(of models: [ModelAnswer]) {
    let known = models.filter { $0.probability != nil }
    let choices = Set(known.map(\.choice))
    let odds = known.compactMap(\.probability).sorted()
    savingUSD = 0
    savingShare = 0
    guard let first = choices.first, !odds.isEmpty else {
      choice = .nothingToCompare
      ground = .nothing("no model has both a deployment and an API")
      probabilitySelfHostCheaper = nil
      return
    }
    guard choices.count == 1 else {
      choice = .tooCloseToCall
      ground = .modelsDiffer
      probabilitySelfHostCheaper = odds[odds.count / 2]
      return
    }
    choice = first
    ground = .modelsAgree
    switch first {
    case .selfHost: probabilitySelfHostCheaper = odds.first
    case .api: probabilitySelfHostCheaper = odds.last
    default: probabilitySelfHostCheaper = odds[odds.count / 2]
    }
  }

  /// One side has no candidate.
  init(nothingBecause reason: String) {
    choice = .nothingToCompare
    ground = .nothing(reason)
    probabilitySelfHostCheaper = nil
    savingUSD = 0
    savingShare = 0
  }
}
