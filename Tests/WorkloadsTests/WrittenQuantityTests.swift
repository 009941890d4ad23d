import Testing

@testable import Workloads

/// Numbers as people write them.
@Suite struct WrittenQuantityTests {
  @Test(
    arguments: [
      (.tokens, "1800", 1800), (.tokens, "1,800", 1800), (.tokens, "1.8k", 1800),
      (.tokens, "8K tokens", 8000), (.tokens, "1_000", 1000), (.tokens, "1e3", 1000),
      (.tokens, "2 million", 2e6), (.number, "2M", 2e6), (.number, "1.5bn", 1.5e9),
      (.share, "25%", 0.25), (.share, "0.25", 0.25), (.share, "25 %", 0.25),
      (.hours, "8h", 8), (.hours, "8", 8), (.tokens, "1.234k", 1234), (.number, "0.125", 0.125),
      (.hours, "90min", 1.5), (.hours, "2 days", 48),
      (.hours, "90m", 1.5), (.hours, "90 M", 1.5), (.seconds, "1m", 60), (.seconds, "1.5m", 90),
      (.hours, "1h30", 1.5), (.hours, "1h30m", 1.5), (.hours, "1 H 30 min", 1.5),
      (.hours, "1 day 12h", 36), (.seconds, "2m30", 150), (.seconds, "1m30s", 90),
      (.number, "90m", 90e6), (.hours, "30 s", 30.0 / 3600), (.seconds, "200ms", 0.2),
      (.seconds, "2s", 2),
      (.usd, "$18,000", 18000), (.usd, "18k USD", 18000), (.usdPerMonth, "18000/month", 18000),
      (.usdPerMonth, "$216k/year", 18000), (.usdPerMonth, "18k a month", 18000),
      (.usdPerKilowattHour, "0.30/kWh", 0.3), (.usdPerKilowattHour, "$0.30/kWh", 0.3),
      (.usdPerKilowattHour, "30ct/kWh", 0.3), (.usdPerKilowattHour, "0.3", 0.3),
    ] as [(WrittenQuantity, String, Double)])
  func means(kind: WrittenQuantity, text: String, value: Double) throws {
    let found = try #require(kind.value(of: text))
    #expect(abs(found - value) <= 1e-12 * abs(value))
  }

  /// A comma parts thousands only; a unit that does not fit is no unit.
  @Test(
    arguments: [
      (.tokens, "1,8k"), (.tokens, "1,80"), (.tokens, ""), (.tokens, "k"), (.tokens, "8h"),
      (.tokens, "25%"), (.hours, "8 parsecs"), (.hours, "30m1h"), (.hours, "1h90"),
      (.hours, "1h30k"), (.seconds, "1s30"), (.hours, "1h1h"), (.hours, "h30"), (.share, "25k%%"),
      (.usd, "€5"),
      (.usdPerMonth, "5/fortnight"), (.number, "1e999"), (.number, "NaN"), (.number, "infinity"),
      (.tokens, "1.2.3"), (.tokens, "1.800"), (.usdPerMonth, "18.000/month"), (.tokens, "--5"),
      (.usdPerKilowattHour, "0.3/mile"),
    ] as [(WrittenQuantity, String)])
  func meansNothing(kind: WrittenQuantity, text: String) {
    #expect(kind.value(of: text) == nil)
  }

  @Test(
    arguments: [
      ("40k/day", 40_000, .perDay), ("2M/month", 2e6, .perMonth), ("500/h", 500, .perHour),
      ("3/s", 10_800, .perHour), ("3 rps", 10_800, .perHour), ("300rpm", 18_000, .perHour),
      ("1.125/s", 4050, .perHour), ("100 per minute", 6000, .perHour),
      ("70k/week", 10_000, .perDay), ("40k tickets a day", 40_000, .perDay),
      ("200k documents nightly", 200_000, .perDay), ("12M/year", 1e6, .perMonth),
    ] as [(String, Double, Volume.Unit)])
  func volume(text: String, requests: Double, unit: Volume.Unit) throws {
    let volume = try #require(WrittenVolume(rate: text))
    #expect(abs(volume.requests - requests) < 1e-6 && volume.unit == unit)
  }

