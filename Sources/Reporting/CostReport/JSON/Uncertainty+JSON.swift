import Breakeven

extension Uncertainty {
  /// What the draws say, for programs.
  var json: JSONText {
    func interval(_ value: Interval) -> JSONText {
      ["value": .number(value.value), "low": .number(value.low), "high": .number(value.high)]
    }
    return [
      "savingUSD": interval(saving), "selfHostUSD": interval(selfHostUSD),
      "apiUSD": interval(apiUSD),
      "expectedSelfHostUSD": .number(expectedSelfHostUSD),
      "expectedAPIUSD": .number(expectedAPIUSD),
      "probabilityOfMissingTargets": .number(probabilityOfMissingTargets),
      "probabilityWithHindsight": .number(probabilityWithHindsight),
      "valueOfHindsightUSD": .number(valueOfHindsightUSD),
      "breakEvenVolume": breakEvenVolume.map(interval) ?? nil,
      "probabilityOfBreakEven": .number(probabilityOfBreakEven),
      "swings": .array(
        swings.map {
          [
            "input": .string($0.input.rawValue), "lowFactor": .number($0.lowFactor),
            "highFactor": .number($0.highFactor), "savingAtLow": .number($0.savingAtLow),
            "savingAtHigh": .number($0.savingAtHigh),
          ]
        }), "draws": .integer(draws), "seed": .string("\(seed)"),
    ]
  }
}
