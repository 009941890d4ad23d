/// The usual names of what logs tell about requests, whatever their case, separators and nesting.
///
/// A format is known by its names alone: `usage.prompt_tokens`, `gen_ai.usage.input_tokens`,
/// `inputTokenCount` and `tokens_in` all count prompt tokens. So a log of no known format is read by the
/// same rule as one of many, and a new format costs a word in one of these lists.
enum LogVocabulary {
  /// The parts of a key in lower case without separators: `gen_ai.usage.inputTokens` is `genai`, `usage`,
  /// `inputtokens`; a unit in brackets is left out.
  static func words(of key: String) -> [String] {
    let end = key.firstIndex { $0 == "[" || $0 == "(" } ?? key.endIndex
    let name = end > key.startIndex ? key[..<end] : key[...]
    return name.split { $0 == "." || $0 == "/" || $0 == ":" }.map { part in
      String(
        part.lowercased().unicodeScalars.filter {
          ("a"..."z").contains($0) || ("0"..."9").contains($0)
        }.map(Character.init))
    }
  }

  /// What the last of some words says below those before it.
  static func meaning(of path: [String]) -> LogMeaning {
    let path = unwrapped(path)
    guard let leaf = path.last, !leaf.isEmpty else { return LogMeaning() }
    let parent = path.count > 1 ? path[path.count - 2] : ""
    // A page of an export, as Opik's interface gives it, may call its rows so.
    if path == ["content"] { return LogMeaning() }
    if closed.contains(leaf) || pricey.contains(where: { leaf.contains($0) }) {
      return LogMeaning(figure: .closed)
    }
    if path.contains(where: { cumulative.contains($0) }) { return LogMeaning(figure: .cumulative) }
    return cacheMeaning(leaf, parent, path) ?? tokenMeaning(leaf, parent, path)
      ?? timeMeaning(leaf, parent) ?? factMeaning(leaf, parent)
  }

  /// The words without those that only tell a value's kind, as MongoDB's `{"$numberLong": "5"}` and
  /// DynamoDB's `{"N": "5"}` do.
  private static func unwrapped(_ path: [String]) -> [String] {
    guard path.count > 1, let leaf = path.last,
      ["numberint", "numberlong", "numberdouble", "n", "s"].contains(leaf)
    else { return path }
    return path.dropLast().filter { $0 != "m" }
  }

  /// Whether a text under such a key may be JSON that counts tokens.
  static func mayHoldJSON(_ leaf: String) -> Bool {
    jsonHolders.contains { leaf.contains($0) }
  }

  /// Whether a text under such a key is passed over unless it is what Cline keeps of a request, JSON with
  /// `tokensIn`.
  static func mayHoldRequest(_ leaf: String) -> Bool { leaf == "text" }

  /// Whether a text under such a key may be a line of a program's log, as collectors keep them.
  static func mayHoldLine(_ leaf: String) -> Bool { lineHolders.contains(leaf) }

  /// Whether a name sounds like a count of tokens, to be named where nothing was found.
  static func isTokenLike(_ leaf: String) -> Bool {
    leaf.contains("token") || leaf.contains("usage") || leaf.hasSuffix("toks")
  }

  private static let closed: Set<String> = [
    "messages", "content", "contents", "choices", "tools", "logprobs", "embedding", "embeddings",
    "arguments", "iterations", "breakdown", "text", "candidates", "conversations",
    "requestmessages", "responsemessages", "modelparameters", "modelusage", "limits", "tooluse",
    "speculativedecoding", "inputids", "outputids", "inputtokids", "outputtokids",
    "tooluseresult",
  ]
  private static let pricey = ["cost", "price", "pricing", "ratelimit", "spend", "budget"]
  private static let cumulative: Set<String> = ["totaltokenusage", "cumulativeusage"]
  private static let jsonHolders = [
    "usage", "metadata", "token", "metric", "attribute", "propert", "details", "response",
    "output", "extra", "data", "payload", "body", "log", "message", "event", "raw", "json",
    "record", "proxy", "result", "dimension", "line", "other",
  ]

