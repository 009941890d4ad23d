package import ModelArithmetic

/// Finds the two pools that serve most per chip while each user gets tokens at a speed.
///
/// A worker that writes serves `x = D / (steps · t(D))` requests a second with as many in flight as keep the speed,
/// one that reads at most `μ`. Of `b` writers and `a` readers the slower pool limits both, so per chip
///
///     min(b·x, 0.9·a·μ) / (a·readers' chips + b·writers' chips)
///
/// is largest: rate matching over all layouts and numbers. Prompts use nine tenths of their pool at most, as waiting
/// grows without limit beyond.
package struct PoolSearch: Sendable {
  /// The requests.
  package let shape: RequestShape
  /// Seconds between the tokens of a user.
  package let secondsPerToken: Double
  /// The most chips of both pools.
  package let chips: Int
  /// The most chips of one worker: those that a seller's machine or rack links.
  package let workerChips: Int

  /// What came of it.
  package struct Found: Sendable {
    /// The pools.
    package let pools: PooledDeployment
    /// Requests in flight at the speed asked for.
    package let concurrency: Double
    /// Requests per second of both.
    package let requestsPerSecond: Double

    /// Requests per second and chip.
    package var perChip: Double { requestsPerSecond / Double(pools.chips) }
  }

  package init(
    shape: RequestShape, secondsPerToken: Double, chips: Int, workerChips: Int = 1024
  ) {
    self.shape = shape
    self.secondsPerToken = secondsPerToken
    self.chips = chips
    self.workerChips = workerChips
  }

  /// The part of its capacity that a pool of prompts uses at most.
  private static let usableShare = 0.9

  /// The best pools; `nil` where none keeps the speed.
  ///
  /// - Parameters:
  ///   - sample: The model, chips, precision and engine.
  ///   - guesses: Ways of guessing tokens ahead, beside none.
  package func best(like sample: Deployment, guesses: [Speculation]) -> Found? {
    let layouts = Layout.poolCandidates(
      for: sample.model, on: sample.accelerator, chips: min(chips - 1, workerChips))
    let workers = layouts.compactMap { try? sample.speculating(nil).with(layout: $0) }
      .filter { $0.memory.fits && (try? $0.checkFit(of: shape)) != nil }
    let readers = workers.map { ($0, $0.promptReading(of: shape).promptsPerSecond) }
    var best: (reader: Deployment, a: Int, writer: Writer, b: Int, rate: Double)?
    func perChip(_ rate: Double, _ chips: Int) -> Double { rate / Double(chips) }
    for writer in workers.flatMap({ writers($0, guesses) }) {
      let written = writer.worker.layout.chips
      for (reader, most) in readers {
        let read = reader.layout.chips
        let usable = Self.usableShare * most
        guard read + written <= chips, usable > 0 else { continue }
        for b in 1...((chips - read) / written) {
          let enough = Int((Double(b) * writer.rate / usable).rounded(.up))
          for a in [enough - 1, enough] where a >= 1 && a * read + b * written <= chips {
            let rate = min(Double(b) * writer.rate, Double(a) * usable)
            let known = best.map {
              perChip($0.rate, $0.a * $0.reader.layout.chips + $0.b * $0.writer.worker.layout.chips)
            }
            if perChip(rate, a * read + b * written) > known ?? 0 {
              best = (reader, a, writer, b, rate)
            }
          }
        }
      }
    }
    guard let best,
      let pools = try? PooledDeployment(
        prefill: best.reader, workers: best.a, decode: best.writer.worker, workers: best.b)
    else { return nil }
    return found(pools, rate: best.rate)
  }

  private struct Writer {
    let worker: Deployment
    let rate: Double
  }

  /// The worker with each way of guessing, at as many requests as keep the speed.
  private func writers(_ plain: Deployment, _ guesses: [Speculation]) -> [Writer] {
    ([plain] + guesses.map { plain.speculating($0) }).compactMap { worker in
      let limit = worker.runningLimit(for: shape)
      guard limit >= 1, worker.memory.fits else { return nil }
      let pace = worker.pace(of: shape)
      let steps = worker.decodeSteps(of: shape)
      func seconds(_ requests: Double) -> Double {
        worker.stepTime(of: StepLoad(decoding: requests, context: shape.contextInFlight)).total
          * pace.factor(running: requests)
      }
      let most = secondsPerToken * max(1, shape.decodeSteps) / max(1e-9, steps)
      guard seconds(1) <= most else { return nil }
      var (low, high) = (1.0, limit)
      if seconds(limit) <= most { low = limit }
      for _ in 0..<40 where high - low > 1e-3 * high && low < limit {
        let middle = (low * high).squareRoot()
        if seconds(middle) <= most { low = middle } else { high = middle }
      }
      return Writer(worker: worker, rate: low / max(1e-9, steps * seconds(low)))
    }
  }

  /// The requests in flight that finish at a rate, by bisection.
  private func found(_ pools: PooledDeployment, rate: Double) -> Found {
    var (low, high) = (1.0, 4 * pools.decodingLimit(for: shape) + 64)
    for _ in 0..<40 where high - low > 1e-3 * high {
      let middle = (low * high).squareRoot()
      if pools.steadyState(of: shape, concurrency: middle).requestsPerSecond < rate {
        low = middle
      } else {
        high = middle
      }
    }
    let state = pools.steadyState(of: shape, concurrency: low)
    return Found(
      pools: pools, concurrency: low, requestsPerSecond: state.requestsPerSecond)
  }
}

extension Layout {
  /// The layouts worth trying for a worker of a pool: those of a replica, and where experts can be spread over many
  /// ranks with sequences of their own, 16 to 72 of them, over a network where the links' domain has fewer.
  package static func poolCandidates(
    for model: ModelArchitecture, on accelerator: Accelerator, chips limit: Int
  ) -> [Layout] {
    var layouts = candidates(for: model, on: accelerator, chips: limit)
    guard model.hasExperts, model.hasLatentAttention else { return layouts }
    for ranks in [16, 24, 32, 48, 64, 72] where ranks <= limit {
      let layout = Layout(
        checkedTensor: ranks, pipeline: 1, expert: ranks, attentionData: ranks)
      if !layouts.contains(layout), layout.suits(model, on: accelerator) { layouts.append(layout) }
    }
    return layouts
  }
}
