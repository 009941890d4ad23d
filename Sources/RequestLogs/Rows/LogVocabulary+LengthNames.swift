/// The names of lengths, of their totals and of numbers of requests.
extension LogVocabulary {
  static let prompts: Set<String> = [
    "inputtokens", "prompttokens", "inputtoken", "prompttoken", "inputtokencount",
    "prompttokencount", "inputtokenscount",
    "prompttokenscount", "tokensin", "tokensinput", "tokensprompt", "requnits", "requesttokens",
    "requesttokencount", "promptevalcount", "tokensevaluated", "numprompttokens",
    "numinputtokens", "numprefilltokens", "prefilltokens", "inputlength", "promptlength",
    "inputlen", "promptlen", "promptsize", "contexttokens", "inputtoks", "prompttoks",
    "nprompttokens", "ninputtokens", "inputusage", "intokens", "tokencountprompt",
    "tokencountinput", "nativetokensprompt", "totalinputtokens", "totalprompttokens",
  ]
  static let completions: Set<String> = [
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
  static let totals: Set<String> = [
    "totaltokens", "totaltokencount", "totalunits", "tokenstotal", "totalusage",
    "totaltokensused", "tokencounttotal",
  ]
  static let promptEnds = [
    "prompttokens", "inputtokens", "prompttokencount", "inputtokencount", "tokensprompt",
    "tokensinput", "tokenusageprompt", "tokencountprompt", "usageinput", "inputtoken",
    "prompttoken",
  ]
  static let completionEnds = [
    "completiontokens", "outputtokens", "completiontokencount", "outputtokencount",
    "candidatestokencount", "generatedtokens", "generationtokens", "tokenscompletion",
    "tokensoutput", "tokenusagecompletion", "tokencountcompletion", "usageoutput",
    "outputtoken", "completiontoken",
  ]
  /// Names that end alike and count something else.
  static let other = [
    "max", "min", "limit", "audio", "image", "video", "avg", "mean", "average", "per", "reasoning",
    "thought", "cache", "estimated", "requested", "budget", "expected", "prediction",
  ]
  static let requestCounts: Set<String> = [
    "nummodelrequests", "apirequests", "requests", "requestcount", "numrequests",
    "successfulrequests", "requestscount", "totalrequests", "nrequests", "numcalls", "callcount",
    "countobservations", "invocations", "invocationcount", "numberofrequests", "totalcalls",
    "totalrequestcount", "requestcnt", "reqcount", "numreqs", "requestsmade", "sumrequests",
    "apirequestcount", "totalapirequests", "numapicalls", "apicallcount", "llmcalls", "nocalls",
    "norequests",
  ]
  /// Columns that number the requests of a sum in some tables, and in others something else.
  static let maybeRequestCounts: Set<String> = [
    "count", "countstar", "cnt", "n", "calls", "apicalls", "total", "f0", "completions",
    "generations", "queries",
  ]
  /// The rank of a number of messages: Open WebUI counts a model's or a user's answers so, and others what
  /// one request holds.
  static let messageRank: UInt8 = 4
  static let failedCounts: Set<String> = ["failedrequests", "errorcount", "failures"]
}
