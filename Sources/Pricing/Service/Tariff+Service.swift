extension Tariff {
  /// What keeps this API from serving on these terms, as far as is known; `nil` if nothing does.
  ///
  /// A limit that rises with use or on request is no obstacle: see ``limitsToRaise(for:)``. Terms of
  /// which nothing is known are none either: see ``unchecked(_:)``. A target that no API is known to
  /// reach is an obstacle without a measurement (``ServiceFloor``).
  package func obstacle(to terms: ServiceTerms) -> ServiceObstacle? {
    obstacles(to: terms).first { !$0.canBeRaised }
  }

  /// The published limits that must be raised, by asking or by steady use, before it can serve.
  package func limitsToRaise(for terms: ServiceTerms) -> [ServiceObstacle] {
    obstacles(to: terms).filter(\.canBeRaised)
  }

  /// Everything that stands against serving on these terms, the gravest first.
  package func obstacles(to terms: ServiceTerms) -> [ServiceObstacle] {
    guard schedules[terms.service] != nil else { return [.notOffered(terms.service)] }
    if terms.service == .batch {
      guard let deadline = terms.deadlineHours else { return [.nobodyWaitsForABatch] }
      var found: [ServiceObstacle] = []
      if let window = batchWindow, window.hours > deadline {
        found.append(
          .batchWindow(
            hours: window.hours, typicalHours: window.typicalHours, deadlineHours: deadline))
      }
      return found + limitObstacles(to: terms)
    }
    return latencyObstacles(to: terms) + limitObstacles(to: terms)
  }

  /// The terms of which nothing is known for this API.
  package func unchecked(_ terms: ServiceTerms) -> [UncheckedTerm] {
    guard schedules[terms.service] != nil else { return [] }
    var unchecked: [UncheckedTerm] = []
    if terms.service == .batch {
      if terms.deadlineHours != nil, batchWindow == nil { unchecked.append(.batchWindow) }
    } else {
      let found = latencyObstacles(to: terms)
      if terms.timeToFirstTokenSeconds != nil, !found.contains(where: \.isAboutFirstToken),
        !measures(firstTokenOf: terms)
      {
        unchecked.append(.firstToken)
      }
      if terms.timePerOutputTokenSeconds != nil, !found.contains(where: \.isAboutPerToken),
        terms.service != .standard || speed?.tokensPerSecond == nil
      {
        unchecked.append(.perToken)
      }
      if terms.peakRequestsPerSecond != nil, demands(of: terms).isEmpty { unchecked.append(.rate) }
    }
    if terms.usdPerMonth != nil, limit(\.usdPerMonth) == nil { unchecked.append(.spend) }
    return unchecked
  }

  /// Where the figure comes from that an obstacle rests on; `nil` for what needs none.
  package func source(of obstacle: ServiceObstacle) -> Provenance? {
    switch obstacle {
    case .firstToken, .perToken: speed?.provenance
    case .batchWindow: batchWindow?.provenance
    case .limit(let quantity, _, _, _): limit(quantity.figure)?.limits.provenance
    case .notOffered, .noAPISendsFirstToken, .noAPIStreams, .nobodyWaitsForABatch: nil
    }
  }

  /// The services that have a price and that nothing is known to keep from serving on these terms.
  ///
  /// A batch service is out where its window exceeds the deadline, and the others stay.
  package func services(keeping terms: ServiceTerms) -> [ServiceTier] {
    services.filter { obstacle(to: terms.with(service: $0)) == nil }
  }

  /// A limit and those that it stands among: the tariff's own, else its provider's.
  package func limit(
    _ figure: (ServiceLimits) -> Double?
  ) -> (value: Double, limits: ServiceLimits)? {
    for limits in [limits, providerLimits].compactMap(\.self) {
      if let value = figure(limits) { return (value, limits) }
    }
    return nil
  }

  private func latencyObstacles(to terms: ServiceTerms) -> [ServiceObstacle] {
    var found: [ServiceObstacle] = []
    if let target = terms.timeToFirstTokenSeconds {
      if target < ServiceFloor.timeToFirstTokenSeconds {
        found.append(
          .noAPISendsFirstToken(
            targetSeconds: target, fastestSeconds: ServiceFloor.timeToFirstTokenSeconds))
      } else if let speed, isNoFaster(terms.service), terms.thinks || !speed.whileThinking,
        let seconds = speed.timeToFirstTokenSeconds(atPercentile: terms.percentile),
        seconds > target
      {
        found.append(
          .firstToken(
            seconds: seconds, targetSeconds: target, percentile: terms.percentile,
            speed.kindOfTimeToFirstToken(atPercentile: terms.percentile)))
      }
    }
    if let target = terms.timePerOutputTokenSeconds {
      if target * ServiceFloor.tokensPerSecond < 1 {
        found.append(
          .noAPIStreams(
            targetTokensPerSecond: 1 / target, fastestTokensPerSecond: ServiceFloor.tokensPerSecond)
        )
      } else if let speed, isNoFaster(terms.service),
        let seconds = speed.timePerOutputTokenSeconds(atPercentile: terms.percentile),
        seconds > target
      {
        found.append(
          .perToken(
            seconds: seconds, targetSeconds: target, percentile: terms.percentile,
            speed.kindOfTimePerOutputToken(atPercentile: terms.percentile)))
      }
    }
    return found
  }

  /// Whether a speed of the standard service bounds that of another: flex is slower, priority and fast
  /// are bought to be faster.
  private func isNoFaster(_ service: ServiceTier) -> Bool {
    service == .standard || service == .flex
  }

  /// Whether the measured first token speaks for these terms: of the same service, thinking or not.
  private func measures(firstTokenOf terms: ServiceTerms) -> Bool {
    guard let speed, speed.firstToken != nil else { return false }
    return terms.service == .standard && speed.whileThinking == terms.thinks
  }

  private func limitObstacles(to terms: ServiceTerms) -> [ServiceObstacle] {
    var demands = terms.service == .batch ? [] : demands(of: terms)
    if let needed = terms.usdPerMonth, let spend = limit(\.usdPerMonth) {
      demands.insert((.usdPerMonth, needed, spend.value, spend.limits), at: 0)
    }
    return demands.filter { $0.needed > $0.allowed }.map {
      .limit($0.quantity, allowed: $0.allowed, needed: $0.needed, raisedBy: $0.limits.raisedBy)
    }
  }
}

extension ServiceObstacle {
  fileprivate var isAboutFirstToken: Bool {
    switch self {
    case .noAPISendsFirstToken, .firstToken: true
    default: false
    }
  }

  fileprivate var isAboutPerToken: Bool {
    switch self {
    case .noAPIStreams, .perToken: true
    default: false
    }
  }
}
