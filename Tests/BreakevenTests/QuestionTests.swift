#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Pricing
import Testing
import Workloads

@testable import Breakeven

/// A question in one line becomes a workload like any other.
@Suite struct QuestionTests {
  static let catalog = Result { try Catalog.builtIn() }

  private static func workload(
    _ change: (inout Question) -> Void
  ) throws -> Workload {
    var question = Question()
    change(&question)
    return try question.workload(catalog.get())
  }

  /// What is written and read again is the same workload, so that `report FILE` says the same.
  @Test func whatIsSavedIsWhatWasAsked() throws {
    let questions: [(inout Question) -> Void] = [
      { ($0.requests, $0.prompt, $0.completion) = ("40k/day", "1.8k", "250") },
      { ($0.users, $0.kind, $0.models) = ("300", "code-assistant", ["qwen3-coder"]) },
      { ($0.bill, $0.today, $0.ratio) = ("18000/month", "openai/gpt-5.4-mini", "6:1") },
      {
        ($0.job, $0.prompt, $0.completion, $0.deadline) = ("200k", "8k", "400", "8h")
        ($0.own, $0.power, $0.region, $0.people) = (["8xA100-80GB"], "0.30/kWh", "EU", "25%")
      },
    ]
    for change in questions {
      let workload = try Self.workload(change)
      let again = try Workload(JSONDocument(Data(workload.json.utf8), file: "mine.json"))
      #expect(again == workload)
    }
  }

  /// 7 million each week are jobs of 7 million, not of a million each day.
  @Test(
    arguments: [
      ("7M/week", 7e6, 730.0 / 168), ("150M/month", 150e6, 1.0), ("10k/hour", 1e4, 730.0),
      ("2M/day", 2e6, 730.0 / 24), ("200k/night", 2e5, 730.0 / 24),
    ] as [(String, Double, Double)])
  func aJobComesBackAsOftenAsIsSaid(job: String, requests: Double, perMonth: Double) throws {
    let workload = try Self.workload {
      ($0.job, $0.prompt, $0.completion, $0.deadline) = (job, "4k", "300", "24h")
    }
    let jobs = try #require(workload.batchJobs)
    #expect(abs(jobs.requestsPerJob / requests - 1) < 1e-9)
    #expect(abs(try #require(jobs.jobsPerMonth) / perMonth - 1) < 1e-9)
    let again = try Workload(JSONDocument(Data(workload.json.utf8), file: "mine.json"))
    #expect(again == workload)
  }

  @Test func flagsAreTheKeysOfTheFile() throws {
    let workload = try Self.workload {
      ($0.job, $0.prompt, $0.completion, $0.deadline) = ("200k", "8k", "400", "8h")
      ($0.own, $0.power, $0.region, $0.people) = (["8xA100-80GB"], "0.30/kWh", "EU", "0.25")
    }
    #expect(workload.volume == (try Volume(200_000, .oneJob)))
    #expect(workload.mode == .batch(try BatchTerms(deadlineHours: 8)))
    #expect(workload.dataResidency == "eu")
    let own = try #require(workload.own.first)
    #expect(own.gpu == "A100-80GB" && own.count == 8 && own.usdPerKilowattHour == 0.3)
    #expect(workload.candidates.offers == ["own"])
    guard case .engineers(let count, _)? = workload.costs.staff else {
      Issue.record("no engineers")
      return
    }
    #expect(count.likely == 0.25)
  }

  /// What is not wanted, whose machines, and which APIs are keys of the candidates; a machine without a number is one.
  @Test func candidatesMayBeNarrowed() throws {
    let workload = try Self.workload {
      ($0.requests, $0.prompt, $0.completion) = ("40k/day", "1.8k", "250")
      ($0.models, $0.own) = (["qwen3-32b"], ["Mac Studio M3 Ultra", "8 H100s"])
      ($0.apis, $0.hostClasses, $0.exclude) = (["deepinfra*"], ["hyperscaler"], ["own", "vast*"])
    }
    #expect(workload.candidates.apis == ["deepinfra*"])
    #expect(workload.candidates.hostClasses == ["hyperscaler"])
    #expect(workload.candidates.exclude == ["own", "vast*"])
    #expect(workload.own.map(\.count) == [1, 8])
    #expect(workload.statedAssumptions.contains { $0.contains("1 Mac Studio M3 Ultra") })
    let catalog = try Self.catalog.get()
    #expect(try catalog.accelerator(named: workload.own[1].gpu).id == "H100-SXM")
    let excluded = try catalog.excluded(["own*"]).offers
    #expect(excluded == Set(catalog.prices.owned.map(\.offerID)))
  }