  private static let lineHolders: Set<String> = [
    "line", "log", "message", "msg", "textpayload", "raw", "logmessage", "logentry", "stringvalue",
    "body", "logline", "rawlog",
  ]

  /// Objects whose `input` and `output` are counts.
  static let usage: Set<String> = [
    "usage", "usagedetails", "tokens", "tokenusage", "tokencount", "tokencounts", "tokensused",
    "usagemetadata", "usageinfo", "usagestats", "billedunits", "tokenmetrics", "tokensgranular",
  ]

  // MARK: Tokens

  private static func cacheMeaning(_ leaf: String, _ parent: String, _ path: [String])
    -> LogMeaning?
  {
    if hits.contains(leaf), !usage.contains(parent) { return LogMeaning(figure: .cacheHit) }
    if leaf == "tokenscached" { return LogMeaning(figure: .context) }
    // Ollama's, a part of `prompt_eval_count`.
    if leaf == "promptevalcachedcount" { return LogMeaning(figure: .cached, rank: 1) }
    // Cursor's `Cache Read` of a table, a part of its total.
    if path.count == 1, leaf == "cacheread" {
      return LogMeaning(figure: .cached, rank: 2, isBeside: true)
    }
    // Cline's, which come on top of `tokensIn`.
    if leaf == "cachereads" || leaf == "cachewrites" {
      return LogMeaning(
        figure: leaf == "cachereads" ? .cached : .written, rank: 1, isBeside: true, isApart: true)
    }
    if parent == "cache", path.count > 2, usage.contains(path[path.count - 3]) {
      // OpenCode's `tokens.cache.read` and `.write`, which come on top of `tokens.input`.
      if leaf == "read" {
        return LogMeaning(figure: .cached, rank: 1, isBeside: true, isApart: true)
      }
      if leaf == "write" {
        return LogMeaning(figure: .written, rank: 1, isBeside: true, isApart: true)
      }
    }
    let isUnder = parent.contains("cache") && isCount(leaf)
    guard leaf.contains("cache") || isUnder else { return nil }
    let name = isUnder ? parent + leaf : leaf
    guard
      isCount(leaf) || usage.contains(parent) || parent.hasSuffix("details") || leaf == "cachen"
        || prompts.contains(parent)
    else { return nil }
    if (kindsOfTokens + ["miss", "nocache", "uncached", "enabled", "duration"]).contains(where: {
      name.contains($0)
    }) {
      // Anthropic's console calls what was not cached so, and gives sums alone.
      if name.contains("uncachedinput") || name.contains("inputtokensnocache") {
        return LogMeaning(figure: .prompt, rank: 1, isSum: true)
      }
      return LogMeaning()
    }
    // OpenTelemetry's input tokens hold those of the cache, and so do all that are called a detail.
    let isApart =
      usageMaps.contains(parent) || leaf == "cachen"
      || ["cacheread", "cachecreat", "cachewrit"].contains { name.contains($0) }
    let isBeside =
      isApart && !leaf.contains("prompt")
      && !path.contains { $0 == "genai" || $0.hasSuffix("tokensdetails") }
      && !parent.hasSuffix("tokendetails") && !parent.hasSuffix("promptdetails")
      // TensorZero's are a share of its input tokens, whoever answered.
      && !leaf.hasPrefix("provider")
    let isAsReported = leaf.hasPrefix("aicache")
    if name.contains("creat") || name.contains("writ") {
      let isPart = name.contains("5m") || name.contains("1h") || name.contains("ephemeral")
      return LogMeaning(
        figure: isPart ? .writtenPart : .written, isBeside: isBeside, isAsReported: isAsReported)
    }
    // OpenAI counts the cached tokens of texts once more, beside those of all kinds.
    let rank: UInt8 =
      name.contains("text") ? 3 : parent.hasSuffix("details") && !usageMaps.contains(parent) ? 0 : 1
    return LogMeaning(figure: .cached, rank: rank, isBeside: isBeside, isAsReported: isAsReported)
  }

