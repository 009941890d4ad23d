public import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A key of a workload file and the value that it is given in the place of its own.
///
/// `volume.requestsPerDay=80000` changes the volume, `candidates.models[0]=qwen3-32b` the first model, and
/// `sharedPrefix=null` takes the prefix away. A value that is no JSON is a text. Where a file holds one of
/// several forms, as one job or a daily rate, the form that is set takes the place of the other.
public struct WorkloadSetting: Equatable, Sendable {
  /// The steps from the outermost object to the key.
  let path: [Step]
  let value: JSONValue

  enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  /// Reads `KEY=VALUE`.
  ///
  /// - Parameter text: A path such as `volume.requestsPerDay`, `=`, and the value there as JSON or as plain text.
  /// - Throws: `InputError` for a text without `=`, and for a path that is none.
  public init(_ text: String) throws(InputError) {
    guard let equals = text.firstIndex(of: "=") else {
      throw InputError(
        place: "--set", found: "\"\(text.shortened())\"",
        expected: "KEY=VALUE, such as volume.requestsPerDay=80000")
    }
    let value = String(text[text.index(after: equals)...])
    path = try Self.steps(String(text[..<equals]).trimmingBlanks)
    self.value = (try? JSONDocument(Data(value.utf8)))?.root.value ?? .string(value)
  }

  private static func steps(_ text: String) throws(InputError) -> [Step] {
    func fail() -> InputError {
      InputError(
        place: "--set", found: "the key \"\(text.shortened())\"",
        expected: "keys parted by points, such as mode.batch.deadlineHours or own[0].count")
    }
    let plain = text.hasPrefix("$.") ? String(text.dropFirst(2)) : text
    var steps: [Step] = []
    for part in plain.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      guard let name = pieces.first, !name.isEmpty else { throw fail() }
      steps.append(.key(String(name)))
      for piece in pieces.dropFirst() {
        guard piece.last == "]", let index = UInt64(piece.dropLast()) else { throw fail() }
        guard index < Self.mostItems else {
          throw InputError(
            place: "--set", found: "[\(index)] in \"\(text.shortened())\"",
            expected: "at most [\(Self.mostItems - 1)]")
        }
        steps.append(.index(Int(index)))
      }
    }
    guard steps.count <= 16 else { throw fail() }
    return steps
  }

  /// No list of a workload is longer.
  private static let mostItems: UInt64 = 1000

  /// Forms of which a file holds one: those that go when one of them is set.
  private static let forms: [(place: [String], forms: [[String]])] = [
    (
      [],
      [["prompt", "completion", "correlation"], ["requests"], ["trace"], ["promptPerCompletion"]]
    ),
    (["volume"], [["requestsPerHour"], ["requestsPerDay"], ["requestsPerMonth"], ["jobRequests"]]),
    (["mode"], [["interactive"], ["batch"]]),
    (["prompt"], [["fixed"], ["histogram"], ["mean", "p50", "p90", "p95", "p99", "max"]]),
    (["completion"], [["fixed"], ["histogram"], ["mean", "p50", "p90", "p95", "p99", "max"]]),
    (["costs", "staff"], [["usdPerMonth"], ["engineers", "usdPerEngineerMonth"]]),
  ]

  /// What goes from the object at a place when a key of it is set.
  private static func rivals(of key: String, at place: [String]) -> [String] {
    guard let forms = forms.first(where: { $0.place == place })?.forms,
      forms.contains(where: { $0.contains(key) })
    else { return [] }
    return forms.filter { !$0.contains(key) }.flatMap(\.self)
  }

  /// The value with this setting made in it.
  func applied(to root: JSONValue) throws(InputError) -> JSONValue {
    try set(path[...], in: root, at: [])
  }

  private func set(
    _ steps: ArraySlice<Step>, in old: JSONValue, at place: [String]
  ) throws(InputError) -> JSONValue {
    guard let step = steps.first else { return value }
    switch step {
    case .key(let key):
      var members: [String: JSONValue] = [:]
      if case .object(let own) = old { members = own }
      for rival in Self.rivals(of: key, at: place) { members[rival] = nil }
      members[key] = try set(steps.dropFirst(), in: members[key] ?? .null, at: place + [key])
      return .object(members)
    case .index(let index):
      var elements: [JSONValue] = []
      if case .array(let own) = old { elements = own }
      guard index <= elements.count else {
        throw InputError(
          place: "--set", found: "[\(index)] of a list of \(elements.count)",
          expected: "at most [\(elements.count)], which adds to it")
      }
      let now = try set(
        steps.dropFirst(), in: index < elements.count ? elements[index] : .null, at: place)
      if index < elements.count { elements[index] = now } else { elements.append(now) }
      return .array(elements)
    }
  }
}

extension JSONDocument {
  /// The document with settings made in it, one after another.
  package func applying(_ settings: [WorkloadSetting]) throws(InputError) -> JSONDocument {
    guard !settings.isEmpty else { return self }
    var value = root.value
    for setting in settings { value = try setting.applied(to: value) }
    return JSONDocument(value, file: file)
  }
}
