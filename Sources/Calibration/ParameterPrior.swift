import CheckedJSON
import Roofline

/// What is believed of a parameter before any measurement, on the logarithmic scale.
struct ParameterPrior: Sendable, Hashable {
  /// The value expected.
  let mean: Double
  /// Standard deviation of the logarithm of the common value.
  let spread: Double
  /// Standard deviation of the logarithm from one generation of an engine to another.
  let betweenGenerations: Double
  /// Standard deviation of the logarithm from one family of chips to another.
  let betweenFamilies: Double
  /// How freely it follows a chip's scale, beside other parameters.
  ///
  /// Shares of the memory bandwidth hardly do: from 0.3 to 8 TB/s, chips read at 80 to 90 % of their
  /// peak, and a power law found among the large ones would leave the small a quarter of it.
  var followsScale = 1.0
  /// The exponent expected of its power of a chip's bandwidth.
  ///
  /// Weight-only kernels unpack at the pace of the multiprocessors, which grows slower than bandwidth:
  /// Marlin comes close to the ideal of four times FP16's speed on an A10 of 0.6 TB/s (Frantar et al.,
  /// *MARLIN: Mixed-Precision Auto-Regressive Parallel Inference on Large Language Models*, 2024), but
  /// int4 experts of Kimi-K2.5 run hardly faster on a B200 of 8 TB/s than on an H200 of 4.8.
  var bandwidthExponent = 0.0
}

/// The priors of all parameters, in the order of `EngineParameters.fields`.
struct ParameterPriors: Sendable {
  let priors: [ParameterPrior]

  /// Priors in the order of the fields.
  init(priors: [ParameterPrior]) { self.priors = priors }

  init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(EngineParameters.fields.map(\.name))
    var priors: [ParameterPrior] = []
    for field in EngineParameters.fields {
      let prior = try members.required(field.name).object()
      try prior.allowOnly([
        "mean", "spread", "betweenGenerations", "betweenFamilies", "followsScale",
        "bandwidthExponent",
      ])
      priors.append(
        ParameterPrior(
          mean: try prior.required("mean").number(in: 1e-9...1e4),
          spread: try prior.required("spread").number(in: 1e-3...5),
          betweenGenerations: try prior.required("betweenGenerations").number(in: 1e-3...5),
          betweenFamilies: try prior.required("betweenFamilies").number(in: 1e-3...5),
          followsScale: try prior["followsScale"]?.number(in: 1e-3...10) ?? 1,
          bandwidthExponent: try prior["bandwidthExponent"]?.number(in: -2...2) ?? 0))
    }
    self.priors = priors
  }
}