  /// Eight GPUs are in a DGX, and that is said; a workload file counts them alike.
  @Test func aServerIsItsGPUs() throws {
    let workload = try Self.workload {
      ($0.requests, $0.prompt, $0.completion) = ("40k/day", "1.8k", "250")
      ($0.models, $0.own) = (["qwen3-32b"], ["DGX H100", "2xDGX H200", "DGX Spark"])
    }
    #expect(workload.own.map(\.count) == [8, 16, 1])
    let assumed = workload.statedAssumptions
    #expect(assumed.contains("1 × DGX H100 is 8 GPUs"))
    #expect(assumed.contains("2 × DGX H200 are 16 GPUs"))
    #expect(!assumed.contains { $0.contains("Spark is 8") })
    let catalog = try Self.catalog.get()
    #expect(try catalog.accelerator(named: workload.own[1].gpu).id == "H200-SXM")
  }

  /// An API that misses a target that nobody stated is left out for something assumed.
  @Test func anAssumedTargetIsCalledSo() throws {
    let late = ServiceObstacle.firstToken(
      seconds: 5.8, targetSeconds: 5, percentile: 95, .measured)
    func reason(_ target: String?) throws -> String {
      late.reason(
        in: try Self.workload {
          ($0.users, $0.kind, $0.timeToFirstToken) = ("500", "agent", target)
        })
    }
    #expect(try reason(nil) == "first token p95 5.8 s (measured), target 5 s (assumed)")
    #expect(try reason("5s") == "first token p95 5.8 s (measured), target 5 s")
    // A first token of two million prompt tokens may take 2000 s.
    #expect(AssumedTarget.firstToken(seconds: 2000) == "first token within 2000 s")
  }

