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

  /// `not cached` is no cache, `8xH100` and `p5.48xlarge` have eight.
  @Test(arguments: [
    ("Tokens", "prompt, not cached", InvoiceMeter.tokens(.uncachedInput)),
    ("1K tokens", "Cache read", .tokens(.cachedInput)),
    ("Tokens", "cache creation 1h", .tokens(.cacheWrite1h)),
    ("Tokens", "reasoning", .tokens(.reasoning)), ("Requests", "calls", .tokens(.request)),
    ("Hrs", "8xH100 SXM", .machineHours(gpus: 8)), ("Hrs", "p5.48xlarge", .machineHours(gpus: 8)),
    ("GPU-hours", "H100", .machineHours(gpus: 1)), ("Months", "engineers", .other),
    ("", "gpt-4o, input", .tokens(.uncachedInput)), ("", "support", .other),
    // A chip's name is no count of chips, nor are two processors.
    ("hours", "AMD MI300X GPU instance", .machineHours(gpus: nil)),
    ("Hours", "Machine Hours tensorwave-mi300x/Machine Hours", .machineHours(gpus: nil)),
    ("hours", "8xMI355X", .machineHours(gpus: 8)), ("hours", "RTX 4090 x4", .machineHours(gpus: 4)),
    ("hours", "H100 x 8 node (2x Intel Xeon)", .machineHours(gpus: 8)),
    ("hours", "2x Xeon, 8 × A100", .machineHours(gpus: 8)),
    ("hours", "gpu-h100x8-640gb", .machineHours(gpus: 8)),
    ("H100-hours", "cluster", .machineHours(gpus: 1)),
    ("hour", "Nvidia H100 80GB GPU running in Americas", .machineHours(gpus: 1)),
    // Not every hour is one of a machine with accelerators.
    ("Hrs", "USE1-NatGateway-Hours", .other), ("Hrs", "LoadBalancerUsage", .other),
    ("Hrs", "USE1-PublicIPv4:InUseAddress", .other), ("Hrs", "BoxUsage:m5.large", .other),
    ("Hrs", "BoxUsage:p5.48xlarge", .machineHours(gpus: 8)), ("GB-Hours", "memory", .other),
    ("vCPU-Hours", "cores", .other), ("byte-seconds", "disk", .other),
    ("engineer hours", "", .other),
    ("hour", "A3 Instance Core running in Americas", .besideMachines),
    ("gibibyte hour", "A3 Instance Ram running in Americas", .besideMachines),
    ("hour", "E2 Instance Core running in Americas", .other),
    ("GB", "DataTransfer-Out-Bytes", .besideMachines), ("Requests", "Traffic Out", .besideMachines),
    // AWS, Azure, Google and Anthropic.
    ("1K tokens", "USE1-Claude4.6Sonnet-input-tokens", .tokens(.uncachedInput)),
    ("1K tokens", "USE1-Claude4.6Sonnet-cache-read-input-token-count", .tokens(.cachedInput)),
    ("1K tokens", "USE1-Claude4.6Sonnet-cache-write-input-token-count", .tokens(.cacheWrite)),
    ("1K", "gpt 4.1 Outp glbl Tokens", .tokens(.output)),
    ("1M", "gpt 5 opt glbl", .tokens(.output)),
    ("1K", "gpt 4.1 cchd Inp glbl", .tokens(.cachedInput)),
    ("1K", "gpt 5 cd inp glbl", .tokens(.cachedInput)),
    ("count", "Gemini 2.5 Flash Text Output - Predictions", .tokens(.output)),
    ("Tokens", "grok-4-fast-reasoning, input", .tokens(.uncachedInput)),
    ("Hours", "Provisioned Throughput", .provisioned), ("PTU-hours", "gpt-5", .provisioned),
    ("1 Hour", "Provisioned Managed Global", .provisioned),
    ("MiBps-Mo", "EFS provisioned throughput", .other),
    ("1000 Searches", "Web Searches", .tokens(.webSearch)),
    ("Searches", "Rank Searches", .tokens(.search)), ("calls", "file search", .tokens(.fileSearch)),
    ("Requests", "USE1-Requests-Tier1", .other),
  ])
  func whatALineCounts(unit: String, words: String, meter: InvoiceMeter) throws {
    let invoice = try invoice("item,quantity,unit,cost\n\"\(words)\",1,\(unit),1\n")
    #expect(invoice.lines.first?.meter == meter)
  }

  /// What clouds call their machines, with the accelerators that those hold.
  @Test(
    arguments: [
      ("USE1-BoxUsage:p5.48xlarge", 8, "H100"), ("SpotUsage:g6e.24xlarge", 4, "L40S"),
      ("ml.g5.2xlarge", 1, "A10G"), ("p6-b200.48xlarge", 8, "B200"), ("p4de.24xlarge", 8, "A100"),
      ("Standard_ND96isr_H100_v5", 8, "H100"), ("ND96isr MI300X v5", 8, "MI300X"),
      ("NC40ads H100 v5", 1, "H100"), ("ND96amsr A100 v4", 8, "A100"), ("NC64as T4 v3", 4, "T4"),
      ("a3-highgpu-8g", 8, "H100"), ("a3-ultragpu-8g", 8, "H200"), ("g2-standard-48", 4, "L4"),
      ("a2-ultragpu-2g", 2, "A100"), ("BM.GPU.H100.8", 8, "H100"), ("BM.GPU.A100-v2.8", 8, "A100"),
      ("gpu_8x_h100_sxm5", 8, "H100"), ("8H100.80S.176V", 8, "H100"), ("1A100.22V", 1, "A100"),
      ("H100-SXM-4-80G", 4, "H100"), ("L40S-2-48G", 2, "L40S"), ("gpu-h100x8-640gb", 8, "H100"),
      ("8gpu-128vcpu-1600gb H200", 8, "H200"), ("gd-8xh100ib-i128", 8, "H100"),
      ("Nvidia H100 80GB GPU running in Americas", 1, "H100"),
      ("NVIDIA GeForce RTX 4090", nil, "4090"), ("H100 or A100", nil, nil), ("a machine", nil, nil),
      ("2026-12-08 GPU", nil, nil), ("RTX PRO 6000", nil, "RTX PRO 6000"),
    ] as [(String, Int?, String?)])
  func whatAMachineHolds(name: String, gpus: Int?, line: String?) throws {
    let invoice = try invoice("item,quantity,unit,cost\n\"\(name)\",1,Hrs,1\n")
    #expect(invoice.lines.first?.meter == .machineHours(gpus: gpus))
    #expect(invoice.lines.first?.accelerator?.name == line)
  }

  @Test(
    arguments: [
      ("seconds", "H100", 7200, 2), ("GPU seconds", "H100", 7200, 2),
      ("GPU-minutes", "H100", 90, 1.5),
      ("100 Hours", "H100", 3, 300), ("per 1M tokens", "input", 3, 3e6),
      ("tokens (millions)", "input", 3, 3e6), ("millions of tokens", "input", 3, 3e6),
      ("MTok", "input", 3, 3e6), ("1M", "input", 3, 3e6), ("1K", "input", 3, 3e3),
      ("\"1,000,000 tokens\"", "input", 3, 3e6), ("Million Tokens", "input", 3, 3e6),
      ("ktokens", "input", 3, 3e3), ("input_tokens", "input", 3, 3), ("1K calls", "api", 3, 3e3),
      ("Token-Hours", "Cache Storage", 3, 3),
    ] as [(String, String, Double, Double)])
  func whatAUnitHolds(unit: String, words: String, quantity: Double, counted: Double) throws {
    let lines = try invoice("item,usage,unit,cost\n\(words),\(quantity),\(unit),8\n").lines
    #expect(lines.first?.quantity == counted)
  }

  /// A month of AWS in one line, a day of Google's, and what other sellers write.
  @Test(arguments: [
    (
      "line_item_usage_start_date,line_item_usage_end_date",
      "2026-12-01T00:00:00.000Z,2027-01-01T00:00:00.000Z", 31
    ),
    ("usage_start_time,usage_end_time", "2026-12-01 00:00:00 UTC,2026-12-01 01:00:00 UTC", 1),
    ("ChargePeriodStart,ChargePeriodEnd", "2026-12-01T00:00:00Z,2026-12-31T23:59:59Z", 31),
    ("date", "12/31/2026", 1), ("date", "2026/12/31", 1), ("date", "20261231", 1),
    ("date", "\"Dec 1, 2026\"", 1), ("date", "01-Dec-2026", 1), ("date", "2026-Dec-31", 1),
    ("date", "\"Tue, Dec 1st, 2026 4:05 PM\"", 1), ("month", "December 2026", 31),
    ("start,end", "1 Dec 2026,31 Dec 2026", 31), ("start,end", "Dec 2026,Sept 2027", 304),
    ("month", "2026-12", 31), ("invoice.month", "202612", 31),
    ("start,end", "2026-12,2026-12", 31), ("start_time,end_time", "1796083200,1796169600", 1),
    // A bill of December names its last day; one of some days names the first that is not charged.
    ("start,end", "2026-12-01,2026-12-31", 31), ("start,end", "2026-12-05,2026-12-31", 26),
    ("start,end", "2026-12-01,2026-12-01", 1), ("start,end", "2026-12-01,2026-12-20", 19),
  ])
  func howManyDays(columns: String, values: String, days: Int) throws {
    let period = try #require(try invoice("\(columns),cost\n\(values),5\n").period)
    #expect(period.start.days(until: period.end) == days)
  }

  /// An export that begins with an account's name and days, in UTF-8 and as Excel writes Unicode text; lines keep their
  /// numbers.
  @Test func linesAboveTheHeaderAndUTF16() throws {
    let text = """
      Account,Example Inc.
      Total,360

      Date\tItem\tQuantity\tUnit\tAmount
      2026-12-01\tInput tokens\t3\t1M tokens\t300
      2026-12-31\tOutput tokens\t6\t1M tokens\t60
      """
    for isLittle in [true, false] {
      let units = (isLittle ? [0xFF, 0xFE] : [0xFE, 0xFF]).map { UInt8($0) }
      let bytes = text.utf16.flatMap { unit -> [UInt8] in
        let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        return isLittle ? pair : pair.reversed()
      }
      for data in [Data(units + bytes), Data(text.utf8)] {
        #expect(Invoice.isInvoice(beginning: data))
        let invoice = try Invoice(data, file: nil)
        #expect(invoice.lines.map(\.usd) == [300, 60])
        #expect(invoice.lines.map(\.line) == [5, 6])
        #expect(invoice.months == 1)
      }
    }
    #expect(!Invoice.isInvoice(beginning: Data("id,prompt_tokens\ndate,cost\n".utf8)))
    #expect(!Invoice.isInvoice(beginning: Data("{\"a\": 1}\ndate,cost\n".utf8)))
  }

  /// Of 27/11 the day is first, and so it is in the whole file; with dots it always is.
  @Test(
    arguments: [
      ("date", ["01/11/2026", "27/11/2026"], "2026-11-01", "2026-11-28"),
      ("date", ["11/01/2026", "11/27/2026"], "2026-11-01", "2026-11-28"),
      ("date", ["27-11-2026"], "2026-11-27", "2026-11-28"),
      ("date", ["05.11.2026"], "2026-11-05", "2026-11-06"),
      // No charge ends before it starts.
      ("start,end", ["01/11/2026,02/11/2026", "09/11/2026,10/11/2026"], nil, nil),
      ("start,end", ["12/10/2026,01/11/2026"], "2026-10-12", "2026-11-01"),
      // Azure writes the month first.
      ("MeterId,date", ["a,11/05/2026"], "2026-11-05", "2026-11-06"),
      ("date", ["05/11/2026"], nil, nil), ("date", ["11/11/2026"], "2026-11-11", "2026-11-12"),
    ] as [(String, [String], String?, String?)])
  func whereTheDayStands(columns: String, rows: [String], start: String?, end: String?) throws {
    let text = "\(columns),cost\n" + rows.map { $0 + ",5\n" }.joined()
    let invoice = try invoice(text)
    #expect(invoice.period?.start.description == start)
    #expect(invoice.period?.end.description == end)
    #expect((invoice.ambiguity != nil) == (start == nil))
  }

  @Test func daysOfTwoOrdersAreRefused() {
    let error = #expect(throws: InputError.self) {
      try invoice("date,cost\n27/11/2026,5\n11/28/2026,5\n")
    }
    #expect(error?.description.contains("line 3, date: found \"11/28/2026\"") == true)
  }

  /// Days that follow one another end where the next begins: the last of November is not charged.
  @Test func daysThatFollowOneAnother() throws {
    let invoice = try invoice(
      "start,end,cost\n2026-11-01,2026-11-29,5\n2026-11-29,2026-11-30,5\n")
    #expect(invoice.period?.end.description == "2026-11-30")
    #expect(invoice.notes.isEmpty)
  }

  /// 300 and 60 are 360, with a tax of 40 they are 400; a total of something else is a charge.
  @Test func totalsAreNotCountedAgain() throws {
    let invoice = try invoice(
      "item,quantity,amount\nInput tokens,3,300\nOutput tokens,6,60\nSubtotal,,360\nSales tax,,40\n"
        + "Total due,,400\n")
    #expect(invoice.lines.map(\.usd) == [300, 60, 40])
    #expect(invoice.notes.first == "Line 4 adds up those above it and is not counted again.")
    let other = try self.invoice("item,quantity,amount\nInput tokens,3,300\nTotal support,,50\n")
    #expect(other.lines.map(\.usd) == [300, 50])
    #expect(other.notes.count == 1)
  }

  /// AWS lists the hours of a commitment beside those that it covers: 48 hours ran, for 50 + 41 an hour.
  @Test func commitmentsRunNoHours() throws {
    let lines = try invoice(
      """
      lineItem/LineItemType,lineItem/UsageType,lineItem/UsageAmount,lineItem/UnblendedCost,pricing/unit
      SavingsPlanCoveredUsage,USE1-BoxUsage:p5.48xlarge,24,2359.68,Hrs
      SavingsPlanNegation,USE1-BoxUsage:p5.48xlarge,24,-2359.68,Hrs
      SavingsPlanRecurringFee,ComputeSP:3yrNoUpfront,24,1200,Hrs
      DiscountedUsage,USE1-BoxUsage:p5.48xlarge,24,0,Hrs
      RIFee,USE1-HeavyUsage:p5.48xlarge,24,984,Hrs
      """
    ).lines
    let hours = lines.filter { $0.meter == .machineHours(gpus: 8) }
    #expect(hours.compactMap(\.quantity) == [24, 24])
    #expect(
      lines.map(\.meter) == [
        .machineHours(gpus: 8), .correction, .besideMachines, .machineHours(gpus: 8),
        .besideMachines,
      ])
    #expect(abs(lines.reduce(0) { $0 + $1.usd } - 2184) < 1e-9)
  }

  /// 3 units of a million are priced, whoever leaves out what is consumed.
  @Test func quantitiesHaveTheirOwnUnits() throws {
    let lines = try invoice(
      "SkuMeter,ConsumedQuantity,PricingQuantity,PricingUnit,BilledCost\n"
        + "Input Tokens,3000000,3,1000000 Tokens,3\n"
    ).lines
    #expect(lines.first?.quantity == 3e6)
  }

  @Test func semicolonsAndTabs() throws {
    let comma = try invoice("date,item,quantity,cost\n2026-12-01,input,7,1.5\n")
    #expect(try invoice("date;item;quantity;cost\n2026-12-01;input;7;1.5\n") == comma)
    #expect(try invoice("date\titem\tquantity\tcost\n2026-12-01\tinput\t7\t1.5\n") == comma)
    #expect(Invoice.isInvoice(beginning: Data("date;item;cost".utf8)))
    #expect(Invoice.isInvoice(beginning: Data("date\titem\tcost".utf8)))
  }

  @Test(arguments: [
    ("date,cost\n2026-01-01,ten\n", "line 2, cost: found \"ten\", expected a number"),
    ("date,cost\nsoon,1\n", "line 2, date: found \"soon\", expected a day such as 2026-11-01"),
    ("cost,currency\n1,EUR\n", "line 2, currency: found \"EUR\", expected USD"),
    ("date,cost\n2026-13-01,1\n", "expected a day such as 2026-11-01"),
    (
      "start,end,cost\n2026-12-31,2026-12-01,44\n",
      "line 2, end: found 2026-12-01, expected an end that is not before the start, 2026-12-31"
    ),
    (
      "item,quantity,unit,cost\ninput,3,lakh tokens,1\n",
      "line 2, unit: found \"lakh tokens\", expected a unit such as tokens, 1K tokens"
    ),
    ("item,quantity,unit,cost\ninput tokens,3,Units,1\n", "found \"Units\""),
    ("item,cost\ninput,\"48,5\"\n", "expected a number with a point, such as 1234.56"),
    ("item;cost\ninput;1,500\n", "expected a number with a point, such as 1234.56"),
    ("a,b\n1,2\n", "expected a column of money"), ("cost\n", "expected a line for each charge"),
    ("", "found no lines"),
  ])
  func errorsNameThePlace(text: String, says: String) {
    let error = #expect(throws: InputError.self) { try invoice(text) }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }

  /// A log has money too, but a request in each row.
  @Test func aLogIsNoInvoice() {
    #expect(
      !Invoice.isInvoice(beginning: Data("startTime,spend,prompt_tokens,completion_tokens".utf8)))
    #expect(Invoice.isInvoice(beginning: Data("BilledCost,\"ConsumedQuantity\",SkuMeter\r".utf8)))
    #expect(!Invoice.isInvoice(beginning: Data("{\"cost\": 1}".utf8)))
  }
}
