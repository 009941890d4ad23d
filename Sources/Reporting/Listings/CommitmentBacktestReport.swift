package import Backtest
import Breakeven
import CheckedJSON
package import Documents

/// What four ways to decide would have cost month by month, beside the history that they were tried on.
package struct CommitmentBacktestReport: Sendable {
  private let backtest: CommitmentBacktest

  package init(_ backtest: CommitmentBacktest) { self.backtest = backtest }

  /// The table of policies, that of decisions, and what it rests on.
  package func text(style: TerminalStyle = .plain) -> String {
    guard let first = backtest.trials.first, let last = backtest.trials.last else {
      return
        "no rent of \(backtest.gpu) is known in any of the \(backtest.skipped) months: nothing could be decided\n"
    }
    var text =
      "\(backtest.trials.count) decisions from \(Self.month(first.month)) to \(Self.month(last.month)), each for \(CommitmentBacktest.months) months at the prices that came"
    if backtest.skipped > 0 { text += "; \(backtest.skipped) without a known rent" }
    text += "\n\n" + policies.plainText(style: style) + "\n" + decisions.plainText(style: style)
    return text + "\n"
      + notes.flatMap { TextWrap.wrapped($0, width: 100) }.map { $0 + "\n" }.joined()
  }

  private var notes: [String] {
    var notes = [
      "Regret: above the cheapest sequence of the same terms that one who knew all prices could have had. Ours decides each month with the prices and moves known by then; what it reserved stays, the rest is planned anew each month.",
      "Load and deployment: \(Escaping.printable(backtest.option.name)) at the volume of today. Rent: the median of the last price of each seller, not older than two years. Reserved: \(NumberText.percent(backtest.reservedShare)) of it, as today's offers ask, for no list of the past has it. API: today's best price at the start, then moved by the mean change of models that keep their name.",
    ]
    let short = backtest.trials.filter { $0.months < CommitmentBacktest.months }
    if let first = short.first {
      notes.append(
        "Decisions from \(Self.month(first.month)) on pay for the months that have come, down to \(short.map(\.months).min() ?? 0)."
      )
    }
    return notes
  }

  private var policies: TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Decided by"), TextTable.Column("A month", .right),
      TextTable.Column("Regret a month", .right), TextTable.Column("of the least", .right),
      TextTable.Column("Worst", .right), TextTable.Column("decided in"),
      TextTable.Column("Cheapest of these", .right),
    ])
    for summary in backtest.summaries {
      table.append(
        [
          summary.policy.title, NumberText.usd(summary.usd), NumberText.usd(summary.regret),
          NumberText.percent(summary.regretShare),
          NumberText.usd(summary.worst?.regret ?? 0),
          summary.worst.map { Self.month($0.month) } ?? "",
          "\(summary.cheapest) of \(backtest.trials.count)",
        ].map { InlineText($0) })
    }
    return table
  }

  private var decisions: TextTable {
    var table = TextTable(
      columns: [
        TextTable.Column("Month"), TextTable.Column("Rent", .right),
        TextTable.Column("New prices", .right), TextTable.Column("API", .right),
        TextTable.Column("Ours"), TextTable.Column("reserved", .right),
        TextTable.Column("by the hour", .right),
      ] + CommitmentBacktest.Policy.allCases.map { TextTable.Column($0.title, .right) }
        + [TextTable.Column("Least", .right)])
    for trial in backtest.trials {
      table.append(
        ([
          Self.month(trial.month), NumberText.fixed(trial.rent, decimals: 2), "\(trial.newPrices)",
          NumberText.fixed(trial.apiIndex, decimals: 3), trial.choice.rawValue,
          "\(trial.reservedReplicas)", "\(trial.hourlyReplicas)",
        ]
          + CommitmentBacktest.Policy.allCases.map { policy in
            trial.usd[policy].map { NumberText.usd($0) } ?? "—"
          } + [NumberText.usd(trial.leastUSD)]).map { InlineText($0) })
    }
    return table
  }

  private static func month(_ day: CalendarDate) -> String { String("\(day)".prefix(7)) }

  /// The member `backtest` of `breakeven/prices-history/1`.
  var json: JSONText {
    [
      "gpu": .string(backtest.gpu), "deployment": .string(backtest.option.name),
      "api": .optional(backtest.api?.tariff.id), "reservedShare": .number(backtest.reservedShare),
      "months": .integer(CommitmentBacktest.months), "skipped": .integer(backtest.skipped),
      "policies": .array(
        backtest.summaries.map { summary in
          [
            "policy": .string(summary.policy.rawValue), "usdPerMonth": .number(summary.usd),
            "regretUSDPerMonth": .number(summary.regret),
            "regretShare": .number(summary.regretShare),
            "worstRegretUSDPerMonth": .optional(summary.worst?.regret),
            "worstMonth": .optional(summary.worst.map { Self.month($0.month) }),
            "cheapest": .integer(summary.cheapest),
          ]
        }),
      "decisions": .array(backtest.trials.map(decision)),
    ]
  }

  private func decision(_ trial: CommitmentBacktest.Trial) -> JSONText {
    func usd(_ policy: CommitmentBacktest.Policy) -> JSONText { .optional(trial.usd[policy]) }
    return [
      "month": .string(Self.month(trial.month)), "usdPerGPUHour": .number(trial.rent),
      "apiIndex": .number(trial.apiIndex), "newPrices": .integer(trial.newPrices),
      "choice": .string(trial.choice.rawValue),
      "reservedReplicas": .integer(trial.reservedReplicas),
      "hourlyReplicas": .integer(trial.hourlyReplicas), "monthsPaid": .integer(trial.months),
      "usdPerMonth": [
        "api": usd(.api), "onDemand": usd(.onDemand), "reserved": usd(.reserved),
        "ours": usd(.ours), "least": .number(trial.leastUSD),
      ],
    ]
  }
}

extension CommitmentBacktest.Policy {
  /// The policy in words.
  fileprivate var title: String {
    switch self {
    case .api: "always API"
    case .onDemand: "always on demand"
    case .reserved: "always reserved"
    case .ours: "ours"
    }
  }
}
