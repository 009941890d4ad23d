package import CheckedJSON
import Numerics

/// What an API charges beside its tokens: for each request, for calls of its tools, for each search that it ranks, and
/// as a share of the whole bill.
///
/// A reseller's fee is a share: OpenRouter takes 5.5 % of the credit that is bought, so that tokens for 1 dollar cost
/// 1.055.
package struct APIFees: Sendable, Hashable {
  /// US dollars for a request, whatever its length; 0 for none.
  package let usdPerRequest: Double
  /// US dollars for a call of each tool that the provider runs; a tool that is left out has no known price.
  package let usdPerCall: [ToolCall: Double]
  /// Calls that are not charged, by tool, which bills name and do not count.
  package let freeCalls: [ToolCall: FreeCalls]
  /// What a search costs among documents that it ranks; `nil` where that is priced by the token.
  package let search: SearchFee?
  /// What is added to every bill, as a share of it; 0 for none.
  package let shareOfBill: Double
  /// Who says so.
  package let provenance: Provenance

  /// Makes fees.
  package init(
    usdPerRequest: Double = 0, usdPerCall: [ToolCall: Double] = [:],
    freeCalls: [ToolCall: FreeCalls] = [:], search: SearchFee? = nil, shareOfBill: Double = 0,
    provenance: Provenance
  ) {
    self.usdPerRequest = usdPerRequest
    self.freeCalls = freeCalls
    self.usdPerCall = usdPerCall
    self.search = search
    self.shareOfBill = shareOfBill
    self.provenance = provenance
  }

  /// The same fees less a share of each; a share of the bill follows the bill.
  package func scaled(by factor: Double) -> APIFees {
    APIFees(
      usdPerRequest: usdPerRequest * factor, usdPerCall: usdPerCall.mapValues { $0 * factor },
      freeCalls: freeCalls,
      search: search.map { SearchFee(usd: $0.usd * factor, documents: $0.documents) },
      shareOfBill: shareOfBill, provenance: provenance)
  }
}

/// What a search costs at a seller who ranks documents for a query.
///
/// Cohere charges a search of up to 100 documents; 250 of them are three.
public struct SearchFee: Sendable, Hashable {
  /// US dollars for a search.
  package let usd: Double
  /// The most documents that one search ranks.
  package let documents: Double

  /// Makes a fee.
  package init(usd: Double, documents: Double) {
    self.usd = usd
    self.documents = documents
  }
}

extension APIFees {
  /// Reads `{ "usdPerThousandRequests"?, "usdPerThousandCalls"?, "freeCallsPerDay"?, "freeCallsPerMonth"?,
  /// "usdPerThousandSearches"?, "documentsPerSearch"?, "shareOfBill"?, "provenance" }`.
  package init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    let fees = ["usdPerThousandRequests", "usdPerThousandCalls", "usdPerThousandSearches"]
    try members.allowOnly(
      fees + FreeCalls.Period.allCases.map(\.key)
        + ["documentsPerSearch", "shareOfBill", "provenance"])
    guard (fees + ["shareOfBill"]).contains(where: { members[$0] != nil }) else {
      throw place.error(
        expected: "one of " + (fees + ["shareOfBill"]).joined(separator: ", "))
    }
    var usdPerCall: [ToolCall: Double] = [:]
    if let calls = try members["usdPerThousandCalls"]?.object() {
      try calls.allowOnly(ToolCall.allCases.map(\.rawValue))
      for tool in ToolCall.allCases {
        usdPerCall[tool] = try calls[tool.rawValue]?.number(in: 0...1_000_000).dividedByThousand
      }
    }
    var search: SearchFee?
    if let usd = try members["usdPerThousandSearches"]?.number(in: 0...1_000_000) {
      search = SearchFee(
        usd: usd.dividedByThousand,
        documents: try members.required("documentsPerSearch").number(in: 1...1_000_000))
    } else if let documents = members["documentsPerSearch"] {
      throw documents.error(expected: "no documents of a search without usdPerThousandSearches")
    }
    self.init(
      usdPerRequest: try members["usdPerThousandRequests"]?.number(in: 0...1_000_000)
        .dividedByThousand ?? 0,
      usdPerCall: usdPerCall, freeCalls: try FreeCalls.quotas(members), search: search,
      shareOfBill: try members["shareOfBill"]?.number(in: 0...1) ?? 0,
      provenance: try members.required("provenance").provenance())
  }
}

extension JSONValue {
  /// Fees as they are read.
  package init(_ fees: APIFees) {
    func thousand(_ usd: Double) -> JSONValue {
      .number(PlainDecimal.scaled(usd, byPowerOfTen: 3))
    }
    var members: [String: JSONValue] = ["provenance": JSONValue(fees.provenance)]
    if fees.usdPerRequest > 0 {
      members["usdPerThousandRequests"] = .number(fees.usdPerRequest * 1000)
    }
    if !fees.usdPerCall.isEmpty {
      members["usdPerThousandCalls"] = .object(
        Dictionary(
          uniqueKeysWithValues: fees.usdPerCall.map { ($0.key.rawValue, thousand($0.value)) }))
    }
    members.merge(FreeCalls.members(fees.freeCalls)) { $1 }
    if let search = fees.search {
      members["usdPerThousandSearches"] = thousand(search.usd)
      members["documentsPerSearch"] = .number(search.documents)
    }
    if fees.shareOfBill > 0 { members["shareOfBill"] = .number(fees.shareOfBill) }
    self = .object(members)
  }
}

extension Double {
  fileprivate var dividedByThousand: Double { self / 1000 }
}
