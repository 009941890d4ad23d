import Numerics
import Workloads

/// How often a spot machine is taken away, and what each time costs.
///
/// Interruptions come at random at a rate `λ`, and after each a machine pays for the time `ℓ` without
/// getting further: the model is loaded anew, and the requests that were in flight begin again. So of an hour
/// that is paid for, `e^(−λℓ)` is worth something, and work takes `e^(λℓ) − 1` longer: at 0.1 an hour and ten
/// minutes each `e^(0.1/6) − 1` = 1.7 %, at one an hour and half an hour each 65 %.
///
/// Source: the mean time to get through without an interruption, Young, "A first order approximation to the
/// optimum checkpoint interval", Communications of the ACM 17 (1974), with finished requests as checkpoints.
package struct SpotInterruptions: Sendable, Hashable {
  /// Where the rate comes from.
  package enum Origin: String, Sendable, Hashable {
    case workload
    case offer
    case assumed
  }

  /// How often a machine is taken away, per hour of use.
  package let perHour: Double
  /// Seconds of the machine that each time costs.
  package let lostSeconds: Double
  /// Where the rate comes from.
  package let origin: Origin

  /// Beyond this, 99.3 % of the time would be lost.
  private static let mostExpected = 5.0

  /// Interruptions expected within the time that one costs: `λℓ`.
  var expected: Double { perHour * lostSeconds / 3600 }

  /// The time that is lost, as a share of the work: `e^(λℓ) − 1`.
  package var share: Double { exponential(expected) - 1 }

  /// Whether enough time is left to get anything done.
  var leavesTime: Bool { expected <= Self.mostExpected }
}

extension SpotInterruptions {
  /// Those of a rental; `nil` if it is not interrupted.
  ///
  /// - Parameter restartSeconds: What an interruption costs where the workload does not say.
  init?(
    of rental: Rental, terms: BatchTerms?, assumptions: DecisionAssumptions, restartSeconds: Double
  ) {
    guard rental.terms == .spot else { return nil }
    if let stated = terms?.interruptionsPerHour {
      (perHour, origin) = (stated, .workload)
    } else if let offered = rental.interruptionsPerHour {
      (perHour, origin) = (offered, .offer)
    } else {
      (perHour, origin) = (assumptions.spotInterruptionsPerHour, .assumed)
    }
    lostSeconds = terms?.lostMinutesPerInterruption.map { $0 * 60 } ?? restartSeconds
  }
}
