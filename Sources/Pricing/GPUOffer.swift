/// A machine with accelerators that can be rented, and on what terms.
public struct GPUOffer: Sendable, Hashable, Identifiable {
  /// The price of one instance under one commitment.
  public struct PriceTerm: Sendable, Hashable {
    /// The commitment that it takes.
    package let commitment: Commitment
    /// US dollars per hour for the whole instance.
    package let usdPerInstanceHour: Double
    /// How the price came about; a reserved price computed from a ratio is `.derived`.
    package let kind: Provenance.Kind
    /// How often a spot machine is taken away, per hour of use; `nil` if the source does not say.
    package let interruptionsPerHour: Double?
    /// The least and the most that the same term was seen to cost within a year; `nil` where nobody looked.
    package let seenUSDPerInstanceHour: ClosedRange<Double>?

    /// Makes a price term.
    package init(
      commitment: Commitment, usdPerInstanceHour: Double, kind: Provenance.Kind = .published,
      interruptionsPerHour: Double? = nil, seenUSDPerInstanceHour: ClosedRange<Double>? = nil
    ) {
      self.seenUSDPerInstanceHour = seenUSDPerInstanceHour
      self.commitment = commitment
      self.usdPerInstanceHour = usdPerInstanceHour
      self.kind = kind
      self.interruptionsPerHour = interruptionsPerHour
    }
  }

  /// In what steps time is billed.
  public struct Billing: Sendable, Hashable {
    /// Use is rounded up to a multiple of this.
    package let incrementSeconds: Double
    /// Use is billed for at least this.
    package let minimumSeconds: Double
    /// `.assumed` where the source of the price does not say.
    package let kind: Provenance.Kind

    /// Makes billing steps.
    package init(incrementSeconds: Double, minimumSeconds: Double, kind: Provenance.Kind) {
      self.incrementSeconds = incrementSeconds
      self.minimumSeconds = minimumSeconds
      self.kind = kind
    }

    /// Hours that are billed for a use of `seconds`: 90 s by the minute are 2/60 h.
    package func billedHours(seconds: Double) -> Double {
      guard seconds > 0 else { return 0 }
      let steps = (max(seconds, minimumSeconds) / incrementSeconds).rounded(.up)
      return steps * incrementSeconds / 3600
    }
  }

  /// A slug, unique in a catalog.
  public let id: String
  /// Who rents it out.
  public let provider: String
  /// Where it stands, if the price depends on it.
  public let region: String?
  /// What the provider calls the machine.
  package let instanceType: String?
  /// The accelerator's id, such as `H100-SXM`.
  public let gpu: String
  /// Accelerators in one instance: the fewest that can be rented.
  public let gpusPerInstance: Int
  /// The most accelerators of this offer that share one node, in whole instances' worth.
  ///
  /// Equal to ``gpusPerInstance`` where the instance is the node; larger where single GPUs of an
  /// eight-GPU node are rented at a price per GPU.
  package private(set) var maximumGPUsPerNode: Int
  /// How ``maximumGPUsPerNode`` is known.
  package let nodeSizeKind: Provenance.Kind
  /// The seller's class, where it differs from that of its provider's other offers.
  package let hostClass: HostClass?
  /// Accelerators that the source says are to be had, at ``provenance``'s date; `nil` if unsaid.
  package let stock: Int?
  /// Prices by commitment, each commitment once.
  public internal(set) var terms: [PriceTerm]
  /// In what steps time is billed.
  package let billing: Billing
  /// How the seller runs models on it; `nil` where the customer does, as on a rented machine.
  package let service: ManagedService?
  /// Where the prices come from.
  public internal(set) var provenance: Provenance

  /// Makes an offer.
  package init(
    id: String, provider: String, region: String? = nil, instanceType: String? = nil, gpu: String,
    gpusPerInstance: Int, maximumGPUsPerNode: Int? = nil,
    nodeSizeKind: Provenance.Kind = .published, hostClass: HostClass? = nil, stock: Int? = nil,
    terms: [PriceTerm],
    billing: Billing = Billing(incrementSeconds: 60, minimumSeconds: 60, kind: .assumed),
    service: ManagedService? = nil, provenance: Provenance
  ) {
    self.service = service
    self.id = id
    self.provider = provider
    self.region = region
    self.instanceType = instanceType
    self.gpu = gpu
    self.gpusPerInstance = max(1, gpusPerInstance)
    self.maximumGPUsPerNode = max(1, gpusPerInstance, maximumGPUsPerNode ?? 0)
    self.nodeSizeKind = nodeSizeKind
    self.hostClass = hostClass
    self.stock = stock.map { max(0, $0) }
    self.terms = terms
    self.billing = billing
    self.provenance = provenance
  }

  /// The same offer with so many of its nodes taken for one: a model may span them.
  package func linkingNodes(_ count: Int) -> GPUOffer {
    var offer = self
    offer.maximumGPUsPerNode = maximumGPUsPerNode * max(1, count)
    return offer
  }

  /// US dollars per hour of one instance, if the commitment is offered.
  package func usdPerInstanceHour(_ commitment: Commitment = .onDemand) -> Double? {
    terms.first { $0.commitment == commitment }?.usdPerInstanceHour
  }

  /// US dollars per hour and accelerator, if the commitment is offered.
  ///
  /// - Parameter commitment: For how long machines are rented, or whether they may be taken away.
  public func usdPerGPUHour(_ commitment: Commitment = .onDemand) -> Double? {
    usdPerInstanceHour(commitment).map { $0 / Double(gpusPerInstance) }
  }

  /// The fewest instances that hold `replicas` model copies of `gpusEach` accelerators, each copy
  /// within one node; `nil` if a node has too few accelerators.
  ///
  /// Three replicas of 2 GPUs on instances of 8: four fit in one, so 1 instance. On single GPUs of
  /// an 8-GPU node: 6 instances of one GPU. A replica of 3 on instances of 8: two fit in one.
  package func instances(forReplicas replicas: Int, gpusEach: Int) -> Int? {
    guard replicas > 0, gpusEach > 0, gpusEach <= maximumGPUsPerNode else { return nil }
    if gpusEach <= gpusPerInstance {
      let perInstance = gpusPerInstance / gpusEach
      return (replicas - 1) / perInstance + 1
    }
    let perReplica = (gpusEach - 1) / gpusPerInstance + 1
    let (total, overflow) = replicas.multipliedReportingOverflow(by: perReplica)
    return overflow ? nil : total
  }
}
