import Breakeven
import Reporting
import Roofline
import Workloads

/// The options that describe low-rank adapters on the model.
struct AdapterOptions: OptionGroup {
  static let title: String? = "Adapters"

  @Option(
    "--adapters", "N", .integer(in: Adapters.counts),
    help: "fine-tuned models as low-rank adapters (LoRA), of which each request asks for one")
  var count: Int?
  @Option("--adapter-rank", "R", .integer(in: Adapters.ranks), help: "their rank (default 16)")
  var rank: Int?
  @Option(
    "--adapter-targets", "MATRICES", .text,
    help: "attention (default), all, or names such as q_proj,v_proj")
  var targets: String?
  @Option(
    "--adapter-zipf", "S", .number(in: Adapters.exponents),
    help: "exponent of Zipf's law by which they are asked for (default 0: all alike)")
  var exponent: Double?
  @Option(
    "--resident-adapters", "N", .integer(in: 1...100_000),
    help: "the most that GPUs hold at once (default all, or a quarter of the room for caches)")
  var resident: Int?

  /// The deployment serving the adapters that the options describe, or those that a workload declares.
  func apply(
    to plain: Deployment, declared: Adapters? = nil, verb: String
  ) throws -> Deployment {
    guard let adapters = try adapters(verb: verb) ?? (count == nil ? declared : nil),
      let service = AdapterService(adapters, try Catalog.adapterFacts())
    else { return plain }
    if var error = service.unknownTargets(of: plain.model) {
      error.place = count == nil ? error.place : "--adapter-targets"
      throw CommandFailure.usage(error.description)
    }
    if let reason = service.obstacle(plain.model, plain.engine) {
      throw CommandFailure.usage("--adapters: \(reason)")
    }
    return plain.serving(service)
  }

  /// The adapters that the options describe; `nil` for none.
  private func adapters(verb: String) throws -> Adapters? {
    guard let count else {
      let given: [any DeclaredOption] = [$rank, $targets, $exponent, $resident]
      if let stray = given.first(where: \.isGiven) {
        throw CommandFailure.usage("breakeven \(verb): \(stray.name) needs --adapters N")
      }
      return nil
    }
    guard count > 0 else { return nil }
    if let resident, resident > count {
      throw CommandFailure.usage(
        "--resident-adapters: found \(resident), expected at most the \(count) of --adapters")
    }
    return try Adapters(
      count: count, rank: rank, targets: Self.targets(targets),
      popularity: exponent.map { .zipf($0) }, resident: resident)
  }

  /// The targets that a text names.
  static func targets(_ text: String?) -> Adapters.Targets {
    guard let text else { return .attention }
    if let targets = Adapters.Targets(word: text) { return targets }
    return .named(
      text.split(separator: ",").map { String($0).trimmingBlanks }.filter { !$0.isEmpty })
  }
}
