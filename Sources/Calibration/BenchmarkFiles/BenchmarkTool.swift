import CheckedJSON

/// A tool whose result files are known: how to tell them, and what they say.
struct BenchmarkTool: Sendable {
  /// The tool's name, as its users call it.
  let name: String
  /// Whether a document has this tool's keys.
  let wrote: @Sendable (JSONPlace) -> Bool
  /// The runs of a document.
  let points: @Sendable (JSONPlace) -> [BenchmarkPoint]

  /// All tools; the first that knows a document's keys reads it.
  static let all: [BenchmarkTool] = [
    .trtllmBench, .llmDReport, .llmDFirstReport, .genAIBench, .guideLLM, .guideLLMTable,
    .aiPerfRuns, .aiPerf, .inferencePerf,
    .llmPerf, .llmPerfResponses, .inferenceX,
    .evalScope, .inferenceBenchmarker, .optimum, .llamaBench, .batchedBench, .mlPerf, .mlEnergy,
    .oneBatch, .oneBatchServer, .offlineThroughput, .argonne, .benchServe, .benchThroughput,
    .benchLatency, .benchStartup, .ollama, .mlxBenchmark, .exoBench, .localScore, .llmLoadTest,
    .plainLoadTesters,
  ]

  /// The names of all tools, those of several forms once.
  static var names: String {
    var names: [String] = []
    for tool in all where !names.contains(tool.name) { names.append(tool.name) }
    return names.joined(separator: ", ")
  }

  /// The tool that wrote a document.
  static func of(_ document: JSONPlace) -> BenchmarkTool? { all.first { $0.wrote(document) } }
}
