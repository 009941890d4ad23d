package import CheckedJSON

extension GPUOffer {
  /// Reads one element of the `offers` of a cloud's file.
  package init(
    _ place: JSONPlace, provider: String, defaultBilling: Billing?,
    defaultService: ManagedService? = nil
  ) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "id", "region", "instanceType", "gpu", "gpusPerInstance", "maximumGPUsPerNode",
      "nodeSizeKind", "hostClass", "stock", "terms", "billing", "service",
      "alwaysOnUSDPerInstanceHour", "provenance",
    ])
    let gpus = try members.required("gpusPerInstance").integer(in: 1...100_000)
    var terms: [PriceTerm] = []
    for place in try members.required("terms").array() {
      let term = try PriceTerm(place)
      guard !terms.contains(where: { $0.commitment == term.commitment }) else {
        throw place.error(expected: "each commitment once")
      }
      terms.append(term)
    }
    guard !terms.isEmpty else {
      throw try members.required("terms").error(expected: "at least one price term")
    }
    let billing = try members["billing"].map(Billing.init)
    var service = try members["service"].map(ManagedService.init) ?? defaultService
    if let place = members["alwaysOnUSDPerInstanceHour"] {
      let usual = terms.first { $0.commitment == .onDemand }?.usdPerInstanceHour
      guard let known = service, known.kind == .serverless, let usual else {
        throw place.error(expected: "a serverless service with a price on demand beside it")
      }
      let kept = try place.price(upTo: usual, per: "instance-hour")
      service = known.with(keptPriceShare: kept / usual)
    }
    if service != nil,
      let other = terms.firstIndex(where: { $0.commitment != .onDemand })
    {
      throw try members.required("terms").array()[other]
        .error(expected: "the commitment onDemand, as the seller runs the machines")
    }
    self.init(
      id: try members.required("id").name(),
      provider: provider,
      region: try members["region"]?.text(),
      instanceType: try members["instanceType"]?.text(),
      gpu: try members.required("gpu").name(),
      gpusPerInstance: gpus,
      maximumGPUsPerNode: try members["maximumGPUsPerNode"]?.integer(in: gpus...100_000),
      nodeSizeKind: try members["nodeSizeKind"]?.choice() ?? .published,
      hostClass: try members["hostClass"]?.choice(),
      stock: try members["stock"]?.integer(in: 0...100_000_000),
      terms: terms,
      billing: billing ?? defaultBilling
        ?? Billing(incrementSeconds: 60, minimumSeconds: 60, kind: .assumed),
      service: service,
      provenance: try members.required("provenance").provenance())
  }
}

extension GPUOffer.PriceTerm {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "commitment", "usdPerInstanceHour", "seen", "kind", "interruptionsPerHour",
    ])
    let commitment: Commitment = try members.required("commitment").choice()
    if commitment != .spot, let place = members["interruptionsPerHour"] {
      throw place.error(expected: "the commitment spot, as others are not interrupted")
    }
    self.init(
      commitment: commitment,
      usdPerInstanceHour: try members.required("usdPerInstanceHour")
        .price(upTo: 1_000_000, per: "instance-hour"),
      kind: try members["kind"]?.choice() ?? .published,
      interruptionsPerHour: try members["interruptionsPerHour"]?.number(in: 0...60),
      seenUSDPerInstanceHour: try members["seen"].map(Self.seen))
  }

  /// Reads `{ "low", "high" }`, US dollars of an instance-hour.
  private static func seen(_ place: JSONPlace) throws(InputError) -> ClosedRange<Double> {
    let members = try place.object()
    try members.allowOnly(["low", "high"])
    let low = try members.required("low").price(upTo: 1_000_000, per: "instance-hour")
    return low...(try members.required("high").number(in: low...1_000_000))
  }
}

extension GPUOffer.Billing {
  /// Reads `{ "incrementSeconds", "minimumSeconds"?, "kind"? }`.
  package init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["incrementSeconds", "minimumSeconds", "kind"])
    let month = 31.0 * 86_400
    let increment = try members.required("incrementSeconds").number(in: 0.001...month)
    self.init(
      incrementSeconds: increment,
      minimumSeconds: try members["minimumSeconds"]?.number(in: 0...month) ?? increment,
      kind: try members["kind"]?.choice() ?? .published)
  }
}
