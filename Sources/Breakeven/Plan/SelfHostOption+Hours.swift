import Workloads

extension SelfHostOption {
  /// Hours for which accelerators are paid, or up where they are always on for less, in a mean month of the horizon, or
  /// in the job.
  ///
  /// Each month's dollars are divided by that month's price: 200 USD at 2 an hour and 100 USD at half of it are 100
  /// hours in either month, although a mean month costs 150.
  package func gpuHours(_ demand: Demand) -> Double {
    gpuHours(demand, machineUSD: machineUSD, gpus: gpus)
  }

  /// The same where `gpus` of its machines serve a share of the requests for `machineUSD`, tax included.
  package func gpuHours(_ demand: Demand, machineUSD: Double, gpus: Int) -> Double {
    guard rental.usdPerInstanceHour > 0 else { return Double(gpus) * Volume.hoursPerMonth }
    let months = demand.horizon.months
    let usd = machineUSDByMonth(demand, machineUSD: machineUSD)
    let hours = months.indices.reduce(0.0) { sum, month in
      let price = rental.usdPerGPUHour(atTrend: months[month].machinePrice)
      return sum + usd[min(month, usd.count - 1)] / price
    }
    return hours / Double(months.count) * upHoursPerPaidHour
  }

  /// US dollars of machines in each month of the horizon before tax, `machineUSD` with tax on average, in the proportions
  /// of a fleet that serves everything; all alike where machines are too few for that.
  ///
  /// One that keeps only prompts of some lengths serves these faster than its own sum says, so that months are held
  /// against each other alone.
  func machineUSDByMonth(_ demand: Demand, machineUSD: Double) -> [Double] {
    let untaxed = machineUSD / (1 + taxRate)
    guard self.machineUSD < .infinity else { return [untaxed] }
    let months: [Double] =
      switch plan {
      case .fleet(let plan): plan.usdByMonth(requests: demand.requests)
      case .batch(let plan): plan.usdByMonth(requests: demand.requests)
      }
    let mean = months.reduce(0, +) / Double(max(1, months.count))
    guard mean < .infinity else { return [untaxed] }
    return months.map { mean > 0 ? $0 / mean * untaxed : 0 }
  }
}
