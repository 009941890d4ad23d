/// What keys say of the model, the outcome, the kind and the ids of a row.
extension LogVocabulary {
  static func factMeaning(_ leaf: String, _ parent: String) -> LogMeaning {
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
    if owners.contains(leaf) || leaf == "id" && owners.contains(parent) {
      return LogMeaning(figure: .owner)
    }
    if periods.contains(leaf) { return LogMeaning(figure: .period) }
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
  /// By whom reports sum what was used: LiteLLM's keys, teams and customers, OpenAI's projects,
  /// Anthropic's workspaces, and what tables of one's own call so.
  private static let owners: Set<String> = [
    "user", "userid", "username", "useremail", "email", "userapikey", "apikey", "apikeyid",
    "apikeyname", "apikeyhash", "keyalias", "keyname", "virtualkey", "team", "teamid", "teamname",
    "teamalias", "project", "projectid", "projectname", "workspace", "workspaceid",
    "workspacename", "organization", "organizationid", "customer", "customerid", "customername",
    "enduser", "enduserid", "department", "tenant", "tenantid", "member", "employee", "costcenter",
  ]
  private static let periods: Set<String> = ["month", "yearmonth", "week", "quarter", "year"]
  private static let kinds: Set<String> = [
    "type", "runtype", "spankind", "kind", "calltype", "operation", "operationname",
    "requesttype", "object", "endpoint", "path", "route", "url", "requesturi", "requestpath",
    "observationtype", "tasktype", "say",
  ]

  /// Kinds that are those of the row itself, and never of a wrapper such as JSON:API's `"type": "span"`.
  private static let spanKinds: Set<String> = [
    "runtype", "spankind", "observationtype", "operationname", "kind",
  ]
}
