import CheckedJSON
import PriceImport
import Pricing
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Exports that are no table with a charge in each line, in the forms of those who write them.
struct InvoiceExportTests {
  private func invoice(_ text: String) throws(InputError) -> Invoice {
    #expect(Invoice.isInvoice(beginning: Data(text.utf8)))
    return try Invoice(Data(text.utf8), file: "export")
  }

  private func usd(_ invoice: Invoice) -> Double { invoice.lines.reduce(0) { $0 + $1.usd } }

  private func quantity(_ invoice: Invoice, _ meter: InvoiceMeter) -> Double {
    invoice.lines.reduce(0) { $0 + ($1.meter == meter ? $1.quantity ?? 0 : 0) }
  }

  /// Two days at OpenAI, the second grouped by nothing: 0.06 + 1.50.
  @Test func openAICosts() throws {
    let invoice = try invoice(
      """
      {"object": "page", "data": [
        {"object": "bucket", "start_time": 1730419200, "end_time": 1730505600, "results": [
          {"object": "organization.costs.result", "amount": {"value": 0.06, "currency": "usd"},
           "line_item": "gpt-4o-2024-08-06, output", "project_id": null}]},
        {"object": "bucket", "start_time": 1730505600, "end_time": 1730592000, "results": [
          {"object": "organization.costs.result", "amount": {"value": 1.5, "currency": "usd"},
           "line_item": null, "project_id": null}]}
      ], "has_more": false, "next_page": null}
      """)
    #expect(abs(usd(invoice) - 1.56) < 1e-9)
    #expect(invoice.lines.map(\.meter) == [.tokens(.output), .tokens(.uncachedInput)])
    #expect(invoice.period?.start.description == "2024-11-01")
    #expect(invoice.period?.end.description == "2024-11-03")
  }

  /// 12,378.912 cents are 123.79 dollars.
  @Test func anthropicCostsAreInCents() throws {
    let invoice = try invoice(
      """
      {"data": [{"starting_at": "2026-11-01T00:00:00Z", "ending_at": "2026-11-02T00:00:00Z",
        "results": [{"currency": "USD", "amount": "12378.912", "workspace_id": null,
          "description": "Claude Sonnet 4 Usage - Input Tokens, Cache Read", "cost_type": "tokens",
          "context_window": "0-200k", "model": "claude-sonnet-4", "service_tier": "standard",
          "token_type": "cache_read_input_tokens"}]}],
       "has_more": false, "next_page": null}
      """)
    #expect(abs(usd(invoice) - 123.78912) < 1e-9)
    #expect(invoice.lines.map(\.meter) == [.tokens(.cachedInput)])
    #expect(invoice.period?.end.description == "2026-11-02")
    #expect(invoice.notes == ["Amounts of Anthropic's cost report are in cents."])
  }

