public import Pricing

/// Machines on one set of terms: rented by use, reserved, or owned.
public struct Rental: Sendable, Hashable {
  /// On what terms machines are had.
  public enum Terms: String, Sendable, Hashable, CaseIterable {
    case onDemand
    case spot
    case reserved1Month
    case reserved6Months
    case reserved1Year
    case reserved3Year
    case owned

    /// Whether only the hours of use are paid for.
    public var isBilledByUse: Bool { self == .onDemand || self == .spot }

    /// Whether they are rented for a while that is paid for, used or not.
    package var isReserved: Bool { !isBilledByUse && self != .owned }
  }

  /// The offer's or machine's id.
  public var id: String { details.id }
  /// Who provides it; `own` for owned machines.
  public var provider: String { details.provider }
  /// The accelerator's id.
  public var gpu: String { details.gpu }
  /// The terms.
  public let terms: Terms
  /// US dollars per hour of one instance.
  public let usdPerInstanceHour: Double
  /// Accelerators of one instance.
  public let gpusPerInstance: Int
  /// How the price is known.
  package let priceKind: Provenance.Kind
  /// Where the price comes from.
  public var provenance: Provenance { details.packing.provenance }
  /// What owning them takes; `nil` for rented ones.
  package var ownership: OwnedHardware? { details.ownership }
  /// How often it is taken away, per hour of use; `nil` if that is not known, or never happens.
  package let interruptionsPerHour: Double?
  /// The least and the most that this price was seen to be, relative to it; `nil` where nobody looked.
  package var seenPrice: ClosedRange<Double>? {
    let term = details.packing.terms.first { $0.commitment.rawValue == terms.rawValue }
    guard let seen = term?.seenUSDPerInstanceHour, usdPerInstanceHour > 0 else { return nil }
    return (seen.lowerBound / usdPerInstanceHour)...(seen.upperBound / usdPerInstanceHour)
  }
  /// The most accelerators that are to be had: those that are owned, or in stock; `nil` if nobody says.
  package let maximumGPUs: Int?
  /// The class of host that they come from; `nil` if that is not known.
  public let hostClass: HostClass?
  /// Whether they are paid for already.
  package let isPaid: Bool
  /// Replicas beyond what the load needs, where these machines say so.
  let spareReplicas: Int?
  private let details: Details

  /// What is read seldom, shared by all copies: a decision holds tens of thousands of them.
  private final class Details: Sendable, Hashable {
    let id: String
    let provider: String
    let gpu: String
    let ownership: OwnedHardware?
    let packing: GPUOffer

    init(id: String, provider: String, gpu: String, ownership: OwnedHardware?, packing: GPUOffer) {
      self.id = id
      self.provider = provider
      self.gpu = gpu
      self.ownership = ownership
      self.packing = packing
    }

    static func == (first: Details, second: Details) -> Bool {
      first === second
        || first.id == second.id && first.provider == second.provider && first.gpu == second.gpu
          && first.ownership == second.ownership && first.packing == second.packing
    }

    func hash(into hasher: inout Hasher) { hasher.combine(id) }
  }

  /// The same with so many nodes that one replica may span.
  func linkingNodes(_ count: Int) -> Rental {
    Rental(
      self,
      Details(
        id: id, provider: provider, gpu: gpu, ownership: ownership,
        packing: details.packing.linkingNodes(count)))
  }

  private init(_ other: Rental, _ details: Details) {
    terms = other.terms
    usdPerInstanceHour = other.usdPerInstanceHour
    gpusPerInstance = other.gpusPerInstance
    priceKind = other.priceKind
    interruptionsPerHour = other.interruptionsPerHour
    maximumGPUs = other.maximumGPUs
    hostClass = other.hostClass
    isPaid = other.isPaid
    spareReplicas = other.spareReplicas
    self.details = details
  }

  /// US dollars per hour and accelerator.
  public var usdPerGPUHour: Double { usdPerInstanceHour / Double(gpusPerInstance) }
  /// US dollars of an instance and hour where machines without a commitment cost `trend` of today's price.
  func usdPerInstanceHour(atTrend trend: Double) -> Double {
    usdPerInstanceHour * (terms.isBilledByUse ? trend : 1)
  }
  /// The same of an accelerator.
  func usdPerGPUHour(atTrend trend: Double) -> Double {
    usdPerInstanceHour(atTrend: trend) / Double(gpusPerInstance)
  }
  /// The most accelerators that one replica can have.
  package var maximumGPUsPerNode: Int { details.packing.maximumGPUsPerNode }
  /// How the seller runs models on them; `nil` where the customer does.
  package var service: ManagedService? { details.packing.service }
  /// In what steps time is billed.
  package var billing: GPUOffer.Billing { details.packing.billing }

