import Numerics
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

  /// At the workload's own setting the ranges are those of the decision's draws, and the bands those of its chart.
  @Test func rangesHereAreTheDecisions() throws {
    let (decision, whatIf) = (try Self.decision.get(), try Self.whatIf.get())
    let axes = whatIf.axes
    let (volume, machines) = (
      try #require(axes.volume.firstIndex(of: 1)), try #require(axes.machines.firstIndex(of: 1))
    )
    let uncertainty = try #require(decision.uncertainty)
    let own = try #require(
      whatIf.ownRanges[(volume * axes.machines.count + machines) * axes.overhead.count + 3])
    let api = try #require(whatIf.apiRanges[volume * axes.api.count + 4])
    #expect(abs(own.low / uncertainty.selfHostUSD.low - 1) < 1e-9)
    #expect(abs(own.high / uncertainty.selfHostUSD.high - 1) < 1e-9)
    #expect(abs(api.low / uncertainty.apiUSD.low - 1) < 1e-9)
    #expect(abs(api.high / uncertainty.apiUSD.high - 1) < 1e-9)
    let middle = whatIf.bands.requests.count / 2
    let band = try #require(
      try decision.costBands().min {
        abs($0.requests - decision.demand.requests) < abs($1.requests - decision.demand.requests)
      })
    let row = (machines * axes.overhead.count + 3) * whatIf.bands.requests.count
    #expect(abs(whatIf.bands.requests[middle] / band.requests - 1) < 1e-9)
    let drawn = try #require(whatIf.bands.own[row + middle])
    #expect(abs(drawn.high / band.selfHostUSD.high - 1) < 1e-9)
    #expect(abs(drawn.low / uncertainty.selfHostUSD.low - 1) < 1e-9)
    let bill = try #require(whatIf.bands.api[4 * whatIf.bands.requests.count + middle])
    #expect(abs(bill.low / uncertainty.apiUSD.low - 1) < 1e-9)
    #expect(abs(bill.high / uncertainty.apiUSD.high - 1) < 1e-9)
  }

  /// Where a mix is worth it, its cost here is the decision's, and dearer machines and a dearer API together leave the
  /// same base load.
  @Test func mixesFollowPrices() throws {
    let (decision, whatIf) = (try Self.decision.get(), try Self.whatIf.get())
    let plan = try #require(decision.mixed?.plan)
    let axes = whatIf.axes
    let mixes = decision.comparison.mixes(like: plan, axes: axes, rivals: whatIf.rivals)
    func mix(machines: Double, api: Double) throws -> WhatIf.Mix {
      func place(_ axis: [Double], _ value: Double) throws -> Int {
        try #require(axis.firstIndex { abs($0 / value - 1) < 1e-9 })
      }
      let volume = try place(axes.volume, 1)
      return try #require(
        mixes[
          (volume * axes.machines.count + (try place(axes.machines, machines))) * axes.api.count
            + (try place(axes.api, api))])
    }
    let here = try mix(machines: 1, api: 1)
    #expect(abs((here.machineUSD + here.billUSD + plan.overheadUSD) / plan.totalUSD - 1) < 1e-9)
    let twice = try mix(machines: 2, api: 2)
    #expect(abs(twice.apiShare - here.apiShare) < 0.1)
    #expect(try mix(machines: 2, api: 1).apiShare >= here.apiShare - 0.01)
  }

  /// Machines that are owned and too few leave the API to be looked at, and are compared where they are enough.
  @Test func tooFewMachinesAreEnoughForLess() throws {
    let builtIn = try Market.builtIn.get()
    let catalog = builtIn.with(
      prices: try PriceCatalog(
        tariffs: [
          Market.tariff("host/llama", input: 2, output: 6, openModel: Market.model)
        ], offers: [], ownershipDefaults: builtIn.prices.ownershipDefaults))
    let workload = try Market.workload(requestsPerDay: 6_000_000).with(own: [
      OwnMachines(
        gpu: "H100-SXM", count: 1, isPaid: true, usdPerKilowattHour: 0.2, usdPerGPU: 30_000,
        wantsSpare: false)
    ])
    let decision = try Market.decision(workload, catalog: catalog)
    #expect(decision.bestSelfHost == nil)
    let whatIf = try #require(try decision.whatIf())
    let here = whatIf.answers[try Self.cell(whatIf)]
    #expect(here.choice == .nothingToCompare)
    #expect(here.probability == nil)
    let least = try #require(whatIf.axes.volume.firstIndex(of: 0.1))
    let volume = try #require(whatIf.axes.volume.firstIndex(of: 1))
    let machines = try #require(whatIf.axes.machines.firstIndex(of: 1))
    #expect(whatIf.own[volume][machines].machineUSD == .infinity)
    #expect(whatIf.own[least][machines].machineUSD < .infinity)
    #expect(whatIf.answers[try Self.cell(whatIf, volume: 0.1)].probability != nil)
    // The API's bill follows its price at every volume.
    let api = try #require(whatIf.axes.api.firstIndex(of: 1))
    let bill = try #require(whatIf.rivals[volume][api]).billUSD
    #expect(abs(try #require(whatIf.rivals[least][api]).billUSD * 10 / bill - 1) < 1e-9)
    // What a mix costs is the decision's.
    let plan = try #require(decision.mixed?.plan)
    let mix = try #require(
      whatIf.mixes?[(volume * whatIf.axes.machines.count + machines) * whatIf.axes.api.count + api])
    #expect(abs((mix.machineUSD + mix.billUSD + plan.overheadUSD) / plan.totalUSD - 1) < 1e-9)
  }

  /// Selecting finds what sorting finds, with values that repeat or have no end.
  @Test(arguments: [[3.0], [2, 1], [1, 1, 1, 1], [5, 3, .infinity, 1, 4, .infinity, 2, 2]])
  func selectionIsSorting(values: [Double]) {
    for place in values.indices {
      var other = values
      #expect(selected(&other, at: place) == values.sorted()[place])
    }
  }

  /// The band of a cost holds it, and at the workload's own volume it is the decision's interval.
  @Test func bandsHoldTheirCosts() throws {
    let decision = try Self.decision.get()
    let bands = try decision.costBands(count: 5)
    #expect(bands.count == 5)
    for band in bands {
      #expect(band.apiUSD.low <= band.apiUSD.value * 1.001)
      #expect(band.selfHostUSD.low <= band.selfHostUSD.high)
    }
    let here = try #require(bands.first { $0.requests == decision.demand.requests })
    #expect(here.selfHostUSD == decision.uncertainty?.selfHostUSD)
    #expect(here.apiUSD == decision.uncertainty?.apiUSD)
  }
}