  @Test(arguments: ["40k", "day", "40k/", "40k/moon", "4ok/day", "50%/day", "40.000/day"])
  func noVolume(text: String) {
    #expect(WrittenVolume(rate: text) == nil)
  }

  @Test(
    arguments: [
      ("8xA100-80GB", 8, "A100-80GB"), ("2 × H100", 2, "H100"), ("H100", nil, "H100"),
      ("8 H100s", 8, "H100s"), ("3090 Ti", nil, "3090 Ti"), ("80 GB A100", nil, "80 GB A100"),
      ("80GB A100", nil, "80GB A100"), ("4090", nil, "4090"),
      ("4X L40S", 4, "L40S"), ("3090", nil, "3090"), ("x", nil, "x"),
      ("H100x2", 2, "H100"), ("H100 × 2", 2, "H100"), ("2000xL4", 2000, "L4"),
      ("7900XTX", nil, "7900XTX"), ("2x7900XTX", 2, "7900XTX"), ("MI300X", nil, "MI300X"),
      ("H100:8", 8, "H100"), ("H100 (x8)", 8, "H100"), ("H100 (8x)", 8, "H100"),
      ("MI325X x8", 8, "MI325X"), ("L40Sx4", 4, "L40S"), ("H100 (80GB)", nil, "H100 (80GB)"),
      ("RX 7900 XTX 24", nil, "RX 7900 XTX 24"), ("M4 Max 128", nil, "M4 Max 128"),
      // Chips of a v6e and a v5e, cores of a v5p and a v4, whose chips have two.
      ("tpu-v6e-8", 8, "TPU-v6e"), ("v5litepod-8", 8, "TPU-v5e"), ("TPU v5p-8", 4, "TPU-v5p"),
      ("v4-8", 4, "TPU-v4"), ("v6e", nil, "v6e"), ("v5p-7", nil, "v5p-7"),
      ("RTX-40*0", nil, "RTX-40*0"), ("DGX H100 x8", nil, "DGX H100 x8"),
    ] as [(String, Int?, String)])
  func machines(text: String, count: Int?, name: String) {
    let machines = WrittenMachines(text)
    #expect(machines.count == count && machines.name == name)
  }

  /// Half a GPU and fewer than none are no count, and names are not taken for one.
  @Test(
    arguments: [
      ("2.5xH100", "3xH100"), ("-1xH100", "1xH100"), ("1e9 × H100", "1024xH100"),
      ("0.5 H100", "1xH100"), ("2xH100", nil), ("3090 Ti", nil), ("7900XTX", nil),
      ("80 GB A100", nil), ("v6e-8", nil), ("*H100*", nil), ("RTX 4090", nil),
    ] as [(String, String?)])
  func miscounted(text: String, nearest: String?) {
    #expect(WrittenMachines.nearest(toMiscounted: text) == nearest)
  }

  /// A DGX, or an HGX board, of these has eight accelerators; a DGX Spark is one.
  @Test(
    arguments: [
      ("DGX H100", nil, 8), ("2xDGX H100", 16, 8), ("3 HGX H200", 24, 8),
      ("2xDGX A100-80GB", 16, 8), ("nvidia dgx b300", nil, 8), ("2xDGX Spark", 2, nil),
      ("DGX Station A100", nil, nil), ("2xH100", 2, nil),
      ("9223372036854775807xDGX H100", Int.max, 8),
    ] as [(String, Int?, Int?)])
  func servers(text: String, count: Int?, each: Int?) {
    let machines = WrittenMachines(text)
    #expect(machines.count == count && machines.gpusPerServer == each)
  }

  @Test(
    arguments: [
      ("20/user/day", "20 /day"), ("50 per user per day", "50 per day"),
      ("20 requests a user and day", "20 requests per day"), ("20/day", nil),
    ] as [(String, String?)])
  func ofEachUser(text: String, each: String?) {
    #expect(WrittenVolume.perUser(text) == each)
  }

  @Test(
    arguments: [("6:1", 6), ("6", 6), ("6/1", 6), ("6 to 1", 6), ("3:0.5", 6), ("1:2", 0.5)]
      as [(String, Double)])
  func ratio(text: String, value: Double) {
    #expect(WrittenRatio.value(of: text) == value)
  }
}
