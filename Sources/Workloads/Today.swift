package import CheckedJSON
import Numerics

/// What is paid for this workload today: an API, a monthly bill, or both.
///
/// It is the first row of a report, and the saving is told against it. A bill together with its API stands
/// in for the volume: the requests are as many as cost that much there.
public struct Today: Hashable, Sendable {
  /// The API that is used, as `provider/model`.
  package let api: String?
  /// What is paid a month, in US dollars.
  package let usdPerMonth: Double?

  /// Makes a statement with an API, a bill from 0.01 to 10¹⁵ US dollars, or both.
  package init(api: String? = nil, usdPerMonth: Double? = nil) throws(InputError) {
    guard api != nil || usdPerMonth != nil else {
      throw InputError(found: "neither an API nor a bill", expected: "api, usdPerMonth, or both")
    }
    if let usdPerMonth, !Self.bills.contains(usdPerMonth) {
      throw InputError(
        found: "a bill of \(PlainDecimal.text(usdPerMonth)) US dollars",
        expected: "from 0.01 to 1e15 US dollars a month")
    }
    self.api = api
    self.usdPerMonth = usdPerMonth
  }

  static let bills = 0.01...1e15
}
