/// When machines that are bought have paid for themselves, against paying the API.
///
/// `months = capital / (API bill − running costs)`: the simple payback, without interest, as vendors
/// publish it. 100,000 USD that save 10,000 USD a month pay back in ten months.
public struct Payback: Sendable, Hashable {
  /// The owned option that is cheapest.
  public let option: SelfHostOption
  /// US dollars to buy its machines.
  public let capitalUSD: Double
  /// US dollars a month of power, space, support, people and tools.
  public let runningUSDPerMonth: Double
  /// US dollars a month that the API costs instead.
  public let apiUSDPerMonth: Double

  /// Months until the capital has come back; `nil` if it never does.
  public var months: Double? {
    Self.months(
      capitalUSD: capitalUSD, runningUSDPerMonth: runningUSDPerMonth,
      otherUSDPerMonth: apiUSDPerMonth)
  }

  /// Months after which a purchase has cost no more than paying another's bill; `nil` for never.
  static func months(
    capitalUSD: Double, runningUSDPerMonth: Double, otherUSDPerMonth: Double
  ) -> Double? {
    otherUSDPerMonth > runningUSDPerMonth
      ? capitalUSD / (otherUSDPerMonth - runningUSDPerMonth) : nil
  }

  /// Whether that is within the life of the machines.
  public var isWithinLife: Bool {
    guard let months, let life = option.rental.ownership?.lifeYears else { return false }
    return months <= life * 12
  }

  init?(options: [SelfHostOption], bill: Double) {
    // What is paid for has nothing left to pay back.
    guard
      let option = options.first(where: { $0.rental.ownership.map { !$0.isPaid } ?? false }),
      let owned = option.rental.ownership
    else { return nil }
    self.option = option
    let tax = 1 + option.taxRate
    let gpus = Double(option.gpus)
    capitalUSD = owned.capitalUSDPerGPU * gpus * tax
    let running =
      owned.electricityUSDPerGPUHour + owned.colocationUSDPerGPUHour
      + owned.supportUSDPerGPUHour
    runningUSDPerMonth =
      running * gpus * Volume.hoursPerMonth * tax + option.overheadUSD + option.egressUSD
    apiUSDPerMonth = bill
  }
}