  /// Kinds of tokens that are counted once more by themselves, beside the count of all.
  private static let kindsOfTokens = ["audio", "image", "video", "reasoning", "thinking"]
  private static let hits: Set<String> = [
    "cachehit", "cached", "fromcache", "iscached", "cachestatus", "cachedresponse",
    "servedfromcache", "gatewaycachehit", "responsecached",
  ]
  /// Maps whose every `input…` comes on top of `input`.
  private static let usageMaps: Set<String> = ["usagedetails"]

  private static func isCount(_ leaf: String) -> Bool {
    leaf.contains("token") || leaf.hasSuffix("toks") || leaf.hasSuffix("units")
  }

  private static func tokenMeaning(_ leaf: String, _ parent: String, _ path: [String])
    -> LogMeaning?
  {
    // The finer counts inside details say nothing that the whole does not.
    if parent.hasSuffix("tokensdetails") || parent.hasSuffix("tokendetails")
      || parent == "promptdetails" || parent == "completiondetails"
    {
      return LogMeaning()
    }
    // OpenTelemetry's `gen_ai.usage.reasoning.output_tokens` is a part of `gen_ai.usage.output_tokens`.
    if kindsOfTokens.contains(parent), isCount(leaf) { return LogMeaning() }
    // Of Cohere's two counts the billed one leaves out what the service adds itself.
    // `usage.prompt.tokens`, and the Vercel SDK's `inputTokens.total`.
    if ["tokens", "tokencount", "count"].contains(leaf) || leaf == "total" && isLength(parent) {
      if ["prompt", "input"].contains(parent) || prompts.contains(parent) {
        return LogMeaning(figure: .prompt, rank: 1)
      }
      if ["completion", "output"].contains(parent) || completions.contains(parent) {
        return LogMeaning(figure: .completion, rank: 1)
      }
    }
    let mapRank: UInt8 = usageMaps.contains(parent) ? 0 : parent == "billedunits" ? 2 : 1
    if usage.contains(parent) {
      if prompts.contains(leaf) || ["input", "prompt", "in", "request"].contains(leaf) {
        return LogMeaning(figure: .prompt, rank: mapRank, isBeside: !leaf.contains("prompt"))
      }
      if completions.contains(leaf) || ["output", "completion", "out", "response"].contains(leaf) {
        return LogMeaning(figure: .completion, rank: mapRank)
      }
      if leaf == "total" { return LogMeaning(figure: .total, rank: mapRank) }
      if parent == "tokens", leaf == "reasoning" || leaf == "thoughts" {
        return LogMeaning(figure: .completionExtra)
      }
      if usageMaps.contains(parent) {
        if leaf.hasPrefix("input") { return LogMeaning(figure: .promptExtra) }
        if leaf.hasPrefix("output") { return LogMeaning(figure: .completionExtra) }
      }
    }
    if leaf == "tooluseprompttokencount" { return LogMeaning(figure: .promptExtra) }
    if leaf == "thoughtstokencount" { return LogMeaning(figure: .completionExtra) }
    // llama.cpp's timings leave out what its cache held.
    if leaf == "promptn" {
      return LogMeaning(figure: .prompt, rank: 2, isBeside: true, isProcessed: true)
    }
    if leaf == "predictedn" { return LogMeaning(figure: .completion, rank: 2) }
    if totals.contains(leaf) { return LogMeaning(figure: .total, rank: 1) }
    if prompts.contains(leaf) {
      let rank: UInt8 = leaf.hasPrefix("native") ? 0 : 1
      return LogMeaning(
        figure: .prompt, rank: rank, isBeside: !leaf.contains("prompt"),
        isTotal: leaf.hasPrefix("total"))
    }
    if completions.contains(leaf) {
      return LogMeaning(figure: .completion, rank: leaf.hasPrefix("native") ? 0 : 1)
    }
    if requestCounts.contains(leaf) {
      return LogMeaning(figure: .requests, rank: leaf.hasPrefix("success") ? 0 : 1)
    }
    if path.count == 1, maybeRequestCounts.contains(leaf) {
      return LogMeaning(figure: .maybeRequests, rank: 3)
    }
    if failedCounts.contains(leaf) { return LogMeaning(figure: .failedRequests) }
    // `llm_input_tokens` and the names of some makers hold the letters of `min` and `max`.
    var name = leaf
    for word in ["llm", "gemini", "minimax", "admin"] where name.contains(word) {
      name = name.replacing(word, with: "")
    }
    guard !other.contains(where: { name.contains($0) }) else { return nil }
    if promptEnds.contains(where: { leaf.hasSuffix($0) }) {
      let isSum = leaf.hasPrefix("sum") && !leaf.hasPrefix("summar")
      return LogMeaning(
        figure: .prompt, rank: 2, isBeside: leaf.contains("input"), isSum: isSum,
        isTotal: leaf.hasPrefix("total"))
    }
    if completionEnds.contains(where: { leaf.hasSuffix($0) }) {
      return LogMeaning(figure: .completion, rank: 2)
    }
    return nil
  }

