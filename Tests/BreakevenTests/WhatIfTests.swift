import Testing

@testable import Breakeven

struct WhatIfTests {
  static let decision = Result {
    try Market.decision(
      Market.workload(
        requestsPerDay: 60_000, costs: DeclaredCosts(staff: .usdPerMonth(DeclaredValue(1000)))))
  }
  static let whatIf = Result { try #require(try decision.get().whatIf()) }

  private static func cell(
    _ whatIf: WhatIf, volume: Double = 1, machines: Double = 1, api: Double = 1,
    overhead: Double = 1
  ) throws -> Int {
    let axes = whatIf.axes
    func place(_ axis: [Double], _ value: Double) throws -> Int {
      try #require(axis.firstIndex { abs($0 / value - 1) < 1e-9 })
    }
    let at = [
      try place(axes.volume, volume), try place(axes.machines, machines), try place(axes.api, api),
      try place(axes.overhead, overhead),
    ]
    return
      ((at[0] * axes.machines.count + at[1]) * axes.api.count + at[2]) * axes.overhead.count + at[3]
  }

  /// At the workload's own setting the grid says what the decision says.
  @Test func hereIsTheDecision() throws {
    let (decision, whatIf) = (try Self.decision.get(), try Self.whatIf.get())
    let here = whatIf.answers[try Self.cell(whatIf)]
    #expect(here.choice == decision.verdict.choice)
    #expect(here.probability == decision.verdict.probabilitySelfHostCheaper)
    let volume = try #require(whatIf.axes.volume.firstIndex(of: 1))
    let machines = try #require(whatIf.axes.machines.firstIndex(of: 1))
    #expect(
      whatIf.own[volume][machines].machineUSD == (try #require(decision.bestSelfHost)).machineUSD)
  }

  /// Twice the price of machines and APIs and twice the people is the same choice in other money.
  @Test func doublingAllPricesChangesNothing() throws {
    let whatIf = try Self.whatIf.get()
    let here = try #require(whatIf.answers[try Self.cell(whatIf)].probability)
    let twice = try Self.cell(whatIf, machines: 2, api: 2, overhead: 2)
    #expect(abs(try #require(whatIf.answers[twice].probability) - here) < 1e-9)
  }

  /// A dearer machine and more people never make self-hosting likelier, a dearer API never less likely.
  @Test func oddsFollowPrices() throws {
    let whatIf = try Self.whatIf.get()
    let axes = whatIf.axes
    func odds(_ volume: Int, _ machines: Int, _ api: Int, _ overhead: Int) -> Double {
      whatIf.answers[
        ((volume * axes.machines.count + machines) * axes.api.count + api) * axes.overhead.count
          + overhead
      ].probability ?? 0
    }
    for volume in axes.volume.indices {
      for machines in axes.machines.indices.dropLast() {
        #expect(odds(volume, machines, 4, 3) >= odds(volume, machines + 1, 4, 3))
      }
      for api in axes.api.indices.dropLast() {
        #expect(odds(volume, 4, api, 3) <= odds(volume, 4, api + 1, 3))
      }
      for overhead in axes.overhead.indices.dropLast() {
        #expect(odds(volume, 4, 4, overhead) >= odds(volume, 4, 4, overhead + 1))
      }
    }
  }

  /// The break-even at another machine price is the volume at which both sides cost the same there.
  @Test func breakEvensHold() throws {
    let (decision, whatIf) = (try Self.decision.get(), try Self.whatIf.get())
    let api = try #require(decision.bestAPI)
    for (index, factor) in whatIf.axes.machines.enumerated() {
      let place = (index * whatIf.axes.api.count + 4) * whatIf.axes.overhead.count + 3
      guard let volume = whatIf.breakEvens[place], volume > whatIf.searched.lowerBound * 1.1 else {
        continue
      }
      func saving(_ requests: Double) -> Double {
        api.usd(requests: requests)
          - decision.contenders.usd(requests: requests, priceFactor: factor)
      }
      #expect(saving(volume * 1.001) > 0)
      #expect(saving(volume * 0.97) < 0)
    }
  }

  /// A use of 64 % can halve in steps of the square root of two down to a twentieth, and rise to 91 %.
  @Test func usesLieWithinReason() {
    #expect(WhatIf.uses(0.64) == -1...6)
    #expect(WhatIf.uses(1) == 0...6)
    #expect(WhatIf.uses(0.07) == -6...0)
    #expect(WhatIf.uses(0) == 0...0)
  }

  /// The band of a cost holds it.
  @Test func bandsHoldTheirCosts() throws {
    let decision = try Self.decision.get()
    let bands = try decision.costBands(count: 5, draws: 100)
    #expect(bands.count == 5)
    for band in bands {
      #expect(band.apiUSD.low <= band.apiUSD.value * 1.001)
      #expect(band.selfHostUSD.low <= band.selfHostUSD.high)
    }
  }
}
