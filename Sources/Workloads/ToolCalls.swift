public import CheckedJSON
import Numerics

/// What the requests of a workload ask for beside tokens: calls of tools such as a search of the web.
///
/// An API charges calls that it runs itself; whoever serves a model himself, or uses an API without the tool, makes the
/// calls too and pays who answers them.
public struct ToolCalls: Hashable, Sendable {
  /// A tool that is called.
  public enum Tool: String, Sendable, Hashable, CaseIterable {
    /// A search of the web, grounding among them.
    case webSearch
    /// A search in one's own files.
    case fileSearch
    /// A search of a map.
    case mapSearch
  }

  /// The calls of one tool.
  public struct Use: Hashable, Sendable {
    /// Calls in a request, on average.
    public let perRequest: Double
    /// US dollars for a thousand of them where one makes them oneself; `nil` where nobody said.
    public let ownUSDPerThousand: Double?

    /// Makes a use of 0 to 1,000 calls.
    ///
    /// - Parameters:
    ///   - perRequest: Calls in a request, on average.
    ///   - ownUSDPerThousand: US dollars for a thousand of them where one makes them oneself; `nil` where nobody said.
    /// - Throws: `InputError` for numbers beyond that.
    public init(perRequest: Double, ownUSDPerThousand: Double? = nil) throws(InputError) {
      guard Self.calls.contains(perRequest) else {
        throw InputError(
          found: "\(PlainDecimal.text(perRequest)) calls in a request", expected: "from 0 to 1000")
      }
      guard ownUSDPerThousand.map(Self.prices.contains) ?? true else {
        throw InputError(
          found: "\(PlainDecimal.text(ownUSDPerThousand ?? 0)) dollars for a thousand calls",
          expected: "from 0 to 1000000")
      }
      self.perRequest = perRequest
      self.ownUSDPerThousand = ownUSDPerThousand
    }

    static let calls = 0.0...1000
    static let prices = 0.0...1_000_000
  }

  /// The calls of each tool that is called.
  public let uses: [Tool: Use]

  /// No calls.
  public static let none = ToolCalls(uses: [:])

  /// Makes calls of tools; those that are never called are left out.
  ///
  /// - Parameter uses: How each tool is used.
  public init(uses: [Tool: Use]) { self.uses = uses.filter { $0.value.perRequest > 0 } }
}

extension ToolCalls {
  /// Reads `{"webSearch": 0.3}`, or `{"webSearch": {"perRequest": 0.3, "ownUSDPerThousand": 5}}`.
  init(reading place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(Tool.allCases.map(\.rawValue))
    var uses: [Tool: Use] = [:]
    for tool in Tool.allCases {
      guard let place = members[tool.rawValue] else { continue }
      guard case .object = place.value else {
        uses[tool] = try Use(perRequest: place.number(in: Use.calls))
        continue
      }
      let use = try place.object()
      try use.allowOnly(["perRequest", "ownUSDPerThousand"])
      uses[tool] = try Use(
        perRequest: use.required("perRequest").number(in: Use.calls),
        ownUSDPerThousand: use["ownUSDPerThousand"]?.quantity(.usd, in: Use.prices))
    }
    self.init(uses: uses)
  }

  /// The text of a workload file; `nil` for no calls.
  var json: JSONText? {
    .unlessEmpty(Tool.allCases.map { tool in (tool.rawValue, uses[tool].map(\.json)) })
  }
}

extension ToolCalls.Use {
  fileprivate var json: JSONText {
    guard let ownUSDPerThousand else { return .number(perRequest) }
    return [
      "perRequest": .number(perRequest), "ownUSDPerThousand": .number(ownUSDPerThousand),
    ]
  }
}
