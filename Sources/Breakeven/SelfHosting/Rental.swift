/// Machines on one set of terms: rented by use, reserved, or owned.
public struct Rental: Sendable, Hashable {
  /// On what terms machines are had.
  public enum Terms: String, Sendable, Hashable, CaseIterable {
    case onDemand
    case spot
    case reserved1Year
    case reserved3Year
    case owned

    /// Whether only the hours of use are paid for.
    public var isBilledByUse: Bool { self == .onDemand || self == .spot }

    /// Years that must be paid for, used or not; 0 for owned machines, which serve other work too.
    public var years: Double {
      switch self {
      case .onDemand, .spot, .owned: 0
      case .reserved1Year: 1
      case .reserved3Year: 3
      }
    }
  }

  /// The offer's or machine's id.
  public let id: String
  /// Who provides it; `own` for owned machines.
  public let provider: String
  /// The accelerator's id.
  public let gpu: String
  /// The terms.
  public let terms: Terms
  /// US dollars per hour of one instance.
  public let usdPerInstanceHour: Double
  /// Accelerators of one instance.
  public let gpusPerInstance: Int
  /// How the price is known.
  public let priceKind: Provenance.Kind
  /// Where the price comes from.
  public let provenance: Provenance
  /// What owning them takes; `nil` for rented ones.
  public let ownership: OwnedHardware?
  private let packing: GPUOffer

  /// US dollars per hour and accelerator.
  public var usdPerGPUHour: Double { usdPerInstanceHour / Double(gpusPerInstance) }
  /// The most accelerators that one replica can have.
  public var maximumGPUsPerNode: Int { packing.maximumGPUsPerNode }
  /// In what steps time is billed.
  public var billing: GPUOffer.Billing { packing.billing }

  /// The terms of an offer under one commitment; `nil` if it does not have it.
  init?(_ offer: GPUOffer, commitment: Commitment) {
    guard let term = offer.terms.first(where: { $0.commitment == commitment }) else { return nil }
    id = offer.id
    provider = offer.provider
    gpu = offer.gpu
    terms =
      switch commitment {
      case .onDemand: .onDemand
      case .spot: .spot
      case .reserved1Year: .reserved1Year
      case .reserved3Year: .reserved3Year
      }
    usdPerInstanceHour = term.usdPerInstanceHour
    gpusPerInstance = offer.gpusPerInstance
    priceKind = term.kind
    provenance = offer.provenance
    ownership = nil
    packing = offer
  }

  /// Owned machines: a whole server is the least that can be had.
  init(_ owned: OwnedHardware) {
    id = "own-" + owned.gpu.lowercased()
    provider = "own"
    gpu = owned.gpu
    terms = .owned
    usdPerInstanceHour = owned.usdPerGPUHour * Double(owned.gpusPerServer)
    gpusPerInstance = owned.gpusPerServer
    priceKind = .derived
    provenance = owned.provenance
    ownership = owned
    packing = GPUOffer(
      id: id, provider: provider, gpu: owned.gpu, gpusPerInstance: owned.gpusPerServer, terms: [],
      provenance: owned.provenance)
  }

  /// Instances that hold so many replicas.
  func instances(replicas: Int, gpusEach: Int) -> Int {
    packing.instances(forReplicas: replicas, gpusEach: gpusEach) ?? 0
  }

  /// Replicas that fit on the instances that so many replicas need anyway.
  func replicasFilling(replicas: Int, gpusEach: Int) -> Int {
    guard gpusEach <= gpusPerInstance else { return replicas }
    return instances(replicas: replicas, gpusEach: gpusEach) * (gpusPerInstance / gpusEach)
  }
}
