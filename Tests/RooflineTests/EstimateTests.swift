import TestFixtures
import ModelArithmetic
import Numerics
import Testing

@testable import Roofline

@Suite struct EstimateTests {
  static let models = [
    "meta-llama/Llama-3.1-8B-Instruct", "openai/gpt-oss-120b", "mistralai/Mixtral-8x7B-v0.1",
  ]

  @Test(arguments: models, [1.0, 16, 128])
  func longerPromptsNeverRaiseThroughput(_ model: String, _ concurrency: Double) throws {
    let deployment = try Fixtures.deployment(model, layout: Layout(tensor: 2))
    let short = try deployment.estimate(
      of: RequestShape(prompt: 500, completion: 200), under: .concurrency(concurrency))
    let long = try deployment.estimate(
      of: RequestShape(prompt: 1000, completion: 200), under: .concurrency(concurrency))
    #expect(long.outputTokensPerSecond.value <= short.outputTokensPerSecond.value)
  }

  /// Twice the tokens take longer, but less than twice as long: tokens share the time that a request
  /// spends outside the engine's steps.
  @Test(arguments: models, [1.0, 16, 128])
  func longerRequestsAreServedLessOften(_ model: String, _ concurrency: Double) throws {
    let deployment = try Fixtures.deployment(model, layout: Layout(tensor: 2))
    let short = try deployment.estimate(
      of: RequestShape(prompt: 500, completion: 200), under: .concurrency(concurrency))
    let long = try deployment.estimate(
      of: RequestShape(prompt: 1000, completion: 400), under: .concurrency(concurrency))
    #expect(long.requestsPerSecond < short.requestsPerSecond)
  }

  @Test(arguments: models)
  func moreRequestsNeverLowerThroughput(_ model: String) throws {
    let deployment = try Fixtures.deployment(model, layout: Layout(tensor: 2))
    let shape = RequestShape(prompt: 1000, completion: 300)
    var last = 0.0
    for concurrency in [1.0, 2, 4, 8, 16, 32, 64, 128] {
      let value = try deployment.estimate(of: shape, under: .concurrency(concurrency))
        .outputTokensPerSecond.value
      #expect(value > last)
      last = value
    }
  }

  @Test func moreBandwidthIsNeverSlower() throws {
    let model = try Fixtures.model("meta-llama/Llama-3.1-8B-Instruct")
    let engine = try Fixtures.engines().profile(named: "vLLM")
    var last = 0.0
    for bandwidth in [1e12, 2e12, 4e12, 8e12] {
      let chip = try Fixtures.chip(flops: 1e15, bytesPerSecond: bandwidth, memory: 80e9)
      let deployment = try Deployment(model: model, accelerator: chip, engine: engine)
      let value = deployment.saturation(of: RequestShape(prompt: 1000, completion: 500))
      #expect(value.requestsPerSecond > last)
      last = value.requestsPerSecond
    }
  }

  @Test func theCacheLimitsWhatRuns() throws {
    let deployment = try Fixtures.deployment("Qwen/Qwen3-32B")
    let shape = RequestShape(prompt: 8000, completion: 1000)
    let limit = deployment.runningLimit(for: shape)
    let held = deployment.memory.bytes(
      ofSequenceHolding: shape.tokensHeld(reservation: deployment.engine.memory.reservation))
    #expect(limit * held <= deployment.memory.cache * 1.000001)
    let all = try deployment.estimate(of: shape, under: .concurrency(10 * limit))
    let some = try deployment.estimate(of: shape, under: .concurrency(limit))
    #expect(all.requestsPerSecond <= some.requestsPerSecond * 1.001)
    #expect(all.timeToFirstTokenSeconds.value > some.timeToFirstTokenSeconds.value)
  }

