package import CheckedJSON
package import Workloads

/// How lengths usually spread around a mean that is all one knows: quantiles over the mean.
///
/// Of prompts, half are shorter than 0.756 times the mean, and one in a hundred is longer than 3.63
/// times. Equal lengths would be the one spread that never occurs.
package struct LengthSpread: Sendable, Hashable {
  /// The median over the mean.
  package let p50: UsualValue
  /// The 90th percentile over the mean.
  package let p90: UsualValue
  /// The 95th percentile over the mean.
  package let p95: UsualValue
  /// The 99th percentile over the mean.
  package let p99: UsualValue

  /// Lengths of this mean that spread as is usual: the likely quantiles, times `mean` tokens.
  ///
  /// - Throws: `InputError` for a mean that is not above 0.
  package func quantiles(mean: Double) throws(InputError) -> LengthQuantiles {
    try LengthQuantiles(
      mean: mean, p50: p50.likely * mean, p90: p90.likely * mean, p95: p95.likely * mean,
      p99: p99.likely * mean)
  }

  init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["p50", "p90", "p95", "p99"])
    p50 = try UsualValue(members.required("p50"))
    p90 = try UsualValue(members.required("p90"))
    p95 = try UsualValue(members.required("p95"))
    p99 = try UsualValue(members.required("p99"))
  }
}
