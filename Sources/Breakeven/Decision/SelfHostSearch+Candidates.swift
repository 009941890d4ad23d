extension SelfHostSearch {
  /// The machines to consider: those that the workload names, else every offer and owned part.
  mutating func candidateRentals() throws(InputError) -> [Rental] {
    let names = workload.candidates.offers
    var rentals: [Rental] = []
    if names.isEmpty {
      for offer in catalog.prices.offers { rentals += Self.rentals(of: offer) }
      rentals += catalog.prices.owned.map { Rental($0) }
    } else {
      let owned = catalog.prices.owned.map { Rental($0) }
      for name in names {
        if let own = owned.first(where: { $0.id == name }) {
          rentals.append(own)
        } else {
          rentals += Self.rentals(of: try catalog.prices.offer(name))
        }
      }
    }
    guard let maximumAge = assumptions.maximumPriceAgeDays else { return rentals }
    for rental in rentals where rental.provenance.age(at: asOf) > maximumAge {
      exclude(
        Exclusion(
          name: "\(rental.id), \(rental.terms.title)",
          reason: "its price is \(rental.provenance.age(at: asOf)) days old"))
    }
    return rentals.filter { $0.provenance.age(at: asOf) <= maximumAge }
  }

  private static func rentals(of offer: GPUOffer) -> [Rental] {
    Commitment.allCases.compactMap { Rental(offer, commitment: $0) }
  }

  /// The engines: those named, else the newest vLLM.
  func candidateEngines() throws(InputError) -> [EngineProfile] {
    guard !workload.candidates.engines.isEmpty else {
      return [try catalog.engines.profile(named: assumptions.engine)]
    }
    var engines: [EngineProfile] = []
    for name in workload.candidates.engines {
      engines.append(try catalog.engines.profile(named: name))
    }
    return engines
  }

  /// The accelerators: those named, else every one whose family an engine was fitted on.
  func candidateAccelerators(_ engines: [EngineProfile]) throws(InputError) -> [Accelerator] {
    guard !workload.candidates.gpus.isEmpty else {
      let families = Set(engines.flatMap(\.families))
      return catalog.accelerators.accelerators.filter { families.contains($0.family) }
    }
    var accelerators: [Accelerator] = []
    for name in workload.candidates.gpus {
      accelerators.append(try catalog.accelerators.accelerator(named: name))
    }
    return accelerators
  }

  /// The precisions: those named, else the checkpoint as published, and FP8 where the checkpoint has
  /// 16 bits and the chip multiplies FP8.
  func candidatePrecisions(
    _ model: ModelArchitecture, _ accelerator: Accelerator
  ) throws(InputError) -> [Precision] {
    guard workload.candidates.precisions.isEmpty else {
      var precisions: [Precision] = []
      for name in workload.candidates.precisions {
        precisions.append(Precision(weights: try Precision.Weights(named: name)))
      }
      return precisions
    }
    let published = Precision.asPublished
    let isHalf = model.checkpoint.base.bytesPerElement == 2 && model.checkpoint.exceptions.isEmpty
    guard isHalf, accelerator.densePeaks[.fp8] != nil else { return [published] }
    return [published, Precision(weights: .format(.fp8))]
  }

  /// A model whose context is shorter than more than a thousandth of the requests is left out.
  func contextExclusion(_ model: ModelArchitecture) -> Exclusion? {
    guard let limit = model.maximumContextTokens else { return nil }
    let share = demand.share(longerThan: limit)
    guard share > assumptions.truncatedShare else { return nil }
    return Exclusion(
      name: model.name,
      reason: "\((share * 1000).rounded() / 10) % of requests exceed its context of \(limit) tokens"
    )
  }
}

extension Precision.Weights {
  /// The weights of that name: `published`, or a number format.
  public init(named name: String) throws(InputError) {
    if name == "published" || name == "checkpoint" {
      self = .checkpoint
    } else if let format = NumberFormat(rawValue: name.lowercased()) {
      self = .format(format)
    } else {
      throw InputError.unknown(
        "precision", name, among: ["published"] + NumberFormat.allCases.map(\.rawValue))
    }
  }
}
