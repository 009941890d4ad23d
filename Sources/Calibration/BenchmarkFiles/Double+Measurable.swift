extension Double? {
  /// The number where it is one that can be measured: finite, above 0, below 10¹².
  var positive: Double? { flatMap { $0.isFinite && $0 > 0 && $0 < 1e12 ? $0 : nil } }
}
