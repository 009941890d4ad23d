import CheckedJSON

extension Workload {
  /// Reads `"interactive"`, `{"interactive": {…}}` or `{"batch": {…}}`.
  static func readMode(_ place: JSONPlace) throws(InputError) -> Mode {
    if case .string(let word) = place.value {
      guard word.lowercased() == "interactive" else {
        throw place.error(
          expected: word.lowercased() == "batch"
            ? "a batch with its deadline: {\"batch\": {\"deadlineHours\": 24}}"
            : "\"interactive\" or {\"batch\": {\"deadlineHours\": 24}}",
          suggestion: word.lowercased() == "batch"
            ? nil : nearest(to: word, among: ["interactive", "batch"]))
      }
      return .interactive(try ServiceLevel(), .unstated)
    }
    let members = try place.object()
    try members.allowOnly(["interactive", "batch"])
    switch (members["interactive"], members["batch"]) {
    case (let interactive?, nil): return try readInteractive(interactive)
    case (nil, let batch?): return try readBatch(batch)
    default: throw place.error(expected: "exactly one of interactive, batch")
    }
  }

  private static func readInteractive(_ place: JSONPlace) throws(InputError) -> Mode {
    let members = try place.object()
    try members.allowOnly([
      "timeToFirstTokenSeconds", "timePerOutputTokenSeconds", "percentile", "traffic",
      "apiService", "spareReplicas",
    ])
    let level = try ServiceLevel(
      timeToFirstTokenSeconds: members["timeToFirstTokenSeconds"]?
        .quantity(.seconds, in: 0.001...86_400),
      timePerOutputTokenSeconds: members["timePerOutputTokenSeconds"]?
        .quantity(.seconds, in: 0.0001...60),
      percentile: members["percentile"]?.number(in: 50...99.9) ?? 95,
      apiService: members["apiService"]?.choice() ?? .standard,
      spareReplicas: members["spareReplicas"]?.integer(in: ServiceLevel.spares))
    return .interactive(level, try members["traffic"].map(readTraffic) ?? .unstated)
  }

  private static func readTraffic(_ place: JSONPlace) throws(InputError) -> Traffic {
    let members = try place.object()
    try members.allowOnly(["peakToAverage", "hourOfDay", "hourOfWeek", "burstiness"])
    let burstiness = try members["burstiness"]?.number(in: Traffic.burstinesses)
    let shapes = ["peakToAverage", "hourOfDay", "hourOfWeek"].filter { members[$0] != nil }
    guard shapes.count == 1 || (shapes.isEmpty && burstiness != nil) else {
      throw place.error(
        expected: "exactly one of peakToAverage, hourOfDay, hourOfWeek, and burstiness if known")
    }
    return try Traffic(shapes.isEmpty ? .unstated : readShape(members), burstiness: burstiness ?? 1)
  }

  private static func readShape(_ members: JSONMembers) throws(InputError) -> TrafficShape {
    if let ratio = members["peakToAverage"] {
      return try .daily(peakToAverage: ratio.number(in: 1...20))
    }
    if let hours = members["hourOfDay"] {
      let weights = try readWeights(hours)
      return try hours.located { () throws(InputError) in try .daily(weights: weights) }
    }
    let hours = try members.required("hourOfWeek")
    let weights = try readWeights(hours)
    return try hours.located { () throws(InputError) in try .weekly(weights: weights) }
  }

  private static func readWeights(_ place: JSONPlace) throws(InputError) -> [Double] {
    let places = try place.array()
    guard places.count <= 168 else { throw place.error(expected: "24 or 168 hours") }
    var weights: [Double] = []
    for place in places { weights.append(try place.number(in: 0...1e15)) }
    return weights
  }

  private static func readBatch(_ place: JSONPlace) throws(InputError) -> Mode {
    let members = try place.object()
    try members.allowOnly([
      "deadlineHours", "spotAllowed", "interruptionsPerHour", "lostMinutesPerInterruption",
      "readyHourUTC", "apiHours", "failedShare", "retriedShare", "deadlineChance",
      "jobsPerMonth",
    ])
    let spotAllowed = try members["spotAllowed"]?.bool() ?? false
    for key in ["interruptionsPerHour", "lostMinutesPerInterruption"] where !spotAllowed {
      if let place = members[key] {
        throw place.error(expected: "\"spotAllowed\": true beside it, or no \"\(key)\"")
      }
    }
    let deadline = try members.required("deadlineHours").quantity(.hours, in: 0.001...730)
    return .batch(
      try BatchTerms(
        deadlineHours: deadline, spotAllowed: spotAllowed,
        interruptionsPerHour: members["interruptionsPerHour"]?
          .number(in: BatchTerms.interruptionRates),
        lostMinutesPerInterruption: members["lostMinutesPerInterruption"]?
          .number(in: BatchTerms.lostMinutes),
        readyHourUTC: members["readyHourUTC"]?.integer(in: 0...23),
        apiHours: members["apiHours"]?.quantity(.hours, in: 0.001...deadline),
        failedShare: members["failedShare"]?.quantity(.share, in: BatchTerms.shares),
        retriedShare: members["retriedShare"]?.quantity(.share, in: BatchTerms.shares) ?? 0,
        deadlineChance: members["deadlineChance"]?.number(in: BatchTerms.chances)
          ?? BatchTerms.usualDeadlineChance,
        jobsPerMonth: members["jobsPerMonth"]?.number(in: BatchTerms.jobRates)))
  }
}
