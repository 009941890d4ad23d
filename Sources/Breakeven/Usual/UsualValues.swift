package import CheckedJSON

/// What stands in where a workload file says nothing of people, tools, peaks and lengths.
///
/// Nothing of it is zero, because nothing of it usually is: a cluster that nobody tends, traffic
/// without a peak and requests of equal length are the rare cases, which a file has to declare.
package struct UsualValues: Sendable, Hashable {
  /// Full-time engineers who keep a deployment of one's own running.
  package let selfHostEngineers: UsualValue
  /// What one engineer costs, in US dollars per month.
  package let usdPerEngineerMonth: UsualValue
  /// Monitoring, gateway and registry of self-hosting, in US dollars per month.
  package let toolsUSDPerMonth: UsualValue
  /// Engineer-weeks until self-hosting first serves; for information.
  package let setupWeeks: UsualValue
  /// The same in US dollars; for information.
  package let setupUSD: UsualValue
  /// Full-time engineers who integrate an API and keep up with its changes.
  package let apiEngineers: UsualValue
  /// The peak hour over the mean hour of interactive traffic.
  package let peakToAverage: UsualValue
  /// The most seconds until the first token for which a person waits.
  package let patience: UsualValue
  /// The most seconds for each further token that a reader does not notice.
  package let readingPace: UsualValue
  /// How prompt lengths spread around their mean.
  package let promptSpread: LengthSpread
  /// How completion lengths spread around their mean.
  package let completionSpread: LengthSpread

  /// The values that the library carries.
  ///
  /// - Throws: `InputError` if the library's own file is broken, which its tests exclude.
  package static func builtIn() throws(InputError) -> UsualValues { try values.get() }

  private static let values = Result { () throws(InputError) in
    let path = "data/usual.json"
    return try UsualValues(JSONDocument(EmbeddedFile.at(path).data, file: path))
  }

  package init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly(["version", "selfHosting", "api", "traffic", "targets", "lengths"])
    _ = try members.required("version").integer(in: 1...1)
    let own = try members.required("selfHosting").object()
    try own.allowOnly([
      "engineers", "usdPerEngineerMonth", "toolsUSDPerMonth", "setupWeeks", "setupUSD",
    ])
    selfHostEngineers = try UsualValue(own.required("engineers"))
    usdPerEngineerMonth = try UsualValue(own.required("usdPerEngineerMonth"))
    toolsUSDPerMonth = try UsualValue(own.required("toolsUSDPerMonth"))
    setupWeeks = try UsualValue(own.required("setupWeeks"))
    setupUSD = try UsualValue(own.required("setupUSD"))
    apiEngineers = try UsualValue(
      Self.members(["engineers"], of: members.required("api")).required("engineers"))
    peakToAverage = try UsualValue(
      Self.members(["peakToAverage"], of: members.required("traffic")).required("peakToAverage"))
    let targets = try Self.members(
      ["timeToFirstTokenSeconds", "timePerOutputTokenSeconds"], of: members.required("targets"))
    patience = try UsualValue(targets.required("timeToFirstTokenSeconds"))
    readingPace = try UsualValue(targets.required("timePerOutputTokenSeconds"))
    let lengths = try Self.members(["prompt", "completion"], of: members.required("lengths"))
    promptSpread = try LengthSpread(lengths.required("prompt"))
    completionSpread = try LengthSpread(lengths.required("completion"))
  }

  private static func members(
    _ keys: [String], of place: JSONPlace
  ) throws(InputError) -> JSONMembers {
    let members = try place.object()
    try members.allowOnly(keys)
    return members
  }
}