  @Test func openArrivalsObeyLittlesLaw() throws {
    let deployment = try Fixtures.deployment()
    let shape = RequestShape(prompt: 1000, completion: 200)
    let limit = deployment.saturation(of: shape).requestsPerSecond
    for share in [0.1, 0.5, 0.9] {
      let open = try deployment.estimate(
        of: shape, under: .rate(requestsPerSecond: share * limit))
      #expect(open.requestsPerSecond == share * limit)
      #expect(open.timeToFirstTokenSeconds.value.isFinite)
    }
    #expect(throws: Infeasibility.self) {
      try deployment.estimate(of: shape, under: .rate(requestsPerSecond: 1.1 * limit))
    }
  }

  @Test(arguments: [
    ("meta-llama/Llama-3.1-8B-Instruct", "H100-SXM"), ("openai/gpt-oss-20b", "L40S"),
  ])
  func intervalsHoldTheirValueAndGrowWithNovelty(_ model: String, _ chip: String) throws {
    let shape = RequestShape(prompt: 1000, completion: 200)
    let estimate = try Fixtures.deployment(model, on: chip).estimate(
      of: shape, under: .concurrency(8))
    for interval in [
      estimate.outputTokensPerSecond, estimate.timeToFirstTokenSeconds,
      estimate.timePerOutputTokenSeconds,
    ] {
      #expect(interval.low < interval.value && interval.value < interval.high)
    }
    let generic = try Fixtures.deployment(model, on: chip, engine: "Generic").estimate(
      of: shape, under: .concurrency(8))
    func width(_ interval: Interval) -> Double { interval.high / interval.low }
    #expect(width(generic.outputTokensPerSecond) > width(estimate.outputTokensPerSecond))
    #expect(width(generic.outputTokensPerSecond) >= 4)
  }

  @Test func aModelThatDoesNotFitSaysSo() throws {
    let deployment = try Fixtures.deployment("meta-llama/Llama-3.1-70B-Instruct")
    #expect(throws: Infeasibility.self) {
      try deployment.checkFit(of: RequestShape(prompt: 10, completion: 10))
    }
  }

  /// A wave of 32 prompts at once, 0.1 s each, waits half of 3.2 s; spread over 8 s, as in an M/D/1
  /// queue, 0.1·0.4/(2·0.6) s.
  @Test func promptsWaitForEachOther() {
    let queue = PromptQueue(prompts: 32, secondsPerPrompt: 0.1)
    #expect(abs(queue.wait(window: 0) - 1.65) < 0.03)
    #expect(abs(queue.wait(window: 8) - 0.033) < 0.002)
  }

  /// Groups of attention that are filled in turn all have a prompt after `1/r` steps, half of which pass on average.
  ///
  /// Where that takes longer than 60 steps, prompts wait 45.
  @Test func groupsOfAttentionWaitForEachOther() {
    #expect(PromptTakeUp.stepsHeldBack(beginning: 1.0 / 15, timeout: 60) == 7.5)
    #expect(PromptTakeUp.stepsHeldBack(beginning: 1.0 / 110, timeout: 60) == 45)
    #expect(PromptTakeUp.stepsHeldBack(beginning: 1.0 / 15, timeout: 0) == 0)
    #expect(PromptTakeUp.stepsHeldBack(beginning: 0, timeout: 60) == 0)
  }

  /// 32 copies of a request touch the two experts of one, 32 requests nearly all eight: a batch of
  /// Mixtral's kind decodes far faster if it is one request many times over.
  @Test func copiesOfARequestTouchTheExpertsOfOne() throws {
    let deployment = try SimulationFixture.deployment(.experts)
    let shape = RequestShape(prompt: 128, completion: 1024)
    func speed(_ requests: Double, areCopies: Bool) -> Double {
      deployment.staticBatch(of: shape, requests: requests, areCopies: areCopies)
        .outputTokensPerSecond
    }
    #expect(speed(1, areCopies: true) == speed(1, areCopies: false))
    #expect(speed(32, areCopies: true) > 1.5 * speed(32, areCopies: false))
    let dense = try SimulationFixture.deployment()
    #expect(
      dense.staticBatch(of: shape, requests: 32, areCopies: true)
        == dense.staticBatch(of: shape, requests: 32))
  }

  /// A batch of more than fits runs in waves of what fits: each is as fast as a batch that just fits, and those of
  /// the second of two waves wait for the first.
  @Test func aBatchLargerThanTheCacheRunsInWaves() throws {
    let deployment = try Fixtures.deployment("meta-llama/Llama-3.1-8B-Instruct")
    let shape = RequestShape(prompt: 8000, completion: 500)
    let most = deployment.runningLimit(for: shape)
    let one = try deployment.estimate(of: shape, under: .staticBatch(requests: most))
    let two = try deployment.estimate(of: shape, under: .staticBatch(requests: 2 * most))
    #expect(two.concurrency == most)
    #expect(
      abs(two.outputTokensPerSecond.value / one.outputTokensPerSecond.value - 1) < 1e-9)
    #expect(two.timePerOutputTokenSeconds == one.timePerOutputTokenSeconds)
    let wave = most / one.requestsPerSecond
    let wait = two.timeToFirstTokenSeconds.value - one.timeToFirstTokenSeconds.value
    #expect(abs(wait / (wave / 2) - 1) < 1e-9)
  }

  /// Weight-only kernels hardly gain by bandwidth: with 8 TB/s a B200 reads four-bit integers about as
  /// fast as an H100 with 3.35.
  @Test func fourBitIntegersReadASmallerShareOfFasterMemory() throws {
    let engine = try Fixtures.engines().profile(named: "vLLM")
    let accelerators = try Fixtures.accelerators()
    let slow = try accelerators.accelerator(named: "H100-SXM")
    let fast = try accelerators.accelerator(named: "B200")
    let shares = [slow, fast].map { engine.parameters(for: $0).weightOnlyBandwidth }
    let rates = [shares[0] * slow.bytesPerSecond, shares[1] * fast.bytesPerSecond]
    #expect(abs(rates[1] / rates[0] - 1) < 0.25)
  }

  /// A step with a prompt launches its kernels one by one: 32 layers cost 32 · 0.2 ms more.
  @Test func stepsWithPromptsCostMoreForEachLayer() throws {
    let deployment = try Fixtures.deployment("meta-llama/Llama-3.1-8B-Instruct")
    var engine = EngineParameters.ideal
    engine.promptLayerOverhead = 0.2e-3
    func overhead(_ load: StepLoad) -> Double {
      deployment.pass.time(of: load, with: engine).overhead
    }
    #expect(overhead(StepLoad(decoding: 4, context: 100)) == 0)
    let mixed = StepLoad(decoding: 4, context: 100, promptTokens: 500, promptKeys: 250)
    #expect(abs(overhead(mixed) - 6.4e-3) < 1e-9)
  }

  /// Small chips were not fitted, but all read weights at 65 to 100 % of their bandwidth.
  ///
  /// 16.06 GB at the 300 GB/s of an L4 take 54 ms. With fixed costs, a step takes no more than 1/0.55 of
  /// that, so one request gets 10 to 18.7 tokens a second.
  @Test(arguments: [
    "L4", "L40S", "A10G", "RTX-4090", "RTX-3090", "A6000", "L20", "V100-32GB", "GB10",
  ])
  func smallChipsReadWeightsAtMostOfTheirBandwidth(chip: String) throws {
    let deployment = try Fixtures.deployment(on: chip)
    let shape = RequestShape(prompt: 200, completion: 500)
    let state = deployment.saturated(at: 1, shape: shape)
    let seconds = deployment.memory.weights / deployment.accelerator.bytesPerSecond
    let step = deployment.pass.time(
      of: StepLoad(decoding: 1, context: 450), with: deployment.parameters)
    #expect(step.weights > seconds)
    #expect(step.weights < seconds / 0.65)
    #expect(state.timePerOutputToken > seconds)
    #expect(state.timePerOutputToken < seconds / 0.55)
  }

  @Test func scalesBeyondTheFittedChipsCountAsTheNearest() throws {
    let span = ChipScale.Span([
      ChipScale(try Fixtures.accelerators().accelerator(named: "H20")),
      ChipScale(try Fixtures.accelerators().accelerator(named: "B200")),
    ])
    let small = ChipScale(try Fixtures.accelerators().accelerator(named: "L4")).clamped(to: span)
    #expect(small.compute == span.compute.lowerBound)
    #expect(small.bandwidth == span.bandwidth.lowerBound)
    let inside = ChipScale(try Fixtures.accelerators().accelerator(named: "H200-SXM"))
    #expect(inside.clamped(to: span) == inside)
  }
}
