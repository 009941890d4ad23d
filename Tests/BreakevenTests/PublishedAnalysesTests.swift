import Testing

@testable import Breakeven

/// Analyses that others published, and what becomes of them when what they left out is added.
struct PublishedAnalysesTests {
  /// DeepSeek's inference system in February 2025, for one day.
  ///
  /// 226.75 nodes of 8 H800 at 2 USD a
  /// GPU-hour, 608 billion prompt tokens of which 342 billion cached, 168 billion completion tokens, at
  /// 0.14, 0.55 and 2.19 USD per million. "total daily cost amounts to $87,072", "total daily revenue
  /// would be $562,027, with a cost profit margin of 545%".
  /// Source: github.com/deepseek-ai/open-infra-index, day 6.
  @Test func deepSeekMargin() throws {
    let rental = try Market.rental(gpus: 8, usdPerGPUHour: 2)
    let cost = 226.75 * 24 * rental.usdPerInstanceHour
    #expect(abs(cost - 87_072) < 1e-6)
    let tariff = try Market.tariff("deepseek/r1", input: 0.55, output: 2.19, cached: 0.14)
    let revenue = try #require(
      tariff.cost(
        of: RequestTokens(prompt: 608e9, cachedPrompt: 342e9, completion: 168e9)))
    #expect(abs(revenue - 562_027) < 562_027 * 2e-4)
    #expect(abs(revenue / cost - 1 - 5.45) < 0.01)
    // Nodes for the busiest hour, kept all day: 278, not 226.75. The margin falls to 427 %.
    let atPeak = 278 * 24 * rental.usdPerInstanceHour
    #expect(abs(revenue / atPeak - 1 - 4.27) < 0.01)
    // One spare replica of 22 nodes besides, and fifty engineers at 20,000 USD a month: 281 %.
    let withPeople = 300 * 24 * rental.usdPerInstanceHour + 50 * 20_000 / Volume.daysPerMonth
    #expect(abs(revenue / withPeople - 1 - 2.80) < 0.02)
  }

  /// Llama 3.3 70B, priced by batch size.
  ///
  /// Four GPUs at 2.50 USD, 2,035 prompt and 300 completion tokens, prompt tokens at 0.3
  /// of the price of completion tokens; measured seconds of each batch.
  /// Source: tensoreconomics.com, "LLM inference economics from first principles".
  static let tensorEconomics: [(batch: Double, seconds: Double, input: Double, output: Double)] = [
    (1, 5.565227, 5.09, 16.98), (2, 5.831592, 2.67, 8.90), (4, 6.580546, 1.51, 5.02),
    (8, 7.507091, 0.86, 2.86), (16, 8.966848, 0.51, 1.71), (32, 12.410703, 0.35, 1.18),
    (64, 19.927983, 0.28, 0.95),
  ]

  @Test(arguments: tensorEconomics)
  func pricePerTokenOfABatch(
    row: (batch: Double, seconds: Double, input: Double, output: Double)
  ) throws {
    let rental = try Market.rental(gpus: 4, usdPerGPUHour: 2.5)
    let plan = BatchPlan(
      jobs: 1, committedHours: 730, replicaRequestsPerSecond: row.batch / row.seconds,
      loadSeconds: 0, drainSeconds: 0, deadlineSeconds: 1e7, interruptions: nil, failedShare: 0,
      gpusPerReplica: 4, rental: rental, horizon: .constant, reliedOnSpeed: 1)
    let usdPerRequest = plan.usd(requests: 1e6) / 1e6
    let published = (2035 * row.input + 300 * row.output) / 1e6
    #expect(abs(usdPerRequest / published - 1) < 0.012)
  }

  /// The same at a batch of 64, as a service with traffic that peaks at twice the mean, one spare replica
  /// and a quarter of an engineer: at ten requests a second 0.87 USD per thousand requests become 1.94, 2.22
  /// and 2.40; at half a request a second 14.69.
  @Test func idleSparesAndPeopleAddedBack() throws {
    let rental = try Market.rental(gpus: 4, usdPerGPUHour: 2.5)
    let weights = try TrafficShape.daily(peakToAverage: 2).hourOfWeekWeights
    func usdPerThousand(rate: Double, spares: Int, peak: Bool, people: Double) -> Double {
      let plan = FleetPlan(
        policy: .fixedAtPeak, spares: spares, replicaRequestsPerSecond: 64 / 19.927983,
        gpusPerReplica: 4, rental: rental, hourOfWeekWeights: peak ? weights : [1])
      let requests = rate * 3600 * 730
      return (plan.usdPerMonth(requests: requests) + people) / requests * 1000
    }
    let published = 19.927983 * 10 / 3600 / 64 * 1000
    #expect(abs(published - 0.865) < 0.001)
    // Ten a second: 6.2 replicas at the peak are 7; 70 USD an hour over 36,000 requests.
    #expect(
      abs(usdPerThousand(rate: 10, spares: 0, peak: true, people: 0) - 70.0 / 36) < 1e-6)
    #expect(
      abs(usdPerThousand(rate: 10, spares: 1, peak: true, people: 0) - 80.0 / 36) < 1e-6)
    #expect(
      abs(
        usdPerThousand(rate: 10, spares: 1, peak: true, people: 4700)
          - (80.0 / 36 + 4700 / 26_280.0)) < 1e-6)
    // Half a request a second: one replica and its spare for 1,800 requests an hour.
    #expect(
      abs(
        usdPerThousand(rate: 0.5, spares: 1, peak: true, people: 4700)
          - (20 / 1.8 + 4700 / 1314.0)) < 1e-6)
  }

  /// Months until a bought GPU has paid for itself.
  ///
  /// That is `N·C / (API − t·N·P·H·0.15)`: cost of the GPU, watts, million tokens a month
  /// (one third prompt), months against GPT-5 (1.25 / 10 USD) and Opus 4 (15 / 75 USD).
  /// Source: arXiv 2509.18101; tokens a month are those that its GPT-5 column implies.
  static let onPremise: [(usd: Double, watts: Double, tokens: Double, gpt5: Double, opus: Double)] =
    [
      (2000, 575, 126.9, 2.26, 0.29), (15_000, 400, 120.3, 17.8, 2.27),
      (30_000, 800, 139.8, 30.9, 3.91), (60_000, 1600, 254.6, 34.0, 4.3),
      (240_000, 6400, 510.6, 69.3, 8.59), (2000, 575, 96.1, 3.0, 0.38),
    ]

  @Test(arguments: onPremise)
  func onPremiseMonths(
    row: (usd: Double, watts: Double, tokens: Double, gpt5: Double, opus: Double)
  ) throws {
    let power = row.watts / 1000 * 160 * 0.15
    for (input, output, months) in [(1.25, 10.0, row.gpt5), (15, 75, row.opus)] {
      let tariff = try Market.tariff("lab/model", input: input, output: output)
      let bill = try #require(
        tariff.cost(
          of: RequestTokens(prompt: row.tokens / 3 * 1e6, completion: row.tokens * 2 / 3 * 1e6)))
      let found = try #require(
        Payback.periods(capitalUSD: row.usd, runningUSD: power, otherUSD: bill))
      #expect(abs(found / months - 1) < 0.02)
    }
    // A tenth of an engineer at 18,800 USD a month, and a machine that is powered all month with a spare:
    // the first row never pays back against GPT-5.
    if row.usd == 2000, row.tokens > 100 {
      let bill = row.tokens / 3 * 1.25 + row.tokens * 2 / 3 * 10
      let powered = 2 * row.watts / 1000 * 730 * 0.15
      let spare = try #require(
        Payback.periods(
          capitalUSD: 2 * row.usd, runningUSD: powered, otherUSD: bill))
      #expect(abs(spare - 5.17) < 0.02)
      #expect(
        Payback.periods(
          capitalUSD: 2 * row.usd, runningUSD: powered + 1880, otherUSD: bill)
          == nil)
    }
  }

  /// Eight H100 bought against eight rented.
  ///
  /// 3.7 months against on-demand, 6, 9.3 and 10.4 against
  /// reservations of 1, 3 and 5 years. The months imply reserved prices of 0.62, 0.40 and 0.36 of the
  /// on-demand price, near what clouds ask (0.63 and 0.40); but the comparator was the dearest of all
  /// on-demand prices, 98.32 USD an hour.
  /// Source: Lenovo LP2368, second-hand.
  @Test func vendorPayback() throws {
    let rent = 98.32 * Volume.hoursPerMonth
    let running = 8 * 1.4 * 1.25 * 0.083 * Volume.hoursPerMonth
    let capital = 3.7 * (rent - running)
    for (months, share) in [(6.0, 0.62), (9.3, 0.40), (10.4, 0.36)] {
      let implied = (capital / months + running) / rent
      #expect(abs(implied - share) < 0.02)
    }
    func months(rent: Double, machines: Double, people: Double) -> Double? {
      Payback.periods(
        capitalUSD: machines * capital, runningUSD: machines * running + people,
        otherUSD: rent)
    }
    // Against a market price of 2.69 USD a GPU-hour: 17.7 months. With a spare server: 37.5. With a
    // quarter of an engineer: 56 months, nearly the whole life of the machines.
    let market = 8 * 2.69 * Volume.hoursPerMonth
    #expect(abs(try #require(months(rent: market, machines: 1, people: 0)) - 17.6) < 0.3)
    #expect(abs(try #require(months(rent: market, machines: 2, people: 0)) - 37.1) < 0.6)
    #expect(try #require(months(rent: market, machines: 2, people: 4700)) > 54)
  }
}
