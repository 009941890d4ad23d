/// The step in quality from a model's original weights to a quantised format of them, as published.
///
/// One benchmark is told, never a mean over sources: averages hide losses on long reasoning, where an
/// 80B mixture in NVFP4 kept 98.6 % of its mean score and lost 10 to 13 points on AIME.
public struct QualityStep: Sendable, Hashable {
  /// What was scored, such as `MMLU-Pro`.
  package let benchmark: String
  /// Score in the format less the original's, in points of the benchmark, from the worst model of the
  /// source to the best; `nil` where only ratios were published.
  package let points: ClosedRange<Double>?
  /// Score in the format over the original's: 0.982 keeps 98.2 %.
  package let recovery: ClosedRange<Double>
  /// The model on which it was measured; `nil` for a class of size, told by `source`.
  package let model: String?
  /// Who measured it.
  package let source: String
  /// When it was published: a day, a month or a year.
  package let date: String
}
