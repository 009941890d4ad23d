import Breakeven
import Roofline

/// The option for a tier of memory beside that of the GPUs.
struct TierOptions: OptionGroup {
  static let title: String? = "Tiers of memory"

  @Option(
    "--offload", "TIER", .offload,
    help:
      "where prompts' caches go that GPUs drop: none (default), host (memory of the machine), disk or pool (memory of all machines); host:200 gives 200 GB for each GPU"
  )
  var offload: CacheOffload?

  /// The deployment with the tier that is asked for.
  func apply(to plain: Deployment) throws(CommandFailure) -> Deployment {
    guard let offload else { return plain }
    do {
      return plain.offloading(to: try CacheTier(offload, on: plain.accelerator))
    } catch {
      throw .usage("--offload: \(error.description)")
    }
  }
}

extension OptionValue where Value == CacheOffload {
  /// A tier, with or without its size.
  static var offload: OptionValue {
    OptionValue(choices: CacheOffload.Kind.allCases.map(\.rawValue)) {
      text throws(InputError) in try CacheOffload(written: text)
    }
  }
}
