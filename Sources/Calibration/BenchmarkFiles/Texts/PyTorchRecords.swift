import CheckedJSON

/// The records that vLLM writes for PyTorch's dashboard (`….pytorch.json`): one for each metric of a run.
enum PyTorchRecords {
  /// The runs with the keys of the tool's own JSON; `nil` for other arrays.
  ///
  /// A record has the arguments of the run, the metric's values, and beside it what else the run found. A
  /// metric that comes again begins another run.
  static func runs(_ records: [JSONPlace]) -> [JSONValue]? {
    guard records.allSatisfy({ $0.holds("benchmark") && $0.holds("metric", "benchmark_values") })
    else { return nil }
    var runs: [[String: JSONValue]] = []
    var seen: Set<String> = []
    for record in records {
      guard let name = record.string("metric", "name") else { continue }
      if runs.isEmpty || !seen.insert(name).inserted {
        runs.append([:])
        seen = [name]
      }
      let last = runs.count - 1
      let arguments = record.place(["benchmark", "extra_info", "args"])?.members ?? [:]
      let found = record.place(["metric", "extra_info"])?.members ?? [:]
      runs[last].merge(arguments) { known, _ in known }
      runs[last].merge(found) { _, new in new }
      let values = record.place(["metric", "benchmark_values"])?.elements ?? []
      // Of latency, all values stand there; the mean is beside them.
      if name == "latency" {
        runs[last]["latencies"] = .array(values.map(\.value))
      } else {
        runs[last][name] = values.first?.value
      }
    }
    return runs.map { .object($0) }
  }
}

extension JSONPlace {
  fileprivate var members: [String: JSONValue]? {
    guard case .object(let members) = value else { return nil }
    return members
  }
}
