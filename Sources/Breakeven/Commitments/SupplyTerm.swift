import Numerics
import Workloads

/// One way to have capacity: by the hour, bound for months, owned, or from an API by the request.
package struct SupplyTerm: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// Machines that are paid for the hours in which they are needed, at the price of the month.
    case byUse
    /// Machines that are paid for so many months, used or not, at the price of the month in which they are taken.
    case committed(months: Int)
    /// Machines that are bought and sold again at the end.
    case owned(Ownership)
    /// Requests that an API answers, at the price of the month.
    case api
  }

  /// What machines cost that are bought.
  package struct Ownership: Sendable, Hashable {
    /// US dollars to buy one instance.
    let capitalUSD: Double
    /// US dollars of power, space and support of one instance in a month.
    let runningUSDPerMonth: Double
    let costOfCapitalPerYear: Double
    /// The share of the capital that a sale brings after so many years: its logarithm falls evenly.
    let resalePerYear: Double

    package init(
      capitalUSD: Double, runningUSDPerMonth: Double, costOfCapitalPerYear: Double,
      resalePerYear: Double
    ) {
      self.capitalUSD = capitalUSD
      self.runningUSDPerMonth = runningUSDPerMonth
      self.costOfCapitalPerYear = costOfCapitalPerYear
      self.resalePerYear = resalePerYear
    }

    /// US dollars a month of buying now and selling after so many months:
    /// `(C − S·q)·ρ/(1 − q) + running`, with `q = (1 + r)^(−n/12)` and `ρ = (1 + r)^(1/12) − 1`.
    ///
    /// 36,000 USD that bring nothing after 36 months, without interest, are 1,000 USD a month.
    package func usdPerMonth(over months: Int) -> Double {
      let years = Double(max(1, months)) / 12
      let sale = capitalUSD * exponential(years * naturalLogarithm(max(1e-9, resalePerYear)))
      guard costOfCapitalPerYear > 0 else {
        return (capitalUSD - sale) / Double(max(1, months)) + runningUSDPerMonth
      }
      let rate = naturalLogarithm(1 + costOfCapitalPerYear)
      let later = exponential(-years * rate)
      return (capitalUSD - sale * later) * (exponential(rate / 12) - 1) / (1 - later)
        + runningUSDPerMonth
    }
  }

  package let kind: Kind
  /// On what terms, in words: `on demand`, `reserved for 1 year`, `owned`, `API`.
  package let title: String
  /// Who sells it.
  package let seller: String
  /// Replicas that share one instance; 1 where a replica takes one or several.
  package let replicasPerInstance: Int
  /// US dollars an hour of what holds ``replicasPerInstance`` replicas.
  package let usdPerHour: Double
  /// Replicas for which there are machines.
  package let mostReplicas: Int
  /// Whether its offer is the workload's own machines, which are there already.
  package let isPaid: Bool

  package init(
    _ kind: Kind, title: String, seller: String = "", replicasPerInstance: Int = 1,
    usdPerHour: Double = 0, mostReplicas: Int = .max, isPaid: Bool = false
  ) {
    self.kind = kind
    self.title = title
    self.seller = seller
    self.replicasPerInstance = max(1, replicasPerInstance)
    self.usdPerHour = usdPerHour
    self.mostReplicas = mostReplicas
    self.isPaid = isPaid
  }

  /// Whether it can be left at the end of any month.
  package var isFlexible: Bool {
    switch kind {
    case .byUse, .api: true
    case .committed, .owned: false
    }
  }

  /// Months for which it binds; `nil` for none, or for as long as the machines are kept.
  package var months: Int? { if case .committed(let months) = kind { months } else { nil } }

  /// US dollars of an hour of one replica that runs always, for so many months.
  func usdPerReplicaHour(over months: Int) -> Double {
    if case .owned(let ownership) = kind {
      return ownership.usdPerMonth(over: months) / Volume.hoursPerMonth
        / Double(replicasPerInstance)
    }
    return usdPerHour / Double(replicasPerInstance)
  }

  /// The same at another price by the hour.
  package func with(usdPerHour: Double) -> SupplyTerm {
    SupplyTerm(
      kind, title: title, seller: seller, replicasPerInstance: replicasPerInstance,
      usdPerHour: usdPerHour, mostReplicas: mostReplicas, isPaid: isPaid)
  }
}
