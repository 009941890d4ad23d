import CheckedJSON

extension Adapters {
  static let keys = [
    "count", "rank", "targets", "format", "popularity", "resident", "swapSource",
  ]

  /// Reads `{"count": 40, "rank": 16, …}`, or `40`.
  ///
  /// - Returns: `nil` for none of them, which is the same as no key.
  static func reading(_ place: JSONPlace) throws(InputError) -> Adapters? {
    guard place.isObject else {
      let count = try readCount(place)
      return count == 0
        ? nil : try place.located { () throws(InputError) in try Adapters(count: count) }
    }
    let members = try place.object()
    try members.allowOnly(keys)
    let count = try readCount(members.required("count"))
    let rank = try members["rank"]?.integer(in: ranks)
    let targets = try members["targets"].map(readTargets) ?? .attention
    let format = try members["format"]?.choice(Format.self) ?? .bf16
    let popularity = try members["popularity"].map(readPopularity)
    let resident = try members["resident"]?.integer(in: 1...counts.upperBound)
    let source = try members["swapSource"]?.choice(SwapSource.self) ?? .host
    guard count > 0 else { return nil }
    if let resident, resident > count, let place = members["resident"] {
      throw place.error(expected: "at most the count of \(count)")
    }
    return try place.located { () throws(InputError) in
      try Adapters(
        count: count, rank: rank, targets: targets, format: format, popularity: popularity,
        resident: resident, swapSource: source)
    }
  }

  private static func readCount(_ place: JSONPlace) throws(InputError) -> Int {
    if case .string(let text) = place.value {
      guard let number = WrittenQuantity.number.value(of: text), let count = Int(exactly: number),
        counts.contains(count)
      else { throw place.error(expected: "a whole number from 0 to 100000") }
      return count
    }
    return try place.integer(in: counts)
  }

  private static func readTargets(_ place: JSONPlace) throws(InputError) -> Targets {
    let expected = "attention, all, or a list of matrices such as [\"q_proj\", \"v_proj\"]"
    if case .string(let text) = place.value {
      guard let targets = Targets(word: text) else {
        throw place.error(
          expected: expected, suggestion: nearest(to: text, among: ["attention", "all"]))
      }
      return targets
    }
    guard place.isArray else { throw place.error(expected: expected) }
    let places = try place.array()
    guard (1...64).contains(places.count) else {
      throw place.error(expected: "from 1 to 64 names of matrices")
    }
    var names: [String] = []
    for place in places {
      let name = try place.text()
      guard !names.contains(name) else {
        throw place.error(expected: "each name once")
      }
      names.append(name)
    }
    return .named(names)
  }

  private static func readPopularity(_ place: JSONPlace) throws(InputError) -> Popularity {
    let expected = "\"even\", or the exponent of Zipf's law from 0 to 5"
    switch place.value {
    case .string("even"): return .even
    case .number(let exponent) where exponent.isFinite && exponents.contains(exponent):
      return .zipf(exponent)
    case .string(let text):
      throw place.error(expected: expected, suggestion: nearest(to: text, among: ["even"]))
    default: throw place.error(expected: expected)
    }
  }

  /// The text of a workload file: a number where nothing else is stated.
  var json: JSONText {
    let members = JSONText.present([
      ("rank", statedRank.map { .number(Double($0)) }), ("targets", targets.json),
      ("format", format == .bf16 ? nil : .string(format.rawValue)),
      ("popularity", statedPopularity?.json), ("resident", resident.map { .number(Double($0)) }),
      ("swapSource", swapSource == .host ? nil : .string(swapSource.rawValue)),
    ])
    let count = JSONText.integer(count)
    return members.isEmpty ? count : .object([.init("count", count)] + members)
  }
}

extension Adapters.Targets {
  /// The targets that one word names; `nil` for another word.
  package init?(word: String) {
    switch word {
    case "attention": self = .attention
    case "all": self = .all
    default: return nil
    }
  }

  fileprivate var json: JSONText? {
    switch self {
    case .attention: nil
    case .all: .string("all")
    case .named(let names): .array(names.map(JSONText.string))
    }
  }
}

extension Adapters.Popularity {
  fileprivate var json: JSONText {
    switch self {
    case .even: .string("even")
    case .zipf(let exponent): .number(exponent)
    }
  }
}
