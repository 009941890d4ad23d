import Breakeven
import Reporting

/// The options of `breakeven simulate` that say what counts as in time, and what an hour costs.
struct SimulatedTargets: OptionGroup {
  static let title: String? = "Targets and cost"
  private static let seconds = 1e-6...1e6

  @Option(
    "--ttft", "S", .quantity(.seconds, in: seconds),
    help: "the target of the first token by which goodput is counted (default: the workload's)")
  var timeToFirstToken: Double?
  @Option(
    "--tpot", "S", .quantity(.seconds, in: seconds),
    help: "the one of each further token (default: the workload's)")
  var timePerOutputToken: Double?
  @Option(
    "--deadline-hours", "H", .quantity(.hours, in: 1e-3...1e6),
    help: "by when a job should be finished (default: the workload's)")
  var deadlineHours: Double?
  @Option("--usd-per-gpu-hour", "X", .number(in: 0...1e6), help: "the price of a GPU, or")
  var usdPerGPUHour: Double?
  @Option(
    "--offer", "OFFER", .text, help: "that of an offer (breakeven catalog offers), on demand or")
  var offer: String?
  @Option("--terms", "TERMS", .choice, help: "under these terms")
  var terms: Commitment?

  var all: [any DeclaredOption] {
    [$timeToFirstToken, $timePerOutputToken, $deadlineHours, $usdPerGPUHour, $offer, $terms]
  }

  /// Refuses options that contradict each other.
  func check(verb: String) throws(CommandFailure) {
    try refuseTogether([$usdPerGPUHour, $offer], verb: verb)
    try refuse([$terms], without: $offer, verb: verb)
  }

  /// US dollars per GPU and hour, and where they are from.
  func gpuPrice(
    for deployment: Deployment, in catalog: Catalog
  ) throws -> SimulationReport.Price? {
    if let usdPerGPUHour {
      return SimulationReport.Price(usdPerGPUHour: usdPerGPUHour, source: $usdPerGPUHour.name)
    }
    guard let id = offer else { return nil }
    let offer = try catalog.prices.offer(id)
    guard offer.gpu == deployment.accelerator.id else {
      throw CommandFailure.usage(
        "--offer: found \"\(id)\" with \(offer.gpu), expected one with \(deployment.accelerator.id), such as "
          + catalog.prices.offers(of: deployment.accelerator.id).prefix(3).map(\.id).joined(
            separator: ", "))
    }
    let commitment = terms ?? .onDemand
    guard let term = offer.terms.first(where: { $0.commitment == commitment }) else {
      throw CommandFailure.usage(
        "--terms: \(id) is not offered as \(commitment.rawValue), expected "
          + offer.terms.map(\.commitment.rawValue).joined(separator: ", "))
    }
    return SimulationReport.Price(
      usdPerGPUHour: term.usdPerInstanceHour / Double(offer.gpusPerInstance),
      source: "\(id), \(commitment.rawValue), as of \(offer.provenance.asOf)")
  }
}
