package import CheckedJSON
package import Workloads

extension Question {
  /// The workload that is asked about.
  ///
  /// - Throws: `InputError` that names the flag in the place of a JSON path.
  package func workload(_ catalog: Catalog) throws(InputError) -> Workload {
    if let missing { throw missing }
    return try namingFlags { () throws(InputError) in
      try Workload(JSONDocument(json(catalog), file: nil))
    }
  }

  /// The members of the workload file.
  private func json(_ catalog: Catalog) throws(InputError) -> JSONValue {
    let kind = try kind.map { name throws(InputError) in try UsageKind.named(name, place: "--kind")
    }
    var members: [String: JSONValue] = ["version": 1]
    var assumed: [String] = []
    members["name"] = .string(name ?? title(kind))
    try addLengths(kind, to: &members, &assumed)
    try addVolume(kind, to: &members, &assumed)
    members["mode"] = try mode(
      kind, promptTokens: Self.meanTokens(members["prompt"]),
      writesNothing: Self.meanTokens(members["completion"]) == 0, &assumed)
    members["task"] = kind?.task.map { .string($0.rawValue) }
    members["today"] = .some([
      "api": today.map { .string($0) }, "usdPerMonth": bill.map { .string($0) },
    ])
    members["own"] = try ownMachines(&assumed)
    let models = try candidates(catalog, &assumed)
    for machines in gpus.map(WrittenMachines.init) {
      if let count = machines.count { assumed += Self.servers(machines.name, gpus: count) }
    }
    // Who names machines that are there and none to rent asks about those alone.
    members["candidates"] = .some([
      "models": .texts(models),
      "gpus": .texts(gpus + own.map { WrittenMachines($0).name }),
      "offers": own.isEmpty || !gpus.isEmpty ? nil : .texts(["own"]),
      "apis": .texts(apis), "hostClasses": .texts(hostClasses), "exclude": .texts(exclude),
    ])
    members["equivalence"] = equivalences(of: models, catalog, &assumed)
    members["adapters"] = adapters.map { count in
      adapterRank.map { rank -> JSONValue in
        ["count": .string(count), "rank": Int(rank).map { .number(Double($0)) } ?? .string(rank)]
      } ?? .string(count)
    }
    if let documents, Self.meanTokens(members["completion"]) != 0 {
      throw InputError(
        place: "--documents", found: "\(documents.shortened()) with completions",
        expected: "--completion 0: a search ranks documents, and writes nothing")
    }
    members["documentsPerSearch"] = try documents.map { text throws(InputError) in
      guard let count = WrittenQuantity.number.value(of: text), (1...1_000_000).contains(count)
      else {
        throw InputError(
          place: "--documents", found: "\"\(text.shortened())\"",
          expected: "how many documents a search ranks, from 1 to 1000000")
      }
      return .number(count)
    }
    members["dataResidency"] = region.map { .string($0) }
    if let people {
      let pay = try UsualValues.builtIn().usdPerEngineerMonth
      members["costs"] = [
        "staff": ["engineers": .string(people), "usdPerEngineerMonth": .range(pay)]
      ]
      assumed.append(
        Workload.assumption(
          "an engineer costs \(pay.spelled(dollars: true)) a month", from: pay))
    }
    members["sources"] = .texts(assumed)
    return .object(members)
  }

  /// The workload's name: what was asked, in a few words.
  private func title(_ kind: UsageKind?) -> String {
    let volumes = [
      users.map { "\($0) users" }, requests, tokens.map { "\($0) tokens" },
      job.map { "A job of \($0)" }, bill.map { "A bill of \($0)" },
    ]
    let what = volumes.compactMap(\.self).first ?? "A question"
    if let kind { return "\(what): \(kind.title.prefix(1).lowercased() + kind.title.dropFirst())" }
    let lengths =
      [prompt, completion].compactMap(\.self).joined(separator: " + ")
    return lengths.isEmpty ? what : "\(what), \(lengths) tokens"
  }
}

extension JSONValue {
  /// An object of those members that have a value; `nil` if none has.
  fileprivate static func some(_ members: [String: JSONValue?]) -> JSONValue? {
    let present = members.compactMapValues(\.self)
    return present.isEmpty ? nil : .object(present)
  }

  fileprivate static func texts(_ texts: [String]) -> JSONValue? {
    texts.isEmpty ? nil : .array(texts.map { .string($0) })
  }

  fileprivate static func range(_ value: UsualValue) -> JSONValue {
    [
      "low": .number(value.low), "likely": .number(value.likely), "high": .number(value.high),
    ]
  }
}
