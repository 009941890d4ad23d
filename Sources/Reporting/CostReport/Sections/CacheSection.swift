import Breakeven
import Documents

/// What the caches of the best fleet find, and how a replayed log fared on it.
struct CacheSection: ReportSection {
  let facts: ReportFacts

  var open: [ReportDocument.Block] {
    guard let replay = facts.replay else { return [] }
    return [.paragraph(InlineText(replay.text))]
  }

  var folded: Fold? {
    guard let outlook = facts.cacheOutlook else { return nil }
    var table = TextTable(columns: [
      TextTable.Column("Replicas", .right),
      TextTable.Column("In turn", .right, note: "share of prompt tokens that caches serve"),
      TextTable.Column("Sessions stay", .right),
      TextTable.Column("By what is cached", .right),
    ])
    for row in outlook.rows {
      table.append([
        InlineText(NumberText.compact(Double(row.replicas))),
        InlineText(NumberText.percent(row.spread)), InlineText(NumberText.percent(row.sessions)),
        InlineText(NumberText.percent(row.prefixes)),
      ])
    }
    let saving =
      outlook.usdWithSessions.map {
        $0 < 0.995 * outlook.usd
          ? " If each session stayed with its replica, the fleet would cost "
            + "\(NumberText.usd($0)) at best, instead of \(NumberText.usd(outlook.usd))."
          : " A router that keeps sessions with their replicas would not make it cheaper."
      } ?? ""
    return Fold(
      "What prefix caches find",
      [
        .paragraph(
          InlineText(
            "At the load of the busiest hour, by how requests come to replicas. The fleet is sized for "
              + "requests that come in turn." + saving)),
        .table(table),
      ])
  }

  var json: [JSONText.Member] {
    var members: [JSONText.Member] = []
    if let replay = facts.replay {
      members.append(
        .init(
          "replay",
          [
            "promised": .number(replay.promised), "kept": .number(replay.kept),
            "requests": .integer(replay.requests), "replicas": .integer(replay.replicas),
            "hitRate": .number(replay.hitRate),
            "expectedHitRate": .number(replay.expectedHitRate),
          ]))
    }
    if let outlook = facts.cacheOutlook {
      members.append(
        .init(
          "caches",
          [
            "byReplicas": .array(
              outlook.rows.map {
                [
                  "replicas": .integer($0.replicas), "spread": .number($0.spread),
                  "sessions": .number($0.sessions), "prefixes": .number($0.prefixes),
                ]
              }),
            "usdWithSessionAffinity": .optional(outlook.usdWithSessions),
          ]))
    }
    return members
  }
}

extension ReplayedPromise {
  /// What was kept beside what was promised.
  package var text: String {
    "Replayed: \(NumberText.trimmed(kept, digits: 3)) % of the log's "
      + "\(NumberText.compact(Double(requests))) requests are within the targets, for "
      + "\(NumberText.trimmed(promised, digits: 3)) % promised, on \(replicas) "
      + "replica\(replicas == 1 ? "" : "s"); caches serve \(NumberText.percent(hitRate)) of prompt "
      + "tokens, for \(NumberText.percent(expectedHitRate)) expected."
  }
}
