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
    var columns = [
      TextTable.Column("Replicas", .right),
      TextTable.Column("In turn", .right, note: "share of prompt tokens that caches serve"),
      TextTable.Column("Sessions stay", .right),
      TextTable.Column("By what is cached", .right),
    ]
    let hasTier = outlook.tier != nil
    if let tier = outlook.tier {
      columns.append(TextTable.Column("In turn, with \(tier.kind.title)", .right))
    }
    var table = TextTable(columns: columns)
    for row in outlook.rows {
      table.append(
        [
          InlineText(NumberText.compact(Double(row.replicas))),
          InlineText(NumberText.percent(row.spread)), InlineText(NumberText.percent(row.sessions)),
          InlineText(NumberText.percent(row.prefixes)),
        ] + (hasTier ? [InlineText(NumberText.percent(row.tier ?? 0))] : []))
    }
    let saving =
      outlook.usdWithSessions.map {
        $0 < 0.995 * outlook.usd
          ? " If each session stayed with its replica, the fleet would cost "
            + "\(NumberText.usd($0)) at best, instead of \(NumberText.usd(outlook.usd))."
          : " A router that keeps sessions with their replicas would not make it cheaper."
      } ?? ""
    let tiers = outlook.tier.map { [ReportDocument.Block.paragraph(InlineText(text($0, outlook)))] }
    return Fold(
      "What prefix caches find",
      [
        .paragraph(
          InlineText(
            "At the load of the busiest hour, by how requests come to replicas. The fleet is sized for "
              + "requests that come in turn." + saving)),
        .table(table),
      ] + (tiers ?? []))
  }

  /// What a tier does for the fleet, and what it is taken to be.
  private func text(_ tier: CacheOutlook.Tier, _ outlook: CacheOutlook) -> String {
    let replicas = "\(NumberText.counted(tier.replicas)) replica\(tier.replicas == 1 ? "" : "s")"
    let found = NumberText.percent(tier.hitRate)
    let what = tier.kind.title
    let size =
      "\(NumberText.compact(tier.gigabytes)) GB for each GPU at "
      + "\(NumberText.compact(tier.gigabytesPerSecond)) GB/s (\(tier.source))"
    let effect =
      if tier.isInUse {
        "The fleet keeps in \(what) what its GPUs drop, \(size). Without, caches would serve \(found) of "
          + "prompt tokens, and it would need \(replicas) for \(NumberText.usd(tier.usd))."
      } else if tier.usd < 0.995 * outlook.usd {
        "With \(what) that keeps what GPUs drop, \(size), caches would serve \(found) of prompt tokens, and "
          + "the fleet would need \(replicas) for \(NumberText.usd(tier.usd)), instead of "
          + "\(NumberText.usd(outlook.usd))."
      } else {
        "With \(what) that keeps what GPUs drop, \(size), caches would serve \(found) of prompt tokens; it "
          + "would not make the fleet cheaper."
      }
    return effect
      + " Memory and disks of rented machines are part of the rent; \(NumberText.percent(CacheTier.usableShare)) "
      + "of memory is taken to be free for caches. What is computed sooner than it comes is computed."
  }

  private static func json(_ tier: CacheOutlook.Tier, _ outlook: CacheOutlook) -> JSONText {
    [
      "kind": .string(tier.kind.rawValue), "isInUse": .bool(tier.isInUse),
      "gigabytesPerGPU": .number(tier.gigabytes),
      "gigabytesPerSecond": .number(tier.gigabytesPerSecond), "source": .string(tier.source),
      "hitRateOtherwise": .number(tier.hitRate), "replicasOtherwise": .integer(tier.replicas),
      "usdOtherwise": .number(tier.usd), "usd": .number(outlook.usd),
    ]
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
                  "tier": .optional($0.tier),
                ]
              }),
            "usdWithSessionAffinity": .optional(outlook.usdWithSessions),
            "tier": outlook.tier.map { Self.json($0, outlook) } ?? nil,
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
      + "\(NumberText.trimmed(promised, digits: 3)) % promised, on \(NumberText.counted(replicas)) "
      + "replica\(replicas == 1 ? "" : "s"); caches serve \(NumberText.percent(hitRate)) of prompt "
      + "tokens, for \(NumberText.percent(expectedHitRate)) expected."
  }
}
