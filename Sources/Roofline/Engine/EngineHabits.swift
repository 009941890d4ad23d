package import CheckedJSON
package import ModelArithmetic

/// What an engine does of its own accord, where nobody tells it otherwise.
package struct EngineHabits: Sendable, Hashable {
  /// Whole steps that are chosen already when a request comes at random: 1 where scheduling overlaps with the GPU.
  package var stepsAhead = 1.0
  /// The format of keys and values beside weights of 8 bits, or of 4-bit floats; `nil` for 16 bits.
  package var quantizedCache: NumberFormat?
  /// Whether it multiplies with keys and values in NVFP4, but for latent attention.
  package var keepsFourBitCaches = false
  /// Whether the blocks of prompt and completion are set aside when a request is admitted.
  package var reservesBlocks = false
  /// What says so.
  package var source = ""

  /// What engines do of which nothing else is stated.
  ///
  /// Scheduling overlaps with the GPU, so that a request misses one step (SGLang since 0.4, "Zero-Overhead Batch
  /// Scheduler", LMSYS, 2024-12-04; TensorRT-LLM documentation, "Overlap Scheduler"; vLLM since 0.14). Caches are kept
  /// in 16 bits, and blocks are taken as sequences grow (Kwon et al., "PagedAttention", 2023).
  package static let usual = EngineHabits()
}

extension EngineHabits {
  /// Reads the member `habits` of a generation; what it leaves out is as usual.
  package init(_ place: JSONPlace?) throws(InputError) {
    guard let place else { return }
    let members = try place.object()
    try members.allowOnly([
      "stepsAhead", "quantizedCache", "fourBitCaches", "reservesBlocks", "source",
    ])
    source = try members.required("source").text()
    stepsAhead = try members["stepsAhead"]?.number(in: 0...10) ?? stepsAhead
    quantizedCache = try members["quantizedCache"]?.choice(NumberFormat.self)
    keepsFourBitCaches = try members["fourBitCaches"]?.bool() ?? false
    reservesBlocks = try members["reservesBlocks"]?.bool() ?? false
  }

  /// The member, without what is as usual; `nil` where all is.
  var json: JSONText? {
    guard self != .usual else { return nil }
    return .object(
      JSONText.present([
        ("stepsAhead", stepsAhead == Self.usual.stepsAhead ? nil : .number(stepsAhead)),
        ("quantizedCache", quantizedCache.map { .string($0.rawValue) }),
        ("fourBitCaches", keepsFourBitCaches ? true : nil),
        ("reservesBlocks", reservesBlocks ? true : nil), ("source", .string(source)),
      ]))
  }
}
