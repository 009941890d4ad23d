package import Roofline

extension Deployment {
  /// Whether a fleet should be sized by simulation, because the closed form is not to be trusted.
  ///
  /// ``capacity(for:sharedPrefix:within:)`` supposes Poisson arrivals and full batches that vary little.
  /// For Llama 3.1 8B on one H100 with the lengths of the Azure conversation trace it gives, relative to
  /// the simulated 95th percentiles:
  ///
  /// | burstiness | load | time per output token | time to first token |
  /// |---|---|---|---|
  /// | 1 | 0.5 | 0.98 | 1.65 |
  /// | 1 | 0.7 | 0.93 | 1.85 |
  /// | 1 | 0.9 | 1.01 | 8.92 |
  /// | 2 | 0.5 | 0.83 | 0.87 |
  /// | 2 | 0.9 | 0.96 | 5.32 |
  /// | 4 | 0.7 | 0.47 | 0.39 |
  ///
  /// So it is trusted up to a burstiness of 1.2 and 70 % of saturation. Completions of a few dozen tokens
  /// meet the prompts of others so unevenly that it fails there too (0.3 to 0.9 for the lengths of the
  /// Azure code trace): it is not trusted where they lengthen the time per token by more than 0.3 of the
  /// mean. ``closedFormCheck(for:sharedPrefix:utilizations:burstinesses:percentile:requests:)`` makes such a
  /// table for any deployment and mix.
  ///
  /// - Parameters:
  ///   - burstiness: Standard deviation over mean of the gaps between arrivals; 1 is Poisson.
  ///   - utilization: The load as a share of saturation.
  ///   - promptInterference: ``ServiceCapacity/promptInterference``.
  package static func shouldSimulate(
    burstiness: Double, utilization: Double, promptInterference: Double
  ) -> Bool {
    !(burstiness <= 1.2 && utilization <= 0.7 && promptInterference <= 0.3)
  }
}
