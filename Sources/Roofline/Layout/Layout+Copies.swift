extension Layout {
  /// Whether ranks hold copies of experts that many tokens go to, beside their share of all.
  ///
  /// So it is where experts are spread over more ranks than a node has, each with its own sequences: the copies even
  /// out what the ranks have to do, and let any number of ranks hold the same number of experts.
  var holdsCopies: Bool { expert > 8 && attentionData == tensor }

  /// Experts on all ranks, copies included, for each of a model's: 256 on 48 ranks fill 6 places on each, 288 in all,
  /// or 1.125.
  func copies(of experts: Int?) -> Double {
    guard holdsCopies, let experts, experts > 0 else { return 1 }
    let places = (experts + expert - 1) / expert
    return Double(places * expert) / Double(experts)
  }
}
