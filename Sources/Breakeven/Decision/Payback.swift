import Workloads

/// When machines that are bought have paid for themselves, against paying the API.
///
/// `months = capital / (API − running costs)`: the simple payback, without interest, as vendors publish it.
/// 100,000 USD that save 10,000 USD a month pay back in ten months. A job that is run once saves once: what is
/// told is after how many such jobs the purchase has paid for itself.
public struct Payback: Sendable, Hashable {
  /// The owned option that is cheapest.
  package let option: SelfHostOption
  /// US dollars to buy its machines.
  package let capitalUSD: Double
  /// US dollars of power, space, support, people and tools, in a month or for one job.
  package let runningUSD: Double
  /// US dollars that the API costs instead, in a month or for one job.
  package let apiUSD: Double
  /// What the running costs are counted over.
  package let period: Demand.Period

  /// Months, or jobs, until the capital has come back; `nil` if it never does.
  package var periods: Double? {
    Self.periods(capitalUSD: capitalUSD, runningUSD: runningUSD, otherUSD: apiUSD)
  }

  /// Months until the capital has come back; `nil` if it never does, or of a job that is run once.
  public var months: Double? { period == .month ? periods : nil }

  /// Periods after which a purchase has cost no more than paying another's bill; `nil` for never.
  static func periods(capitalUSD: Double, runningUSD: Double, otherUSD: Double) -> Double? {
    otherUSD > runningUSD ? capitalUSD / (otherUSD - runningUSD) : nil
  }

  /// Whether that is within the life of the machines; of jobs nobody knows how often they come.
  package var isWithinLife: Bool {
    guard let months, let life = option.rental.ownership?.lifeYears else { return false }
    return months <= life * 12
  }

  /// Of the cheapest option whose machines would have to be bought; `nil` if there is none.
  init?(options: [SelfHostOption], otherUSD: Double, period: Demand.Period) {
    guard
      let option = options.first(where: { $0.rental.terms == .owned && !$0.rental.isPaid }),
      let owned = option.rental.ownership, let capital = option.purchaseUSD
    else { return nil }
    self.option = option
    self.period = period
    capitalUSD = capital
    let hourly =
      owned.electricityUSDPerGPUHour + owned.colocationUSDPerGPUHour + owned.supportUSDPerGPUHour
    let hours: Double
    if case .batch(let plan) = option.plan, period == .job {
      // Machines that are bought for a job run until its deadline.
      hours = plan.deadlineSeconds / 3600
    } else {
      hours = Volume.hoursPerMonth
    }
    runningUSD =
      hourly * Double(option.gpus) * hours * (1 + option.taxRate) + option.overheadUSD
      + option.egressUSD
    apiUSD = otherUSD
  }
}
