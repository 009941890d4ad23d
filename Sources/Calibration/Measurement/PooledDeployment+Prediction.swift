import CheckedJSON
import Roofline

extension MeasurementResolver {
  /// The two pools that the row describes, as their engine was then; where a layout or the number of draft tokens was
  /// not published, those that serve the load best.
  func pooledDeployment(
    of row: Measurement, _ pools: PublishedPools
  ) throws(InputError) -> PooledDeployment {
    let worker = try worker(of: row, layout: pools.decode.choices[0].layout)
    var best: (pools: PooledDeployment, rate: Double)?
    var obstacle: InputError?
    for reading in pools.prefill.choices {
      for writing in pools.decode.choices {
        do throws(InputError) {
          let reader = try worker.with(layout: reading.layout)
          for writer in try guessing(try worker.with(layout: writing.layout), row) {
            let pooled = try PooledDeployment(
              prefill: reader, workers: reading.workers, decode: writer,
              workers: writing.workers)
            guard pooled.obstacle(to: row.conditions.shape) == nil else { continue }
            let rate = pooled.steadyState(of: row.conditions.shape, under: row.conditions.load)
              .requestsPerSecond
            if rate > best?.rate ?? 0 { best = (pooled, rate) }
          }
        } catch {
          obstacle = error
        }
      }
    }
    if let best { return best.pools }
    throw obstacle
      ?? InputError(
        place: row.gpu, found: "pools that the weights of \(row.model) do not fit",
        expected: "more GPUs for each worker")
  }
}

extension PooledDeployment {
  /// What a run under this load would show, in the terms in which runs are published.
  ///
  /// The requests of a benchmark's closed loop come in waves, all at once at first, and wait as such: for the pool
  /// that reads prompts, which reads as they come.
  func prediction(of run: RunConditions) -> Observation {
    let shape = run.shape
    guard case .concurrency(let requests) = run.load else {
      return Observation(steadyState(of: shape, under: run.load), shape)
    }
    let benchmark = ClosedLoopBenchmark(lengthRange: run.hasVariedLengths ? 0.22 : 0)
    func wait(_ statistic: FirstTokenStatistic, _ rate: Double, _ capacity: Double) -> Double {
      benchmark.wait(
        WaitingPrompts(
          prompts: requests, secondsPerPrompt: 1 / capacity, launch: 0, perStep: 1),
        secondsPerRequest: requests / rate, prefillsFirst: true, statistic: statistic)
    }
    let state = steadyState(of: shape, concurrency: requests) { wait(.mean, $0, $1) }
    var first = state.timeToFirstToken
    if run.firstTokenStatistic == .median, state.prefillUtilization > 0, state.limit == .requests {
      let capacity = state.requestsPerSecond / state.prefillUtilization
      first += wait(.median, state.requestsPerSecond, capacity) - state.wait
    }
    let ending = run.hasVariedLengths && run.throughputCountsEnding ? 0.976 : 1
    return Observation(
      outputTokensPerSecond: state.requestsPerSecond * shape.completion * ending,
      timeToFirstTokenSeconds: first, timePerOutputTokenSeconds: state.timePerOutputToken)
  }
}

extension Observation {
  fileprivate init(_ state: PooledState, _ shape: RequestShape) {
    self.init(
      outputTokensPerSecond: state.requestsPerSecond * shape.completion,
      timeToFirstTokenSeconds: state.timeToFirstToken,
      timePerOutputTokenSeconds: state.timePerOutputToken)
  }
}
