import Breakeven
import CheckedJSON
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct UsualValuesTests {
  /// Half an engineer at 18,800 USD and tools for 1,000 are 10,400 USD a month.
  @Test func staffAndTools() throws {
    let usual = try UsualValues.builtIn()
    let monthly =
      usual.selfHostEngineers.likely * usual.usdPerEngineerMonth.likely
      + usual.toolsUSDPerMonth.likely
    #expect(monthly == 10_400)
    #expect(usual.apiEngineers.likely < usual.selfHostEngineers.likely)
    #expect(try usual.selfHostEngineers.declared().high == 1.5)
    #expect(usual.peakToAverage.likely == 2)
  }

  /// Three weeks of a month of 52/12 weeks at 18,800 USD: 13,015, rounded.
  @Test func setupIsWeeksOfPay() throws {
    let usual = try UsualValues.builtIn()
    let usd = usual.setupWeeks.likely * usual.usdPerEngineerMonth.likely * 12 / 52
    #expect(abs(usd - usual.setupUSD.likely) < 100)
  }

  /// A mean of 1,000 tokens: half of all prompts are under 756, one in a hundred is over 3,630.
  @Test func lengthsSpreadAroundTheirMean() throws {
    let usual = try UsualValues.builtIn()
    let prompts = try usual.promptSpread.quantiles(mean: 1000)
    #expect(prompts.p50 == 756 && prompts.p99 == 3630)
    let completions = try usual.completionSpread.quantiles(mean: 200)
    #expect(abs((completions.p95 ?? 0) - 645.6) < 1e-9)
  }

  @Test(arguments: [
    (#"{"version": 1}"#, #"the key "selfHosting""#),
    (#"{"version": 2, "selfHosting": {}}"#, "found the number 2, expected 1"),
    (
      #"{"version": 1, "selfHosting": {"engineers": {"low": 2, "likely": 1}}}"#,
      "from 2 to 1000000000"
    ),
  ])
  func saysWhatIsWrong(text: String, says: String) throws {
    let error = try #require(throws: InputError.self) {
      try UsualValues(JSONDocument(Data(text.utf8), file: "usual.json"))
    }
    #expect("\(error)".contains(says), "\(error)")
  }
}