  private static func isLength(_ leaf: String) -> Bool {
    prompts.contains(leaf) || completions.contains(leaf)
  }

  private static let prompts: Set<String> = [
    "inputtokens", "prompttokens", "inputtoken", "prompttoken", "inputtokencount",
    "prompttokencount", "inputtokenscount",
    "prompttokenscount", "tokensin", "tokensinput", "tokensprompt", "requnits", "requesttokens",
    "requesttokencount", "promptevalcount", "tokensevaluated", "numprompttokens",
    "numinputtokens", "numprefilltokens", "prefilltokens", "inputlength", "promptlength",
    "inputlen", "promptlen", "promptsize", "contexttokens", "inputtoks", "prompttoks",
    "nprompttokens", "ninputtokens", "inputusage", "intokens", "tokencountprompt",
    "tokencountinput", "nativetokensprompt", "totalinputtokens", "totalprompttokens",
  ]
  private static let completions: Set<String> = [
    "outputtokens", "completiontokens", "outputtoken", "completiontoken", "outputtokencount",
    "completiontokencount",
    "outputtokenscount", "completiontokenscount", "candidatestokencount", "tokensout",
    "tokensoutput", "tokenscompletion", "resunits", "responsetokens", "responsetokencount",
    "evalcount", "tokenspredicted", "numcompletiontokens", "numoutputtokens", "numdecodetokens",
    "numgenerationtokens", "numgeneratedtokens", "decodetokens", "outputlength",
    "completionlength", "generationlength", "outputlen", "completionlen", "tokensize",
    "generatedtokens", "generationtokens", "generatedtokencount", "outputtoks",
    "completiontoks", "noutputtokens", "outputusage", "outtokens",
    "tokencountcompletion", "tokencountoutput", "nativetokenscompletion", "totaloutputtokens",
    "totalcompletiontokens",
  ]
  private static let totals: Set<String> = [
    "totaltokens", "totaltokencount", "totalunits", "tokenstotal", "totalusage",
    "totaltokensused", "tokencounttotal",
  ]
  private static let promptEnds = [
    "prompttokens", "inputtokens", "prompttokencount", "inputtokencount", "tokensprompt",
    "tokensinput", "tokenusageprompt", "tokencountprompt", "usageinput", "inputtoken",
    "prompttoken",
  ]
  private static let completionEnds = [
    "completiontokens", "outputtokens", "completiontokencount", "outputtokencount",
    "candidatestokencount", "generatedtokens", "generationtokens", "tokenscompletion",
    "tokensoutput", "tokenusagecompletion", "tokencountcompletion", "usageoutput",
    "outputtoken", "completiontoken",
  ]
  /// Names that end alike and count something else.
  private static let other = [
    "max", "min", "limit", "audio", "image", "video", "avg", "mean", "average", "per", "reasoning",
    "thought", "cache", "estimated", "requested", "budget", "expected", "prediction",
  ]
  private static let requestCounts: Set<String> = [
    "nummodelrequests", "apirequests", "requests", "requestcount", "numrequests",
    "successfulrequests", "requestscount", "totalrequests", "nrequests", "numcalls", "callcount",
    "countobservations", "invocations", "invocationcount", "numberofrequests",
  ]
  /// Columns that number the requests of a sum in some tables, and in others something else.
  private static let maybeRequestCounts: Set<String> = [
    "count", "countstar", "cnt", "n", "calls", "apicalls", "total", "f0", "completions",
    "generations", "queries",
  ]
  private static let failedCounts: Set<String> = ["failedrequests", "errorcount", "failures"]

