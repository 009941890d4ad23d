import Testing

@testable import Documents

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0, 0, "0"), (0, 2, "0.00"), (-0.0, 1, "0.0"), (1234.565, 2, "1,234.57"),
    (2.675, 2, "2.68"), (1.005, 2, "1.01"), (-1.005, 2, "-1.01"), (0.285, 2, "0.29"),
    (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, "-3"), (999.9995, 3, "1,000.000"),
    (-0.004, 2, "0.00"), (123, 2, "123.00"), (1_234_567, 0, "1,234,567"),
    (1e15, 0, "1,000,000,000,000,000"), (0.1 + 0.2, 17, "0.30000000000000004"),
    (1.7976931348623157e308, 2, "1.8e308"), (-1e300, 0, "-1e300"),
    (.leastNonzeroMagnitude, 3, "0.000"),
    (1, -3, "1"), (.nan, 2, "—"), (.infinity, 0, "—"), (-.infinity, 0, "—"),
  ])
  func fixedDecimals(value: Double, decimals: Int, expected: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == expected)
  }

  @Test func groupsOnlyWhenAsked() {
    #expect(NumberText.fixed(1_234_567.5, decimals: 1, grouped: false) == "1234567.5")
  }

  @Test(arguments: [
    (0.037, 3, "0.0370"), (9.996, 3, "10.0"), (0.09996, 3, "0.100"), (12_345, 3, "12,300"),
    (1, 3, "1.00"), (123.456, 5, "123.46"), (0, 3, "0.00"), (-0.25, 1, "-0.3"),
    (0.00000012, 2, "1.2e-7"), (.leastNonzeroMagnitude, 3, "5e-324"), (.nan, 3, "—"),
  ])
  func significantDigits(value: Double, digits: Int, expected: String) {
    #expect(NumberText.significant(value, digits: digits) == expected)
  }

  @Test(arguments: [
    (12_500.0, "12.5k"), (3_100_000, "3.1M"), (46_700_000_000, "46.7B"), (1.2e12, "1.2T"),
    (8_030_261_248, "8.03B"), (999, "999"), (999.6, "1k"), (999_600, "1M"), (0, "0"),
    (0.5, "0.5"), (-12_500, "-12.5k"), (1e15, "1e15"), (1.234e20, "1.23e20"), (.nan, "—"),
  ])
  func compactCounts(value: Double, expected: String) {
    #expect(NumberText.compact(value) == expected)
  }

  @Test(arguments: [
    (1234.0, "$1,234"), (1234.5, "$1,235"), (99.99, "$99.99"), (99.996, "$100"), (100, "$100"),
    (12.5, "$12.50"), (0.01, "$0.01"), (0.0037, "$0.0037"), (0, "$0.00"), (-5, "-$5.00"),
    (-12_345.67, "-$12,346"), (1e300, "$1e300"), (.nan, "—"),
  ])
  func dollars(amount: Double, expected: String) {
    #expect(NumberText.usd(amount) == expected)
  }

  @Test(arguments: [
    (0.037, "$0.037"), (0.15, "$0.15"), (0.0005, "$0.0005"), (0.436, "$0.436"), (3, "$3.00"),
    (12.5, "$12.50"),
    (99.999, "$100"), (150, "$150"), (1234, "$1,234"), (0.9996, "$1.00"), (0, "$0.00"),
  ])
  func pricePerMillion(price: Double, expected: String) {
    #expect(NumberText.usdPrice(price) == expected)
  }

  @Test(arguments: [
    (950.0, "$950"), (12_500, "$12.5k"), (-12_500, "-$12.5k"), (3_140_000, "$3.14M"),
    (0.01, "$0.01"),
  ])
  func compactDollars(amount: Double, expected: String) {
    #expect(NumberText.usdCompact(amount) == expected)
  }

  @Test(arguments: [
    (0.62, "62 %"), (0.285, "29 %"), (0.045, "4.5 %"), (0.0996, "10 %"), (0.00034, "0.034 %"),
    (1, "100 %"), (0, "0 %"), (-0.25, "-25 %"), (12, "1,200 %"), (0.0096, "0.96 %"), (.nan, "—"),
  ])
  func percents(fraction: Double, expected: String) {
    #expect(NumberText.percent(fraction) == expected)
  }

  @Test func signedPercents() {
    #expect(NumberText.percent(0.12, signed: true) == "+12 %")
    #expect(NumberText.percent(-0.12, signed: true) == "-12 %")
    #expect(NumberText.percent(0, signed: true) == "0 %")
  }

  @Test(arguments: [
    (0.0, "<1 %"), (0.004, "<1 %"), (0.5, "50 %"), (0.9987, ">99 %"), (1, ">99 %"), (.nan, "—"),
  ])
  func probabilities(probability: Double, expected: String) {
    #expect(NumberText.probability(probability) == expected)
  }

  @Test(arguments: [
    (1.8, "1.8×"), (0.35, "0.35×"), (12.4, "12×"), (1, "1.0×"), (1.0074, "1.01×"),
    (0.9962, "0.996×"), (1.05, "1.1×"), (1234.5, "1,235×"), (.nan, "—"),
  ])
  func ratios(value: Double, expected: String) {
    #expect(NumberText.ratio(value) == expected)
  }

  @Test(arguments: [
    (0.35, "350 ms"), (2.4, "2.4 s"), (0, "0 s"), (0.0000125, "13 µs"), (0.9996, "1 s"),
    (0.0125, "13 ms"), (0.0042, "4.2 ms"), (90, "90 s"), (720, "12 min"), (11_160, "3.1 h"),
    (864_000, "10 days"), (-0.5, "-500 ms"), (.infinity, "—"),
  ])
  func durations(seconds: Double, expected: String) {
    #expect(NumberText.duration(seconds: seconds) == expected)
  }

  @Test(arguments: [
    (141e9, "141 GB", "131 GiB"), (85_899_345_920, "85.9 GB", "80 GiB"), (512, "512 B", "512 B"),
    (1e12, "1 TB", "931 GiB"), (1024, "1.02 kB", "1 KiB"), (0, "0 B", "0 B"),
    (1e30, "1,000,000,000,000 EB", "867,000,000,000 EiB"), (.nan, "—", "—"),
  ])
  func byteCounts(count: Double, decimal: String, binary: String) {
    #expect(NumberText.bytes(count) == decimal)
    #expect(NumberText.binaryBytes(count) == binary)
  }

  @Test func rangesShareTheirUnit() {
    #expect(NumberText.range(0.35, 0.4) { NumberText.duration(seconds: $0) } == "350–400 ms")
    #expect(NumberText.range(0.5, 2) { NumberText.duration(seconds: $0) } == "500 ms–2 s")
    #expect(NumberText.range(1.2, 1.5, NumberText.usd) == "$1.20–$1.50")
    #expect(NumberText.range(-5, 3, NumberText.usd) == "-$5.00 to $3.00")
    #expect(NumberText.range(1.201, 1.202, NumberText.usd) == "$1.20")
    #expect(NumberText.range(.nan, .nan, NumberText.usd) == "—")
  }

  @Test func everyMagnitudeReadsBackWithinHalfADigit() throws {
    for exponent in -300...300 {
      for mantissa in [1.0, 1.2345, 4.9999, 9.9951] {
        let value = try #require(Double("\(mantissa)e\(exponent)"))
        let text = NumberText.significant(value, digits: 4).filter { $0 != "," }
        let read = try #require(Double(text))
        #expect(abs(read - value) <= value * 0.000_51)
      }
    }
  }
}
