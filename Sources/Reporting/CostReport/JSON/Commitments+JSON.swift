import Breakeven
import Documents

/// The commitments of a report, for programs.
struct CommitmentsJSON {
  let commitments: Commitments

  init(_ commitments: Commitments) { self.commitments = commitments }

  private var months: Double { Double(commitments.months) }

  var value: JSONText {
    [
      "months": .integer(commitments.months), "choice": .string(commitments.choice.rawValue),
      "option": .string(commitments.option.name), "gpu": .string(commitments.option.rental.gpu),
      "usdPerMonth": .number(commitments.usd / months),
      "low": .number(commitments.low / months), "high": .number(commitments.high / months),
      "regretUSDPerMonth": .number(commitments.regretUSD / months),
      "valueOfWaitingUSD": .number(commitments.valueOfWaitingUSD),
      "waitMonths": commitments.bestWait.map { .integer($0.month) } ?? nil,
      "lookAgainMonth": commitments.lookAgain.map { .integer($0.month) } ?? nil,
      "standingUSDPerMonth": .number(commitments.standingUSDPerMonth),
      "blend": .array(commitments.parts.map(part)),
      "everythingOn": .array(
        commitments.alternatives.map {
          [
            "terms": .string($0.title), "seller": .string($0.seller),
            "usdPerMonth": .number($0.usdPerMonth),
          ]
        }),
      "looks": .array(
        commitments.looks.map {
          [
            "month": .integer($0.month), "waitingSavesUSD": .number($0.waitingSavesUSD),
            "lookingSavesUSD": .number($0.lookingSavesUSD),
          ]
        }),
      "leftOut": .array(commitments.tooLong.map { .string($0.title) }),
      "rents": process(commitments.processes.rents),
      "apiPrices": process(commitments.processes.apiPrices),
      "seed": .string("\(commitments.seed)"),
    ]
  }

  private func part(_ part: Commitments.Part) -> JSONText {
    [
      "terms": .string(part.term.title), "seller": .string(part.term.seller),
      "replicas": .integer(part.replicas), "requestShare": .number(part.requestShare),
      "boundMonths": part.term.months.map { .integer($0) } ?? nil,
      "usdPerMonth": .number(part.usdPerMonth),
    ]
  }

  private func process(_ process: PriceProcess) -> JSONText {
    [
      "driftPerMonth": .number(process.driftPerMonth), "volatility": .number(process.volatility),
      "jumpsPerMonth": .number(process.jumpsPerMonth), "moves": .integer(process.moves),
    ]
  }
}