  // MARK: Times

  private static func timeMeaning(_ leaf: String, _ parent: String) -> LogMeaning? {
    var (name, unit) = (leaf, TimeUnit?.none)
    for (end, itsUnit) in units where name.hasSuffix(end) && name.count > end.count {
      (name, unit) = (String(name.dropLast(end.count)), itsUnit ?? unit)
    }
    // Braintrust tells when an answer began among its metrics, and when it was written beside them.
    if leaf == "start", parent == "metrics" { return LogMeaning(figure: .time, rank: 0) }
    if let rank = starts[name] ?? starts[leaf] {
      let kind = timeKinds[name] ?? timeKinds[leaf] ?? .request
      return LogMeaning(figure: .time, rank: rank, timeKind: kind, unit: unit)
    }
    if ends.contains(name) { return LogMeaning(figure: .endTime, unit: unit) }
    guard lateWords.allSatisfy({ !name.contains($0) }) else { return nil }
    // Any other time is better than none; numbers are believed only where they are dates.
    return ["time", "timestamp", "timelocal", "date"].contains { name.hasSuffix($0) }
      ? LogMeaning(figure: .time, rank: 20, unit: unit) : nil
  }

  private static let lateWords = [
    "end", "complet", "finish", "expir", "updat", "first", "up", "run", "latency", "duration",
  ]
  private static let units: [(String, TimeUnit?)] = [
    ("utc", nil), ("iso", nil), ("iso8601", nil), ("epoch", nil), ("nanos", .nanoseconds),
    ("nano", .nanoseconds),
    ("ns", .nanoseconds), ("millis", .milliseconds), ("ms", .milliseconds),
    ("us", .microseconds), ("unix", nil),
  ]
  private static let starts: [String: UInt8] = [
    "starttime": 0, "startedat": 0, "arrivaltime": 0, "arrivedat": 0, "arrivaltimestamp": 0,
    "requeststarttime": 0, "requeststartedat": 0, "startts": 0, "starttimestamp": 0,
    "startingat": 0, "submittedat": 0, "submittime": 0, "submissiontime": 0, "enqueuedat": 0,
    "queuedat": 0, "begints": 0, "begintime": 0, "beginat": 0, "begunat": 0, "requeststart": 0,
    "invokedat": 1, "calledat": 1, "sentat": 2, "occurredat": 3, "recordedat": 4,
    "requestcreatedat": 1, "requesttime": 1, "requesttimestamp": 1,
    "requestedat": 1, "receivedat": 1, "timestamp": 2, "time": 3, "ts": 2, "datetime": 2,
    "timegenerated": 2, "eventtime": 2, "eventtimestamp": 2, "createdat": 3,
    "created": 3,
    "createtime": 3, "creationtime": 3, "createdtime": 3, "loggedat": 4, "date": 5, "day": 5,
    "usagedate": 5, "groupbyday": 5, "bucket": 5, "bucketstart": 2, "intervalstart": 2,
    "periodstart": 2,
    "windowstart": 2, "observedtime": 6, "observedtimestamp": 6, "insertedat": 6,
    "firsttime": 3, "start": 4, "timeofday": 3, "timelocal": 4, "hour": 4, "hourofday": 4,
    "minute": 4,
    "interval": 4,
  ]
  private static let timeKinds: [String: LogTimeKind] = [
    "createdat": .writing, "created": .writing, "createtime": .writing, "creationtime": .writing,
    "createdtime": .writing, "loggedat": .writing, "insertedat": .writing, "date": .stretch,
    "day": .stretch, "usagedate": .stretch, "groupbyday": .stretch, "bucket": .stretch,
    "minute": .stretch, "interval": .stretch, "hour": .hour, "hourofday": .hour,
    "requesttime": .requestOrDuration,
  ]
  private static let ends: Set<String> = [
    "endtime", "endedat", "completedat", "finishedat", "endingat", "bucketend", "intervalend",
    "periodend", "windowend", "endts", "lasttime", "endtimestamp",
  ]

