import Breakeven

extension CostReport {
  func mapJSON(_ map: HeavinessMap) -> JSONText {
    [
      "promptTokensPerCompletionToken": .array(map.promptsPerCompletion.map { .number($0) }),
      "requests": .array(map.volumes.map { .number($0) }),
      "here": [
        "promptTokensPerCompletionToken": .number(map.here.ratio),
        "requests": .number(map.here.volume),
      ],
      "panels": .array(
        map.panels.map { panel in
          [
            "mode": .string(panel.isBatch ? "batch" : "interactive"),
            "selfHostOverAPICost": .array(
              panel.costRatios.map { row in .array(row.map { .number($0) }) }),
          ]
        }),
    ]
  }

  var frontierJSON: JSONText {
    [
      "points": .array(
        frontier.points.map { point in
          [
            "option": .string(point.option.name),
            "concurrency": .number(point.tier.concurrency),
            "tokensPerSecondPerUser": .number(point.tier.tokensPerSecondPerUser),
            "timeToFirstTokenSeconds": .number(point.tier.timeToFirstTokenSeconds),
            "usdPerMillionTokens": .number(point.tier.usdPerMillionTokens),
          ]
        }),
      "slowestTokensPerSecondThatPays": .optional(
        frontier.slowestThatPays?.tier.tokensPerSecondPerUser),
      "apiServices": .array(
        frontier.services.map { price in
          [
            "api": .string(price.tariffID), "service": .string(price.service.rawValue),
            "priceFactor": .number(price.factor),
          ]
        }),
    ]
  }

  func impliedJSON(_ implied: ImpliedPrice) -> JSONText {
    [
      "api": .string(implied.api.tariff.id), "option": .string(implied.option.name),
      "rows": .array(
        implied.rows.map { row in
          [
            "class": .string(row.tokenClass.rawValue),
            "apiUSDPerMillion": .number(row.apiUSDPerMillion),
            "costUSDPerMillion": .number(row.costUSDPerMillion),
            "utilization": .number(row.utilization), "batchSize": .optional(row.batchSize),
            "margin": .number(row.margin),
          ]
        }),
    ]
  }
}