  /// The Console's cost export names its tokens in a column.
  @Test func anthropicConsole() throws {
    let invoice = try invoice(
      """
      usage_date_utc,model,workspace,usage_type,context_window,token_type,cost_usd,cost_type
      2026-11-01,Claude Sonnet 4,Default,message,0-200k,input_no_cache,1.50,token
      2026-11-01,Claude Sonnet 4,Default,message,0-200k,input_cache_write_1h,2.50,token
      2026-11-01,Claude Sonnet 4,Default,message,0-200k,input_cache_read,0.25,token
      2026-11-01,Claude Sonnet 4,Default,message,0-200k,output,4.00,token
      """)
    #expect(
      invoice.lines.map(\.meter) == [
        .tokens(.uncachedInput), .tokens(.cacheWrite1h), .tokens(.cachedInput), .tokens(.output),
      ])
    #expect(usd(invoice) == 8.25)
  }

  /// A pod of an hour and one of half an hour.
  @Test func runPodBilling() throws {
    let invoice = try invoice(
      """
      [{"amount": 2.69, "diskSpaceBilledGb": 50, "gpuTypeId": "NVIDIA H100 80GB HBM3",
        "podId": "a", "time": "2026-11-01T00:00:00Z", "timeBilledMs": 3600000},
       {"amount": 0.35, "gpuTypeId": "NVIDIA GeForce RTX 4090", "podId": "b",
        "time": "2026-11-01T00:00:00Z", "timeBilledMs": 1800000}]
      """)
    let hours = invoice.lines.compactMap(\.quantity)
    #expect(zip(hours, [1, 0.5]).allSatisfy { abs($0 - $1) < 1e-9 } && hours.count == 2)
    #expect(invoice.lines.map(\.accelerator?.name) == ["H100", "4090"])
    #expect(invoice.lines.map(\.resource) == ["a", "b"])
    #expect(abs(usd(invoice) - 3.04) < 1e-9)
  }

  /// An hour of eight accelerators in seconds, with a credit of a dollar.
  @Test func googleBillingRecords() throws {
    let invoice = try invoice(
      """
      {"service": {"description": "Compute Engine"}, "sku": {"id": "1", "description": "Nvidia H100 80GB GPU running in Americas"}, "usage_start_time": "2026-11-01 00:00:00 UTC", "usage_end_time": "2026-11-01 01:00:00 UTC", "cost": 80.0, "currency": "USD", "usage": {"amount": 28800, "unit": "seconds"}, "credits": [{"name": "promo", "amount": -1.0}]}
      {"service": {"description": "Vertex AI"}, "sku": {"id": "2", "description": "Gemini 2.5 Flash Text Output - Predictions"}, "usage_start_time": "2026-11-01 01:00:00 UTC", "usage_end_time": "2026-11-01 02:00:00 UTC", "cost": 2.5, "currency": "USD", "usage": {"amount": 1000000, "unit": "count"}, "credits": []}
      """)
    #expect(
      invoice.lines.map(\.meter) == [
        .machineHours(gpus: 1), .correction, .tokens(.output),
      ])
    let quantities = invoice.lines.map { $0.quantity ?? 0 }
    #expect(abs(quantities[0] - 8) < 1e-9 && quantities[2] == 1e6)
    #expect(usd(invoice) == 81.5)
  }

  /// Two hours of eight accelerators and tokens, as Cost Explorer's API answers; a page of several is refused.
  @Test func costExplorersAnswers() throws {
    func answer(_ more: String) -> String {
      """
      {"GroupDefinitions": [{"Type": "DIMENSION", "Key": "USAGE_TYPE"}],\(more)
       "ResultsByTime": [{"TimePeriod": {"Start": "2026-11-01", "End": "2026-12-01"}, "Total": {},
        "Groups": [
         {"Keys": ["BoxUsage:p5.48xlarge"], "Metrics": {
          "UnblendedCost": {"Amount": "110.08", "Unit": "USD"},
          "UsageQuantity": {"Amount": "2", "Unit": "Hrs"}}},
         {"Keys": ["AmazonS3"], "Metrics": {
          "UnblendedCost": {"Amount": "1.5", "Unit": "USD"},
          "UsageQuantity": {"Amount": "0", "Unit": "N/A"}}}],
        "Estimated": false}]}
      """
    }
    let invoice = try invoice(answer(""))
    #expect(abs(usd(invoice) - 111.58) < 1e-9)
    #expect(invoice.lines.map(\.meter) == [.machineHours(gpus: 8), .other])
    #expect(invoice.lines.map(\.quantity) == [2, nil])
    #expect(invoice.period?.start.description == "2026-11-01")
    #expect(invoice.period?.end.description == "2026-12-01")
    #expect(throws: InputError.self) { try self.invoice(answer("\"NextPageToken\": \"t\",")) }
  }

  /// Amounts without hours are refused as such, not read as a log.
  @Test func runPodsAmounts() {
    let error = #expect(throws: InputError.self) {
      try self.invoice(
        """
        {"records": [{"startTime": "2026-11-01T00:00:00Z", "podGpuAmount": 2.69,
          "totalAmount": 2.70}], "metadata": {"recordCount": 1, "totals": {"totalAmount": 2.70}}}
        """)
    }
    #expect(error?.found.contains("counts no hours") == true)
  }

  /// A day of a model and two generations of another, of which the second read half of its prompt from a cache.
  @Test func openRoutersActivity() throws {
    let day = try invoice(
      """
      {"data": [{"date": "2026-11-01", "model": "openai/gpt-4.1", "usage": 0.015,
        "byok_usage_inference": 0, "requests": 5, "prompt_tokens": 50, "completion_tokens": 125,
        "reasoning_tokens": 25}]}
      """)
    #expect(usd(day) == 0.015 && quantity(day, .tokens(.request)) == 5)
    #expect(quantity(day, .tokens(.uncachedInput)) == 50)
    #expect(quantity(day, .tokens(.output)) == 125)
    let rows = try invoice(
      """
      generation_id,created_at,cost_total,cost_cache,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug
      gen-1,2026-11-01 10:00:00.000,0.25,0,100,10,0,0,qwen/qwen3-32b
      gen-2,2026-11-02 10:00:00.000,0.50,-0.1,100,30,0,50,qwen/qwen3-32b
      """)
    #expect(usd(rows) == 0.75 && quantity(rows, .tokens(.request)) == 2)
    #expect(quantity(rows, .tokens(.uncachedInput)) == 150)
    #expect(quantity(rows, .tokens(.cachedInput)) == 50)
    #expect(quantity(rows, .tokens(.output)) == 40)
  }

  /// Cost Explorer's months: what was used stands beside what it cost, and totals are not counted again.
  @Test func costExplorer() throws {
    let invoice = try invoice(
      """
      "Usage type","USE1-BoxUsage:p5.48xlarge(Hrs)","USE1-BoxUsage:p5.48xlarge($)","Total costs($)"
      "Usage type total","100","9832","9832"
      "2026-10-01","60","5899.2","5899.2"
      "2026-11-01","40","3932.8","3932.8"
      """)
    #expect(invoice.lines.map(\.meter) == [.machineHours(gpus: 8), .machineHours(gpus: 8)])
    #expect(invoice.lines.map(\.quantity) == [60, 40])
    #expect(abs(usd(invoice) - 9832) < 1e-6)
    #expect(invoice.months == 2)
  }

  @Test func aFirstPageIsRefused() {
    let page =
      "{\"object\": \"page\", \"data\": [{\"results\": [{\"object\": \"organization.costs.result\"}]}], \"has_more\": true}"
    let error = #expect(throws: InputError.self) { try invoice(page) }
    #expect(error?.description.contains("all pages") == true)
  }
}
