import CheckedJSON
import PriceImport
import Pricing
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What an invoice counts, in the words of sellers and of FOCUS.
struct InvoiceTests {
  private func invoice(_ text: String) throws(InputError) -> Invoice {
    try Invoice(Data(text.utf8), file: "invoice.csv")
  }

  @Test func aSellersOwnColumns() throws {
    let invoice = try invoice(
      """
      date,line_item,quantity,unit,amount_value,amount_currency
      2026-12-01,"gpt-oss-120b, input","16,000",1M tokens,480.00,usd
      2026-12-15,"gpt-oss-120b, cached input",2000,1M tokens,$60.00,usd
      2026-12-31,"gpt-oss-120b, output",8000,1M tokens,1440.00,usd
      2026-12-31,sales tax,,,20.00,usd
      """)
    #expect(
      invoice.lines.map(\.meter) == [
        .tokens(.uncachedInput), .tokens(.cachedInput), .tokens(.output), .correction,
      ])
    #expect(invoice.lines.map(\.quantity) == [16e9, 2e9, 8e9, nil])
    #expect(invoice.lines.reduce(0) { $0 + $1.usd } == 2000)
    #expect(invoice.months == 1)
  }

  /// `not cached` is no cache, `8xH100` has eight, `p5.48xlarge` says nothing of accelerators.
  @Test(arguments: [
    ("Tokens", "prompt, not cached", InvoiceMeter.tokens(.uncachedInput)),
    ("1K tokens", "Cache read", .tokens(.cachedInput)),
    ("Tokens", "cache creation 1h", .tokens(.cacheWrite1h)),
    ("Tokens", "reasoning", .tokens(.reasoning)), ("Requests", "calls", .tokens(.request)),
    ("Hrs", "8xH100 SXM", .machineHours(gpus: 8)), ("Hrs", "p5.48xlarge", .machineHours(gpus: nil)),
    ("GPU-hours", "H100", .machineHours(gpus: 1)), ("Months", "engineers", .other),
    ("", "gpt-4o, input", .tokens(.uncachedInput)), ("", "support", .other),
  ])
  func whatALineCounts(unit: String, words: String, meter: InvoiceMeter) throws {
    let invoice = try invoice("item,quantity,unit,cost\n\"\(words)\",1,\(unit),1\n")
    #expect(invoice.lines.first?.meter == meter)
  }

  @Test func secondsAreHours() throws {
    let lines = try invoice("item,usage,unit,cost\nH100,7200,seconds,8\n").lines
    #expect(lines.first?.quantity == 2)
  }

  @Test(arguments: [
    ("date,cost\n2026-01-01,ten\n", "line 2, cost: found \"ten\", expected a number"),
    ("date,cost\nsoon,1\n", "line 2, date: found \"soon\", expected a day such as 2026-11-01"),
    ("cost,currency\n1,EUR\n", "line 2, currency: found \"EUR\", expected USD"),
    ("a,b\n1,2\n", "expected a column of money"), ("cost\n", "expected a line for each charge"),
    ("", "found no lines"),
  ])
  func errorsNameThePlace(text: String, says: String) {
    let error = #expect(throws: InputError.self) { try invoice(text) }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }

  /// A log has money too, but a request in each row.
  @Test func aLogIsNoInvoice() {
    #expect(!Invoice.isInvoice(header: "startTime,spend,prompt_tokens,completion_tokens"))
    #expect(Invoice.isInvoice(header: "BilledCost,\"ConsumedQuantity\",SkuMeter\r"))
    #expect(!Invoice.isInvoice(header: "{\"cost\": 1}"))
  }
}
