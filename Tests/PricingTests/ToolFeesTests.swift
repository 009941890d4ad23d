import CheckedJSON
import Testing

@testable import Pricing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What is charged beside tokens, worked by hand.
@Suite struct ToolFeesTests {
  private static func tariff(_ fees: String, purpose: String = "") throws -> Tariff {
    let prices =
      purpose.isEmpty ? #""prices": {"input": 1, "output": 2}, "# : #""purpose": "reranking", "#
    let text = #"""
      {"provider": "acme", "unit": "usdPerMillionTokens", "tariffs": [
        {"model": "m", \#(prices)"fees": {\#(fees), "provenance": {"source": "a page", "asOf": "2026-11"}},
         "provenance": {"source": "a page", "asOf": "2026-11"}}]}
      """#
    return try #require(
      PriceCatalog(files: [(name: "Pricing/apis/acme.json", data: Data(text.utf8))]).tariffs.first)
  }

  private static func bill(
    _ fees: String, purpose: String = "", _ use: ToolUse
  ) throws -> Bill {
    let catalog = try PriceCatalog(tariffs: [tariff(fees, purpose: purpose)], offers: [])
      .serving(use)
    let tariff = try #require(catalog.tariffs.first)
    let tokens = RequestTokens(prompt: 1000, completion: purpose.isEmpty ? 500 : 0)
    let bill = try #require(tariff.bill(for: tokens))
    // Both ways to a bill say the same.
    #expect(abs(bill.totalUSD - (tariff.cost(of: tokens) ?? 0)) < 1e-15)
    return bill
  }

  /// 0.002 of tokens, 0.3 searches at 10 dollars a thousand, 2 file searches at 2.50: 0.002 + 0.003 + 0.005.
  @Test func callsAreChargedByTheCall() throws {
    let bill = try Self.bill(
      #""usdPerThousandCalls": {"webSearch": 10, "fileSearch": 2.5}"#,
      ToolUse(callsPerRequest: [.webSearch: 0.3, .fileSearch: 2]))
    #expect(abs(bill.totalUSD - 0.01) < 1e-15)
    #expect(
      bill.lines.map(\.tokenClass) == [.uncachedInput, .output, .webSearch, .fileSearch])
    #expect(bill.assumptions.isEmpty)
  }

  /// 5.5 % go to the seller of all that he bills: (0.002 + 0.003 + 0.005) · 1.055.
  @Test func aShareOfTheBillIsOneOfCallsToo() throws {
    let bill = try Self.bill(
      #""usdPerThousandRequests": 5, "usdPerThousandCalls": {"webSearch": 10}, "shareOfBill": 0.055"#,
      ToolUse(callsPerRequest: [.webSearch: 0.3]))
    #expect(abs(bill.totalUSD - 0.01055) < 1e-15)
  }

  /// 5,000 searches of a month at 14 dollars a thousand are worth 70, and 1,500 of a day at 35 are 1,500 · 30.4375 · 0.035
  /// = 1,598; the bill charges all searches and says so.
  @Test(arguments: [
    ("Month", 5000, 14, "the first 5000 web searches of a month are free", "up to 70 USD"),
    ("Day", 1500, 35, "the first 1500 web searches of a day are free", "up to 1598 USD"),
  ])
  func freeCallsAreNamedAndNotCounted(
    period: String, count: Int, price: Int, says: String, worth: String
  ) throws {
    let fees =
      #""usdPerThousandCalls": {"webSearch": \#(price)}, "freeCallsPer\#(period)": {"webSearch": \#(count)}"#
    let bill = try Self.bill(fees, ToolUse(callsPerRequest: [.webSearch: 1]))
    #expect(abs(bill.totalUSD - (0.002 + Double(price) / 1000)) < 1e-15)
    let text = try #require(bill.assumptions.first).description
    #expect(bill.assumptions.count == 1 && text.contains(says) && text.contains(worth))
    // Who does not search is told nothing of it.
    let others = try Self.bill(fees, ToolUse(callsPerRequest: [.fileSearch: 1]))
    #expect(others.assumptions == [.callsUnknown(.fileSearch)])
  }

  /// Who has no price for a call does not make it: it is one's own at 4 dollars a thousand, or unknown.
  @Test func aCallWithoutAPriceIsOnesOwn() throws {
    let fees = #""usdPerThousandCalls": {"fileSearch": 2.5}"#
    let own = try Self.bill(
      fees, ToolUse(callsPerRequest: [.webSearch: 0.5], ownUSDPerCall: [.webSearch: 0.004]))
    #expect(abs(own.totalUSD - 0.004) < 1e-15)
    #expect(own.assumptions == [.callsOfOnesOwn(.webSearch)])
    let unknown = try Self.bill(fees, ToolUse(callsPerRequest: [.webSearch: 0.5]))
    #expect(abs(unknown.totalUSD - 0.002) < 1e-15)
    #expect(unknown.assumptions == [.callsUnknown(.webSearch)])
  }

  /// A thousand searches cost 2 dollars, of up to 100 documents: each of 40 costs 0.00005, each of 250 three 250ths of
  /// 0.002.
  @Test(
    arguments: [(40, 0.00005), (100, 0.00002), (101, 0.004 / 101), (250, 0.006 / 250)]
      as [(Double, Double)])
  func searchesHoldDocuments(_ documents: Double, _ usd: Double) throws {
    let bill = try Self.bill(
      #""usdPerThousandSearches": 2, "documentsPerSearch": 100"#, purpose: "reranking",
      ToolUse(documentsPerSearch: documents))
    #expect(abs(bill.totalUSD - usd) < 1e-15)
    #expect(bill.lines.map(\.tokenClass) == [.search])
  }

  @Test(arguments: [
    (#""usdPerThousandSearches": 2"#, "documentsPerSearch"),
    (#""shareOfBill": 0.1, "documentsPerSearch": 100"#, "usdPerThousandSearches"),
    (#""usdPerThousandCalls": {"websearch": 10}"#, "webSearch"),
    (
      #""usdPerThousandCalls": {"webSearch": 10}, "freeCallsPerDay": {"webSearch": 1}, "#
        + #""freeCallsPerMonth": {"webSearch": 1}"#, "one quota for each tool"
    ),
    (#""documentsPerSearch": 100"#, "usdPerThousandRequests"),
  ])
  func halvesOfAFeeAreRefused(_ fees: String, _ expected: String) {
    let error = #expect(throws: InputError.self) { try Self.tariff(fees) }
    #expect(error.map { "\($0)".contains(expected) } == true, "\(String(describing: error))")
  }

  @Test func whoWritesNothingHasNoPriceOfOutput() {
    let text = #"""
      {"provider": "acme", "unit": "usdPerMillionTokens", "tariffs": [
        {"model": "m", "purpose": "embedding", "prices": {"input": 1, "output": 2},
         "provenance": {"source": "a page", "asOf": "2026-11"}}]}
      """#
    let error = #expect(throws: InputError.self) {
      try PriceCatalog(files: [(name: "Pricing/apis/acme.json", data: Data(text.utf8))])
    }
    #expect(error?.place?.hasSuffix("prices.output") == true)
  }

  /// Fees are written as they are read.
  @Test func feesKeepTheirText() throws {
    let fees =
      #"{"usdPerThousandCalls": {"webSearch": 10, "mapSearch": 14}, "#
      + #""freeCallsPerDay": {"webSearch": 1500}, "freeCallsPerMonth": {"mapSearch": 5000}, "#
      + #""usdPerThousandSearches": 2.5, "documentsPerSearch": 100, "#
      + #""provenance": {"source": "a page", "asOf": "2026-11"}}"#
    let read = try APIFees(JSONDocument(Data(fees.utf8)).root)
    #expect(try APIFees(JSONDocument(JSONValue(read), file: nil).root) == read)
    #expect(read.search == SearchFee(usd: 0.0025, documents: 100))
    #expect(
      read.freeCalls == [
        .webSearch: FreeCalls(count: 1500, period: .day),
        .mapSearch: FreeCalls(count: 5000, period: .month),
      ])
  }
}
