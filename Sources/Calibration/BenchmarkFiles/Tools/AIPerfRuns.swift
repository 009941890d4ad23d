import CheckedJSON

extension BenchmarkTool {
  /// AIPerf's means of several runs of one load, with their confidence, and its sweep of loads.
  ///
  /// A metric bears the name of its statistic, `time_to_first_token_avg`, and its own mean is that of the runs.
  /// Means of runs name no load and no model, which the setting tells; each entry of a sweep names its load.
  static let aiPerfRuns = BenchmarkTool(
    name: "AIPerf",
    wrote: {
      $0.holds("per_combination_metrics")
        || ["confidence", "sweep"].contains($0.string("metadata", "aggregation_type"))
    },
    points: { file in
      guard file.holds("per_combination_metrics") else {
        return [BenchmarkPoint(meansOfAIPerf: file["metrics"], asked: nil)]
      }
      return (file["per_combination_metrics"]?.elements ?? []).map { entry in
        BenchmarkPoint(
          meansOfAIPerf: entry["metrics"], asked: entry["parameters"] ?? entry["variation_values"])
      }
    })
}

extension BenchmarkPoint {
  fileprivate init(meansOfAIPerf metrics: JSONPlace?, asked: JSONPlace?) {
    self.init()
    func mean(_ metric: String) -> (value: Double, unit: String)? {
      for key in [metric + "_avg", metric] {
        if let value = metrics?.number(key, "mean") {
          return (value, metrics?.string(key, "unit") ?? "")
        }
      }
      return nil
    }
    func seconds(_ metric: String) -> Double? {
      mean(metric).map { value, unit in
        switch unit {
        case "ns": value / 1e9
        case "us": value / 1e6
        case "s", "sec", "seconds": value
        default: value / 1e3
        }
      }
    }
    promptTokens = mean("input_sequence_length")?.value
    completionTokens = mean("output_sequence_length")?.value
    requests = mean("request_count")?.value
    failed = mean("error_request_count")?.value
    servedPerSecond = mean("request_throughput")?.value
    outputTokensPerSecond = mean("output_token_throughput")?.value
    firstTokenSeconds = seconds("time_to_first_token")
    betweenPiecesSeconds = seconds("inter_token_latency")
    endToEndSeconds = seconds("request_latency")
    perTokenSeconds = betweenPiecesSeconds
    // A parameter may bear the path that leads to it: `phases.profiling.concurrency`.
    for key in (try? asked?.object())?.keys ?? [] {
      switch key.split(separator: ".").last ?? "" {
      case "concurrency": concurrency = asked?.number(key)
      case "request_rate", "rate": requestRate = asked?.rate(key)
      default: break
      }
    }
  }
}
