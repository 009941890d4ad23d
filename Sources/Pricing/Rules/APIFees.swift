package import CheckedJSON

/// What an API charges beside its tokens: for each request, and as a share of the whole bill.
///
/// A reseller's fee is a share: OpenRouter takes 5.5 % of the credit that is bought, so that tokens for 1 dollar cost
/// 1.055.
public struct APIFees: Sendable, Hashable {
  /// US dollars for a request, whatever its length; 0 for none.
  package let usdPerRequest: Double
  /// What is added to every bill, as a share of it; 0 for none.
  package let shareOfBill: Double
  /// Who says so.
  package let provenance: Provenance

  /// Makes fees.
  package init(usdPerRequest: Double = 0, shareOfBill: Double = 0, provenance: Provenance) {
    self.usdPerRequest = usdPerRequest
    self.shareOfBill = shareOfBill
    self.provenance = provenance
  }
}

extension APIFees {
  /// Reads `{ "usdPerThousandRequests"?, "shareOfBill"?, "provenance" }`.
  package init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["usdPerThousandRequests", "shareOfBill", "provenance"])
    guard members["usdPerThousandRequests"] != nil || members["shareOfBill"] != nil else {
      throw place.error(expected: "usdPerThousandRequests, shareOfBill, or both")
    }
    self.init(
      usdPerRequest: try members["usdPerThousandRequests"]?.number(in: 0...1_000_000)
        .dividedByThousand ?? 0,
      shareOfBill: try members["shareOfBill"]?.number(in: 0...1) ?? 0,
      provenance: try members.required("provenance").provenance())
  }
}

extension JSONValue {
  /// Fees as they are read.
  package init(_ fees: APIFees) {
    var members: [String: JSONValue] = ["provenance": JSONValue(fees.provenance)]
    if fees.usdPerRequest > 0 {
      members["usdPerThousandRequests"] = .number(fees.usdPerRequest * 1000)
    }
    if fees.shareOfBill > 0 { members["shareOfBill"] = .number(fees.shareOfBill) }
    self = .object(members)
  }
}

extension Double {
  fileprivate var dividedByThousand: Double { self / 1000 }
}
