import ModelArithmetic
import Numerics
import Workloads

/// What adapters add to a pass, on one chip at full efficiency.
struct AdapterWork: Sendable, Hashable {
  /// Thin matrices beside like operators.
  struct Part: Sendable, Hashable {
    let tokens: MatrixWork.Tokens
    /// Seconds at the 16-bit peak for one token.
    let secondsPerToken: Double
    /// Seconds at peak bandwidth for what one token moves through memory.
    let secondsMoved: Double
    /// Seconds at peak bandwidth to read one adapter.
    let secondsPerRead: Double
    /// ln(1 − k/E) of the experts beside which they stand; 0 without experts.
    let logarithmOfMissing: Double
  }

  let parts: [Part]
  /// Fixed seconds of all kernels of a step.
  let launches: Double
  let service: AdapterService

  init(
    _ service: AdapterService, model: ModelArchitecture, accelerator: Accelerator, layout: Layout
  ) {
    self.service = service
    let reading = service.reading(of: model)
    launches = Double(reading.matrices) * service.facts.secondsPerMatrix
    let bytes = service.adapters.format.bytesPerNumber
    parts = reading.needs.map { need in
      let share = AdapterService.share(of: need.weights, on: layout)
      let missing = need.weights.experts.map { 1 - Double($0.active) / Double($0.instances) }
      return Part(
        tokens: need.weights.tokens == .all ? .all : .attentionGroup,
        secondsPerToken: need.weights.flopsPerToken * share / accelerator.densePeak(for: .bf16),
        secondsMoved: need.numbersMoved * 2 * share / accelerator.bytesPerSecond,
        secondsPerRead: need.weights.parameters * bytes * share / accelerator.bytesPerSecond,
        logarithmOfMissing: missing.map { $0 > 0 ? naturalLogarithm($0) : 0 } ?? 0)
    }
  }
}

/// Adapters under one engine.
struct AdapterTerms: Sendable {
  private let work: AdapterWork
  private let bandwidth: Double
  /// The engine's shares of the peaks, by how much longer grouped kernels take for a token.
  private let tokenCompute: Double
  private let tokenBandwidth: Double

  init(_ work: AdapterWork, with engine: EngineParameters) {
    self.work = work
    bandwidth = engine.matrixBandwidth
    tokenCompute = engine.matrixCompute16 / work.service.facts.tokenFactor
    tokenBandwidth = engine.matrixBandwidth / work.service.facts.tokenFactor
  }

  /// Seconds that adapters add to a step.
  ///
  ///     t = launches + Σ (f · tokens · (FLOPs / peak + moved / bandwidth) + different · bytes / bandwidth)
  ///
  /// Grouped kernels of thin matrices take `f` times as long for a token as by the engine's shares of the peaks. Every
  /// different adapter among the sequences is read once; its parts beside experts only as far as its tokens
  /// reach them. The prompts of a step count as one sequence at most.
  ///
  /// - Parameters:
  ///   - tokens: All tokens of a step and stage.
  ///   - sequences: The decoding sequences among which they are.
  ///   - groups: Groups of attention that each have a part of them.
  func seconds(tokens: Double, sequences: Double, groups: Double) -> Double {
    guard tokens > 0 else { return 0 }
    var seconds = work.launches
    for part in work.parts {
      let isGrouped = part.tokens == .attentionGroup
      let own = isGrouped ? tokens / groups : tokens
      let different = work.service.spread.distinct(
        among: isGrouped ? max(min(1, sequences), sequences / groups) : sequences)
      var read = different * part.secondsPerRead
      if part.logarithmOfMissing < 0 {
        read *= 1 - exponential(own / max(1, different) * part.logarithmOfMissing)
      }
      seconds +=
        own * (part.secondsPerToken / tokenCompute + part.secondsMoved / tokenBandwidth)
        + read / bandwidth
    }
    return seconds
  }
}