  // MARK: What else a row says

  private static func factMeaning(_ leaf: String, _ parent: String) -> LogMeaning {
    if sumsOfModels.contains(leaf) { return LogMeaning(figure: .sums) }
    if leaf == "hasmore" || leaf == "nextpage" { return LogMeaning(figure: .morePages) }
    if statuses.contains(leaf) || leaf == "code" && parent == "status" {
      return LogMeaning(figure: .status)
    }
    if let reporting = reporting(leaf, parent) {
      return LogMeaning(figure: .cacheReporting, rank: reporting.rawValue)
    }
    if leaf == "numturns" { return LogMeaning(figure: .turns) }
    if failures.contains(leaf) || leaf == "type" && parent == "error" {
      return LogMeaning(figure: .failure)
    }
    if ["success", "issuccess", "succeeded", "issuccessful"].contains(leaf) {
      return LogMeaning(figure: .success)
    }
    if ["level", "severity", "severitytext"].contains(leaf) { return LogMeaning(figure: .level) }
    if let rank = models[leaf] { return LogMeaning(figure: .model, rank: rank) }
    if leaf == "name", parent == "model" { return LogMeaning(figure: .model, rank: 1) }
    if parents.contains(leaf) { return LogMeaning(figure: .parent) }
    if sessions.contains(leaf) || leaf == "id" && ["session", "conversation"].contains(parent) {
      return LogMeaning(figure: .session)
    }
    if leaf == "id" {
      let isAnswer = ["message", "response"].contains(parent)
      return LogMeaning(figure: .id, rank: isAnswer ? 0 : 3, isLink: !isAnswer)
    }
    if ["requestid", "responseid", "completionid", "messageid"].contains(leaf) {
      return LogMeaning(figure: .id, rank: leaf == "requestid" ? 1 : 2)
    }
    if ["spanid", "runid", "observationid"].contains(leaf) {
      return LogMeaning(figure: .id, rank: 2, isLink: true)
    }
    if kinds.contains(leaf) || leaf == "name" && ["operation", "event"].contains(parent) {
      var meaning = LogMeaning(figure: .kind)
      meaning.isStrict = spanKinds.contains(leaf) || parent == "operation"
      return meaning
    }
    return LogMeaning()
  }

  /// Lists of ccusage's days, sessions and months, and of Claude Code's days of a user.
  private static let sumsOfModels: Set<String> = [
    "modelsused", "modelbreakdowns", "modelbreakdown",
  ]

  /// What a key says of where cached tokens stand: PostHog's, or those of new-api's `other`.
  private static func reporting(_ leaf: String, _ parent: String) -> CacheReporting.Source? {
    switch leaf {
    case "aicachereportingexclusive": .stated
    case "claude" where parent == "other": .stated
    case "usagesemantic" where parent == "other": .semantic
    case "aiprovider": .provider
    default: nil
    }
  }

  private static let statuses: Set<String> = [
    "status", "statuscode", "responsestatus", "responsestatuscode", "httpstatus",
    "httpstatuscode", "httpresponsestatuscode", "outcome", "state", "resultstatus",
  ]
  private static let failures: Set<String> = [
    "error", "errors", "errormessage", "errortype", "errorcode", "exception", "errorinfo",
    "iserror", "failed", "haserror", "failurereason", "isapierrormessage",
  ]
  private static let models: [String: UInt8] = [
    "model": 0, "modelname": 0, "modelid": 0, "responsemodel": 1, "requestmodel": 1,
    "aimodel": 1, "providedmodelname": 1, "modelversion": 2, "modelpermaslug": 2,
    "deploymentname": 3, "modelgroup": 3, "servedmodel": 1, "servedmodelname": 1,
  ]
  private static let parents: Set<String> = [
    "parentrunid", "parentid", "parentspanid", "parentobservationid",
  ]
  private static let sessions: Set<String> = [
    "sessionid", "conversationid", "chatid", "threadid",
  ]
  private static let kinds: Set<String> = [
    "type", "runtype", "spankind", "kind", "calltype", "operation", "operationname",
    "requesttype", "object", "endpoint", "path", "route", "url", "requesturi", "requestpath",
    "observationtype", "tasktype", "say",
  ]

