import Breakeven

extension Uncertainty {
  /// What the draws say, for programs.
  var json: JSONText {
    [
      "savingUSD": saving.json, "selfHostUSD": selfHostUSD.json,
      "apiUSD": apiUSD.json,
      "expectedSelfHostUSD": .number(expectedSelfHostUSD),
      "expectedAPIUSD": .number(expectedAPIUSD),
      "probabilityOfMissingTargets": .number(probabilityOfMissingTargets),
      "probabilityWithHindsight": .number(probabilityWithHindsight),
      "valueOfHindsightUSD": .number(valueOfHindsightUSD),
      "breakEvenVolume": breakEvenVolume?.json ?? nil,
      "probabilityOfBreakEven": .number(probabilityOfBreakEven),
      "swings": .array(swings.map(\.json)), "draws": .integer(draws), "seed": .string("\(seed)"),
    ]
  }
}

extension Uncertainty.Swing {
  /// What one input at the ends of its interval does to the saving, for programs.
  var json: JSONText {
    [
      "input": .string(input.rawValue), "lowFactor": .number(lowFactor),
      "highFactor": .number(highFactor), "savingAtLow": .number(savingAtLow),
      "savingAtHigh": .number(savingAtHigh),
    ]
  }
}
