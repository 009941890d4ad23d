import CheckedJSON
import Pricing

extension SelfHostSearch {
  /// The machines to consider: those that the workload names, else every offer, what it owns, and what could be
  /// bought.
  func namedRentals() throws(InputError) -> [Rental] {
    let names = workload.candidates.offers
    let owned = try ownRentals()
    guard !names.isEmpty else {
      return catalog.prices.offers.flatMap(rentals) + owned
    }
    var rentals: [Rental] = []
    var seen: Set<String> = []
    for (index, name) in names.enumerated() {
      let machines = owned.filter { $0.isMeant(by: name) }
      for rental in machines where seen.insert(rental.id).inserted { rentals.append(rental) }
      guard machines.isEmpty else { continue }
      let offers = try catalog.offers(matching: name, place: "$.candidates.offers[\(index)]")
      for offer in offers where seen.insert(offer.id).inserted {
        rentals += self.rentals(of: offer)
      }
    }
    return rentals
  }

  /// The same without what is excluded, of another class of host, or too old.
  mutating func candidateRentals(_ choices: SearchChoices) throws(InputError) -> [Rental] {
    let gpus = Set(choices.accelerators.map(\.id))
    let excluded = try catalog.excluded(workload.candidates.exclude).offers
    let classes = try hostClasses()
    var kept: [Rental] = []
    for rental in try namedRentals() where gpus.contains(rental.gpu) {
      let age = rental.provenance.age(at: asOf)
      if excluded.contains(rental.id) {
        exclude(Exclusion(name: rental.titledID, reason: "the workload excludes it"), .machine)
      } else if !classes.isEmpty, !rental.isDeclared,
        !(rental.hostClass.map(classes.contains) ?? false)
      {
        exclude(
          Exclusion(
            name: rental.titledID, reason: "it is not of a class of hosts that the workload names"),
          .machine)
      } else if let maximum = assumptions.maximumPriceAgeDays, age > maximum {
        exclude(Exclusion(name: rental.titledID, reason: "its price is \(age) days old"), .machine)
      } else {
        kept.append(rental)
      }
    }
    return kept
  }

  /// Those that bind no longer than the workload looks ahead, and the others, which would have to be paid for beyond
  /// that: six months of a machine that is reserved for three years leave thirty to pay.
  func withinHorizon(_ rentals: [Rental]) -> (kept: [Rental], beyond: [Rental]) {
    guard demand.period == .month, let months = workload.growth?.horizonMonths else {
      return (rentals, [])
    }
    func binds(_ rental: Rental) -> Bool {
      rental.terms.isReserved && rental.committedYears * 12 > Double(months) + 0.5
    }
    return (rentals.filter { !binds($0) }, rentals.filter(binds))
  }

  /// Names what was left out for that.
  mutating func excludeBeyondHorizon() {
    let months = workload.growth?.horizonMonths ?? 0
    for terms in Rental.Terms.allCases
    where rentalsBeyondHorizon.contains(where: { $0.terms == terms }) {
      exclude(
        Exclusion(
          name: "machines \(terms.title)",
          reason:
            "they bind beyond the \(months) \(months == 1 ? "month" : "months") of growth.horizonMonths"
        ), rentals.isEmpty ? .model : .machine)
    }
  }

  private func rentals(of offer: GPUOffer) -> [Rental] {
    let hostClass = catalog.prices.hostClass(of: offer)
    return Commitment.allCases.compactMap {
      Rental(offer, commitment: $0, hostClass: hostClass)
    }
  }

  private func hostClasses() throws(InputError) -> Set<HostClass> {
    var classes: Set<HostClass> = []
    for (index, name) in workload.candidates.hostClasses.enumerated() {
      guard let found = HostClass(rawValue: name.lowercased().replacing("-", with: " ")) else {
        throw InputError.unknown(
          "class of hosts", name, among: HostClass.allCases.map(\.rawValue),
          place: "$.candidates.hostClasses[\(index)]")
      }
      classes.insert(found)
    }
    return classes
  }

  /// What the workload says is owned, and what else could be bought.
  private func ownRentals() throws(InputError) -> [Rental] {
    var rentals: [Rental] = []
    var gpus: Set<String> = []
    for (index, machines) in workload.own.enumerated() {
      let place = "$.own[\(index)]"
      let accelerator = try catalog.accelerator(named: machines.gpu, place: place + ".gpu")
      gpus.insert(accelerator.id)
      let hardware = try located(place) { () throws(InputError) in
        try catalog.ownedHardware(machines, accelerator: accelerator)
      }
      rentals.append(
        Rental(
          hardware, count: machines.count, isPaid: machines.isPaid,
          spareReplicas: machines.wantsSpare.map { $0 ? 1 : 0 }))
    }
    return rentals + catalog.prices.owned.filter { !gpus.contains($0.gpu) }.map { Rental($0) }
  }
}

extension Rental {
  /// Its id with the terms.
  var titledID: String { "\(id), \(title)" }

  /// Whether a name of a list means these own machines: their id, or all that are owned.
  fileprivate func isMeant(by name: String) -> Bool {
    terms == .owned && Catalog.isMeant(id, by: name)
  }
}
