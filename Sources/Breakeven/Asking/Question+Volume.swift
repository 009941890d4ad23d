import CheckedJSON
import Workloads

extension Question {
  func addVolume(
    _ kind: UsageKind?, to members: inout [String: JSONValue], _ assumed: inout [String]
  ) throws(InputError) {
    // A job that comes back, such as 200k/night, is so many requests over that time.
    members["volume"] =
      requests.map { .string($0) }
      ?? job.map { WrittenVolume(rate: $0) == nil ? ["jobRequests": .string($0)] : .string($0) }
    if let tokens { members["volume"] = try Self.requests(spending: tokens, on: members) }
    guard let users else { return }
    guard let count = WrittenQuantity.number.value(of: users), count > 0, count <= 1e10 else {
      throw InputError(
        place: "--users", found: "\"\(users.shortened())\"",
        expected: "how many people use it, such as 300")
    }
    if let text = requests, let each = WrittenVolume.perUser(text) {
      guard let rate = WrittenVolume(rate: each) else {
        throw InputError(
          place: "--requests", found: "\"\(text.shortened())\"",
          expected: "what each user sends, such as 20/user/day")
      }
      members["volume"] = [rate.unit.rawValue: .number(rate.requests * count)]
      return
    }
    guard let each = kind?.requestsPerUserDay else { return }
    members["volume"] = ["requestsPerDay": .number(count * each.likely)]
    members["ranges"] = [
      "volume": [
        "low": .number(max(0.01, each.low / each.likely)),
        "high": .number(min(100, each.high / each.likely)),
      ]
    ]
    assumed.append(
      Workload.assumption("\(each.spelled()) requests a user and day", from: each))
  }

  /// Requests over the time in which they take so many tokens: tokens over those of a mean request.
  private static func requests(
    spending text: String, on members: [String: JSONValue]
  ) throws(InputError) -> JSONValue {
    let bare = ["tokens", "token", "toks", "tok"].reduce(text.lowercased()) {
      $0.replacing($1, with: "")
    }
    guard let rate = WrittenVolume(rate: bare), rate.requests > 0, rate.requests.isFinite
    else {
      throw InputError(
        place: "--tokens", found: "\"\(text.shortened())\"",
        expected: "prompt and completion tokens over a time, such as 2B/month or 70M/day")
    }
    guard let prompt = meanTokens(members["prompt"]),
      let completion = meanTokens(members["completion"])
    else {
      throw InputError(
        place: "--tokens", found: "tokens of requests of unknown length",
        expected: "--prompt and --completion, one of them and --ratio, or --kind")
    }
    return [rate.unit.rawValue: .number(rate.requests / max(1, prompt + completion))]
  }
}