  /// Somebody waits, and nothing says how long: as long as a person does, longer for long prompts, and not at all in a
  /// batch; what is stated, or does not matter, stays.
  @Test func peopleDoNotWaitForMinutes() throws {
    func level(_ change: (inout Question) -> Void) throws -> ServiceLevel? {
      let workload = try Self.workload {
        ($0.requests, $0.prompt, $0.completion) = ("40k/day", "1.8k", "250")
        change(&$0)
      }
      guard case .interactive(let level, _) = workload.mode else { return nil }
      return level
    }
    let usual = try #require(try level { _ in })
    #expect(usual.timeToFirstTokenSeconds == 10 && usual.timePerOutputTokenSeconds == 0.1)
    #expect(try level { $0.prompt = "64k" }?.timeToFirstTokenSeconds == 64)
    let stated = try #require(
      try level { ($0.timeToFirstToken, $0.timePerOutputToken) = ("1s", "any") })
    #expect(stated.timeToFirstTokenSeconds == 1 && stated.timePerOutputTokenSeconds == nil)
    #expect(try level { $0.deadline = "8h" } == nil)
    #expect(try level { $0.completion = "0" }?.timePerOutputTokenSeconds == nil)
  }

  /// Two billion tokens a month in requests of 1,800 and 200 are a million requests.
  @Test func tokensMayStandForRequests() throws {
    for text in ["2B/month", "2 billion tokens a month", "2000M tokens/month"] {
      let workload = try Self.workload {
        ($0.tokens, $0.prompt, $0.completion) = (text, "1.8k", "200")
      }
      #expect(workload.volume == (try Volume(1_000_000, .perMonth)))
    }
    let daily = try Self.workload { ($0.tokens, $0.prompt, $0.ratio) = ("70M/day", "6k", "6:1") }
    #expect(daily.volume == (try Volume(10_000, .perDay)))
    for text in ["2B", "-1/day", "many"] {
      #expect(throws: InputError.self) {
        try Self.workload { ($0.tokens, $0.prompt, $0.completion) = (text, "1.8k", "200") }
      }
    }
  }

  /// 300 users who send 20 a day each are 6,000 a day, whatever they do.
  @Test func usersMaySayHowOftenTheyAsk() throws {
    let workload = try Self.workload {
      ($0.users, $0.requests, $0.prompt, $0.completion) = ("300", "20/user/day", "1k", "200")
    }
    #expect(workload.volume == (try Volume(6000, .perDay)))
    var question = Question()
    (question.requests, question.prompt, question.completion) = ("20/user/day", "1k", "200")
    #expect(question.missing?.found == "--requests of each user without --users")
  }

  /// 200k every night is 200k a day, which nobody waits for.
  @Test func aJobMayComeBack() throws {
    let workload = try Self.workload {
      ($0.job, $0.prompt, $0.completion, $0.deadline) = ("200k/night", "8k", "400", "8h")
    }
    #expect(workload.volume == (try Volume(200_000, .perDay)))
    #expect(workload.mode == .batch(try BatchTerms(deadlineHours: 8)))
  }

  /// 300 developers take 300 × 55 steps a day, and every figure that was assumed is told.
  @Test func aKindGivesWhatIsNotStated() throws {
    let kind = try UsageKind.named("code-assistant")
    let workload = try Self.workload {
      ($0.users, $0.kind, $0.completion) = ("300", "code-assistant", "500")
    }
    #expect(workload.volume == (try Volume(16_500, .perDay)))
    #expect(abs(workload.mix.meanPromptTokens - kind.promptTokens.likely) < 1)
    #expect(abs(workload.mix.meanCompletionTokens - 500) < 0.001)
    let cached = workload.mix.mean(of: {
      workload.sharedPrefix?.cachedPromptTokens(of: $0.promptTokens) ?? 0
    })
    #expect(abs(cached / workload.mix.meanPromptTokens - kind.cachedShare.likely) < 0.001)
    let told = workload.statedAssumptions.joined(separator: " ")
    for word in ["prompts of", "cached", "requests a user", "first token", "busiest hour"] {
      #expect(told.contains(word), "\(word)")
    }
    #expect(!told.contains("completions of"))
  }

  /// Whoever names a model beside today's API says that it would do; the same open model needs no such word.
  @Test func todayAndAModelAreDeclaredAlike() throws {
    let closed = try Self.workload {
      ($0.requests, $0.prompt, $0.completion) = ("1k/day", "100", "10")
      ($0.models, $0.today) = (["qwen3-32b"], "gpt-5.4-mini")
    }
    #expect(closed.equivalences.map(\.api) == ["openai/gpt-5.4-mini"])
    #expect(closed.statedAssumptions.contains { $0.contains("does this as well as") })
    let open = try Self.workload {
      ($0.requests, $0.prompt, $0.completion) = ("1k/day", "100", "10")
      ($0.models, $0.today) = (["Llama 3.3 70B"], "deepinfra/meta-llama/Llama-3.3-70B-Instruct")
    }
    #expect(open.equivalences.isEmpty)
  }

  @Test func aFamilyMeansAnyOfItsModels() throws {
    let workload = try Self.workload {
      ($0.requests, $0.prompt, $0.completion) = ("1k/day", "100", "10")
      $0.models = ["qwen3-coder"]
    }
    #expect(workload.candidates.models.count >= 2)
    #expect(workload.candidates.models.allSatisfy { $0.hasPrefix("Qwen/Qwen3-Coder") })
  }

  /// Every model there is would take minutes, and no answer between them means anything.
  @Test func everyModelIsTooMany() throws {
    let workload = try Self.workload {
      ($0.requests, $0.prompt, $0.completion) = ("1k/day", "100", "10")
      $0.models = ["*"]
    }
    let error = #expect(throws: InputError.self) {
      try Decision(workload, catalog: .builtIn(), asOf: Market.date("2026-11-21"))
    }
    #expect(error?.place == "$.candidates.models" && error?.suggestion?.hasSuffix("-*") == true)
  }

  /// The question of some flags.
  private static func question(_ flags: [String: String]) -> Question {
    var question = Question()
    question.requests = flags["--requests"]
    question.users = flags["--users"]
    question.bill = flags["--bill"]
    question.job = flags["--job"]
    question.kind = flags["--kind"]
    question.prompt = flags["--prompt"]
    question.completion = flags["--completion"]
    question.ratio = flags["--ratio"]
    question.models = flags["--model"].map { [$0] } ?? []
    question.own = flags["--own"].map { [$0] } ?? []
    question.power = flags["--power"]
    question.people = flags["--people"]
    question.deadline = flags["--deadline"]
    question.timeToFirstToken = flags["--ttft"]
    return question
  }

  @Test(
    arguments: [
      (["--prompt": "1k"], "no volume"), (["--bill": "5k"], "--bill without --today"),
      (["--users": "300"], "--users without --kind"), (["--requests": "1k/day"], "no lengths"),
      (["--requests": "1k/day", "--prompt": "1k"], "one length"),
      (["--requests": "1k/day", "--job": "5k"], "--requests and --job"),
      (
        ["--requests": "1k/day", "--prompt": "9", "--completion": "9", "--power": "0.3"],
        "--power without --own"
      ),
      (
        [
          "--requests": "1k/day", "--prompt": "9", "--completion": "9", "--deadline": "8h",
          "--ttft": "1s",
        ], "--deadline and --ttft"
      ),
      (["--job": "9k", "--prompt": "9", "--completion": "9", "--ttft": "1s"], "--job and --ttft"),
    ] as [([String: String], String)])
  func whatIsMissingIsSaid(flags: [String: String], found: String) {
    #expect(Self.question(flags).missing?.found == found)
  }

  /// Too many requests are those of whoever sends them.
  @Test func tooManyUsersAreNamed() {
    let flags = ["--users": "8000000000", "--kind": "code-assistant"]
    let error = #expect(throws: InputError.self) {
      try Self.question(flags).workload(Self.catalog.get())
    }
    #expect(error?.place == "--users", "\(error?.description ?? "")")
  }

  /// A job that comes back too often is named by its own flag, and its number as it was written.
  @Test func tooManyRequestsOfAJobAreNamed() {
    let flags = ["--job": "1e12/hour", "--prompt": "9", "--completion": "9"]
    let error = #expect(throws: InputError.self) {
      try Self.question(flags).workload(Self.catalog.get())
    }
    #expect(error?.place == "--job", "\(error?.description ?? "")")
    #expect(error?.found == "1000000000000 requests")
  }

  /// Precisions are not left out by name.
  @Test func aPrecisionIsNotExcluded() {
    let error = #expect(throws: InputError.self) { try Self.catalog.get().excluded(["int4"]) }
    #expect(error?.found == "\"int4\", which is a precision")
  }

  /// A closed model is no open one: it is an API.
  @Test func anAPIIsNoModel() {
    let flags = [
      "--requests": "1k/day", "--prompt": "9", "--completion": "9", "--model": "gpt-5.4-mini",
    ]
    let error = #expect(throws: InputError.self) {
      try Self.question(flags).workload(Self.catalog.get())
    }
    #expect(error?.found == "\"gpt-5.4-mini\", which is an API")
    #expect(error?.suggestion == "--today openai/gpt-5.4-mini")
  }

  @Test(
    arguments: [
      ("--requests", "4ok/day"), ("--prompt", "1,8k"), ("--model", "qwen99"), ("--own", "0xA100"),
      ("--people", "some"), ("--kind", "chatt"), ("--deadline", "soon"), ("--ttft", "fast"),
    ] as [(String, String)])
  func errorsNameTheFlag(flag: String, text: String) {
    var flags = ["--requests": "1k/day", "--prompt": "100", "--completion": "10"]
    flags[flag] = text
    let error = #expect(throws: InputError.self) {
      try Self.question(flags).workload(Self.catalog.get())
    }
    #expect(error?.place == flag, "\(error?.description ?? "")")
  }
}
