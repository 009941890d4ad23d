package import CheckedJSON
import Pricing
import Workloads

/// A question that somebody asks in one line, as they typed it.
///
/// It becomes the JSON object of a workload file, which the one reader of workloads reads: what `ask` and
/// `report` say of it cannot differ. Texts stay as they were typed, such as `40k/day`; the reader knows them.
package struct Question: Sendable, Hashable {
  /// Requests over a time, such as `40k/day`.
  package var requests: String?
  /// Prompt and completion tokens together over a time, such as `2B/month`.
  package var tokens: String?
  /// People who use it, such as `300`.
  package var users: String?
  /// What a monthly bill is, such as `18000/month`.
  package var bill: String?
  /// Requests of one job, such as `200k`.
  package var job: String?
  /// What it is used for, by the name of a ``UsageKind``.
  package var kind: String?
  /// Prompt tokens of a request, such as `1.8k`.
  package var prompt: String?
  /// Completion tokens of a request.
  package var completion: String?
  /// Requests, of a query with one document each, that are one search to a reranker's seller, such as `50`.
  package var documents: String?
  /// Prompt tokens for each completion token, such as `6:1`.
  package var ratio: String?
  /// Open models of which any would do.
  package var models: [String] = []
  /// Accelerators to rent, such as `2xH100`.
  package var gpus: [String] = []
  /// Machines that are there, such as `8xA100-80GB`.
  package var own: [String] = []
  /// What electricity costs for them, such as `0.30/kWh`.
  package var power: String?
  /// The only APIs that may be used, such as `deepinfra*`.
  package var apis: [String] = []
  /// The only classes of hosts that machines may come from, such as `hyperscaler`.
  package var hostClasses: [String] = []
  /// What is not wanted: models, accelerators, engines, offers or APIs, such as `own` for machines to buy.
  package var exclude: [String] = []
  /// The API that is used today.
  package var today: String?
  /// By when a batch must be done, such as `8h`.
  package var deadline: String?
  /// The region in which APIs must process requests.
  package var region: String?
  /// Engineers who would run it, such as `0.25`.
  package var people: String?
  /// The most time until the first token, such as `1s`; `any` where it does not matter.
  package var timeToFirstToken: String?
  /// The most time for each further token, such as `50ms`; `any` where it does not matter.
  package var timePerOutputToken: String?
  /// Fine-tuned models as adapters on the model, such as `40`.
  package var adapters: String?
  /// The rank of them.
  package var adapterRank: String?
  /// The workload's name.
  package var name: String?

  /// What ``hostClasses`` may name.
  package static var hostClassNames: [String] { HostClass.allCases.map(\.rawValue) }

  /// What stands for a time that does not matter.
  static let anyTime = "any"

  package init() {}

  /// What is missing before it can be answered; `nil` if nothing is.
  package var missing: InputError? {
    if isPerUser, users == nil {
      return InputError(
        found: "--requests of each user without --users",
        expected: "how many there are: --users 300")
    }
    let volumes = [
      ("--requests", requests), ("--tokens", tokens),
      ("--users", isPerUser ? nil : users), ("--job", job),
    ].filter { $0.1 != nil }.map(\.0)
    if volumes.count > 1 {
      return InputError(
        found: volumes.joined(separator: " and "),
        expected: "one of them, or what each user sends: --users 300 --requests 20/user/day")
    }
    if volumes.isEmpty, bill == nil {
      return InputError(
        found: "no volume",
        expected:
          "--requests 40k/day, --tokens 2B/month, --users 300 --kind chat, --bill 18000/month "
          + "--today API, or --job 200k"
      )
    }
    if volumes.isEmpty, today == nil {
      return InputError(
        found: "--bill without --today",
        expected: "the API that the bill is for, as its prices tell how much it pays for")
    }
    if users != nil, kind == nil, !isPerUser {
      return InputError(
        found: "--users without --kind",
        expected: "how often each asks, --requests 20/user/day, or what they do: --kind "
          + ((try? UsageKind.builtIn().map(\.id)) ?? []).joined(separator: ", "))
    }
    let known = [prompt, completion, ratio].compactMap(\.self).count
    if known == 3 {
      return InputError(
        found: "--prompt, --completion and --ratio", expected: "two of them at most")
    }
    if kind == nil, known < 2, !(known == 1 && ratio != nil && bill != nil) {
      return InputError(
        found: known == 0 ? "no lengths" : "one length",
        expected:
          "--prompt and --completion, --kind, or with a bill --ratio 6:1 of prompt to completion")
    }
    let targets = [("--ttft", timeToFirstToken), ("--tpot", timePerOutputToken)]
      .filter { $0.1.map { $0.lowercased() != Self.anyTime } ?? false }.map(\.0)
    if isBatch, !targets.isEmpty {
      return InputError(
        found:
          "\(deadline == nil ? "--job" : "--deadline") and \(targets.joined(separator: " and "))",
        expected:
          "one of them: nobody waits for a batch, so that it has a deadline and no time to a token")
    }
    if adapterRank != nil, adapters == nil {
      return InputError(
        found: "--adapter-rank without --adapters", expected: "how many there are: --adapters 40")
    }
    if power != nil, own.isEmpty {
      return InputError(
        found: "--power without --own", expected: "the machines that draw it: --own 8xA100-80GB")
    }
    return nil
  }

  /// Whether requests are those of each user.
  var isPerUser: Bool { requests.map { WrittenVolume.perUser($0) != nil } ?? false }

  /// Whether nobody waits for the answers.
  var isBatch: Bool { job != nil || deadline != nil }
}
