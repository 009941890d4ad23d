import Foundation

@testable import Breakeven

extension FuzzTarget {
  /// A valid workload and market from any bytes, decided twice and once more with one thing made harder or dearer.
  ///
  /// The first eight bytes draw all of it, the ninth chooses the change, and the others put single figures in the place
  /// of those that were drawn. Three decisions for each input.
  static let decision = FuzzTarget("decision") { bytes in
    guard bytes.count >= 9 else { return }
    do {
      let workload = try RandomWorkload(bytes: bytes)
      let change = DecisionChange.all[Int(bytes[8]) % DecisionChange.all.count]
      var changed = workload
      // Figures beyond what a workload may say are the reader's to refuse.
      guard (try? workload.workload()) != nil,
        !change.make(&changed) || (try? changed.workload()) != nil
      else { return }
      let outcome = try DecisionOutcome(workload)
      promise(outcome.absurdities.isEmpty, "\(outcome.absurdities); \(workload.told)")
      promise(try DecisionOutcome(workload) == outcome, "two decisions of \(workload.told)")
      if let violation = try change.violation(of: workload, from: outcome) {
        promise(false, violation)
      }
    } catch {
      promise(false, "a valid workload is refused: \(error)")
    }
  }
}

extension RandomWorkload {
  init(bytes: [UInt8]) throws {
    var dice = SplitMix64(seed: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    try self.init(&dice)
    var rest = bytes.dropFirst(9)
    // The changes halve times, which have to stay within what may be asked for.
    /// A figure between two ends, evenly in its logarithm; two bytes each, of which 0 changes nothing.
    func next(_ low: Double, _ high: Double) -> Double? {
      guard rest.count >= 2 else { return nil }
      let word = Int(rest.removeFirst()) << 8 | Int(rest.removeFirst())
      guard word > 0 else { return nil }
      return (low * exponential(Double(word) / 65535 * naturalLogarithm(high / low))).rounded()
    }
    prompt = next(2, 100_000) ?? prompt
    completion = next(2, 20_000) ?? completion
    requestsPerDay = next(1, 1e9) ?? requestsPerDay
    if let tokens = prefix?.tokens { prefix?.tokens = min(tokens, prompt) }
    service.timeToFirstTokenSeconds =
      next(2, 100_000).map { $0 / 1000 } ?? service.timeToFirstTokenSeconds
    service.timePerOutputTokenSeconds =
      next(2, 5000).map { $0 / 1000 } ?? service.timePerOutputTokenSeconds
    service.deadlineHours = next(2, 700) ?? service.deadlineHours
    service.peakToAverage = next(1, 20) ?? service.peakToAverage
    staffUSD = next(1, 100_000) ?? staffUSD
  }
}
