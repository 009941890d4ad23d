/// What keys say of when a request or a stretch of them began and ended.
extension LogVocabulary {
  static func timeMeaning(_ leaf: String, _ parent: String) -> LogMeaning? {
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
}