  /// The terms of an offer under one commitment; `nil` if it does not have it.
  init?(_ offer: GPUOffer, commitment: Commitment, hostClass: HostClass? = nil) {
    guard let term = offer.terms.first(where: { $0.commitment == commitment }) else { return nil }
    terms =
      switch commitment {
      case .onDemand: .onDemand
      case .spot: .spot
      case .reserved1Month: .reserved1Month
      case .reserved6Months: .reserved6Months
      case .reserved1Year: .reserved1Year
      case .reserved3Year: .reserved3Year
      }
    usdPerInstanceHour = term.usdPerInstanceHour
    gpusPerInstance = offer.gpusPerInstance
    priceKind = term.kind
    interruptionsPerHour = term.interruptionsPerHour
    maximumGPUs = offer.stock
    spareReplicas = nil
    isPaid = false
    self.hostClass = hostClass
    details = Details(
      id: offer.id, provider: offer.provider, gpu: offer.gpu, ownership: nil, packing: offer)
  }

  /// Owned machines: a whole server is the least that can be had.
  ///
  /// - Parameters:
  ///   - count: Accelerators that there are; `nil` for as many as are bought.
  ///   - spareReplicas: Replicas beyond what the load needs; `nil` for as elsewhere.
  ///   - isPaid: Whether they are there already.
  init(
    _ owned: OwnedHardware, count: Int? = nil, isPaid: Bool = false, spareReplicas: Int? = nil
  ) {
    maximumGPUs = count
    self.isPaid = isPaid
    hostClass = .own
    self.spareReplicas = spareReplicas
    terms = .owned
    let gpus = min(owned.gpusPerServer, count ?? owned.gpusPerServer)
    usdPerInstanceHour = owned.usdPerGPUHour * Double(gpus)
    gpusPerInstance = gpus
    priceKind = .derived
    interruptionsPerHour = nil
    let id = owned.offerID
    details = Details(
      id: id, provider: "own", gpu: owned.gpu, ownership: owned,
      packing: GPUOffer(
        id: id, provider: "own", gpu: owned.gpu, gpusPerInstance: gpus, terms: [],
        provenance: owned.provenance))
  }

  /// Years that must be paid for once they are taken, used or not: the term, or the life of owned ones.
  var committedYears: Double {
    switch terms {
    case .onDemand, .spot: 0
    case .reserved1Month: 1.0 / 12
    case .reserved6Months: 0.5
    case .reserved1Year: 1
    case .reserved3Year: 3
    case .owned: isPaid ? 0 : ownership?.lifeYears ?? 0
    }
  }

  /// More accelerators than anybody rents out or sells in one piece: the largest clusters known in 2025 had about
  /// as many (xAI's Colossus: 100,000 H100 at its start, 2024-09, xAI).
  static let mostGPUs = 100_000

  /// Whether the workload's author says that these machines are there or would be bought.
  var isDeclared: Bool { terms == .owned && maximumGPUs != nil }

  /// Whether so many replicas fit on the accelerators that are to be had.
  func hasRoom(forReplicas replicas: Int, gpusEach: Int) -> Bool {
    replicas <= 0 || hasRoom(forInstances: instances(replicas: replicas, gpusEach: gpusEach))
  }

  private func hasRoom(forInstances instances: Int) -> Bool {
    Double(instances) * Double(gpusPerInstance) <= Double(maximumGPUs ?? Self.mostGPUs)
  }

  /// Instances that hold so many replicas.
  func instances(replicas: Int, gpusEach: Int) -> Int {
    details.packing.instances(forReplicas: replicas, gpusEach: gpusEach) ?? 0
  }

  /// Replicas that fit on all the accelerators that are to be had.
  func mostReplicas(gpusEach: Int) -> Int {
    let instances = (maximumGPUs ?? Self.mostGPUs) / gpusPerInstance
    return gpusEach <= gpusPerInstance
      ? instances * (gpusPerInstance / gpusEach)
      : instances / ((gpusEach - 1) / gpusPerInstance + 1)
  }

  /// Replicas that fit on the instances that so many replicas need anyway.
  func replicasFilling(replicas: Int, gpusEach: Int) -> Int {
    guard gpusEach <= gpusPerInstance else { return replicas }
    return instances(replicas: replicas, gpusEach: gpusEach) * (gpusPerInstance / gpusEach)
  }
}