  /// Kinds that are those of the row itself, and never of a wrapper such as JSON:API's `"type": "span"`.
  private static let spanKinds: Set<String> = [
    "runtype", "spankind", "observationtype", "operationname", "kind",
  ]

  // MARK: Words of values

  /// Whether a word for the kind of a span is that of an answer by a model.
  static func isGeneration(_ word: String) -> Bool {
    ["llm", "chat", "generation", "completion", "text_completion", "generate_content"].contains(
      word.lowercased())
  }

  /// Whether a model's name is that of one that makes embeddings or ranks texts, and answers nothing.
  static func isEmbedding(_ model: String) -> Bool {
    let model = model.lowercased()
    return ["embed", "rerank"].contains { model.contains($0) }
      || model.split { !$0.isLetter }.contains("emb")
  }

  /// Whether what stands under a name for an error tells of one.
  static func saysFailure(_ word: String) -> Bool {
    let word = word.lowercased()
    if let code = Int(word) { return code != 0 && !(200..<300).contains(code) }
    return ![
      "", "false", "f", "no", "none", "null", "nil", "nan", "n/a", "na", "-", "--", "ok", "success",
      "unset", "[]", "{}",
    ].contains(word)
  }

  /// Whether a word for what a row is about says that it is no generation of text.
  static func isNoGeneration(_ word: String) -> Bool {
    // A path such as `/embedded/v1/chat/completions` is none of embeddings.
    var word = word.lowercased()
    if word.contains("embedded") { word = word.replacing("embedded", with: "") }
    if otherWork.contains(where: { word.contains($0) }) { return true }
    return partsOfWork.contains(word.split(separator: ".").last.map(String.init) ?? word)
  }

  private static let otherWork = [
    "embed", "rerank", "moderation", "transcription", "speech", "image_generation",
  ]
  private static let partsOfWork: Set<String> = [
    "chain", "span", "event", "tool", "retriever", "agent", "evaluator", "guardrail", "parser",
    "workflow", "task", "execute_tool", "invoke_agent", "create_agent", "tool_call",
    "user_prompt", "tool_result", "tool_decision", "deleted_api_reqs",
  ]

  /// Whether a word for the outcome says that the request failed.
  static func isFailure(_ word: String, isStrict: Bool) -> Bool {
    var word = word.lowercased()
    if word.hasPrefix("http/"), let code = word.split(separator: " ").dropFirst().first {
      word = String(code)
    }
    if let code = Int(word) {
      // Below a hundred stand the codes of spans and of gRPC, whose 1 is fine at most.
      return code >= 100 ? !(200..<300).contains(code) : code > 1
    }
    if isStrict {
      return !(LogLayout.successes + otherSuccesses).contains(word)
    }
    if word.contains("error") || word.contains("fail") { return true }
    return [
      "cancel", "timeout", "timedout", "timed_out", "expired", "reject", "abort", "denied",
      "throttl", "invalid", "blocked", "ratelimit", "rate_limit", "exception", "refused",
    ].contains { word.hasPrefix($0) }
  }

  /// Words of success beside those of a format: also why OpenAI's, Anthropic's and Gemini's answers ended,
  /// unless what they would have said was filtered or refused.
  private static let otherSuccesses = [
    "true", "yes", "succeeded", "done", "complete", "unset", "stop", "length", "tool_calls",
    "function_call", "end_turn", "max_tokens", "stop_sequence", "tool_use",
  ]
}
