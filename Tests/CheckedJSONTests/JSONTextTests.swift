import Testing

@testable import CheckedJSON

@Suite struct JSONTextTests {
  @Test func keepsTheOrderOfMembers() {
    let value: JSONText = ["z": 1, "a": [true, nil, 2.5], "empty": [:], "none": []]
    #expect(value.compact == #"{"z":1,"a":[true,null,2.5],"empty":{},"none":[]}"#)
    #expect(
      value.pretty == """
        {
          "z": 1,
          "a": [
            true,
            null,
            2.5
          ],
          "empty": {},
          "none": []
        }

        """)
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1, "1"), (-12, "-12"), (0.1, "0.1"),
    (0.1 + 0.2, "0.30000000000000004"),
    (1e15, "1000000000000000"), (1e16, "1e+16"), (1e-7, "1e-07"),
    (1.7976931348623157e308, "1.7976931348623157e+308"),
    (.leastNonzeroMagnitude, "5e-324"), (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
  ])
  func numbers(value: Double, expected: String) {
    #expect(JSONText.number(value).compact == expected)
    if value.isFinite { #expect(Double(expected) == value) }
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("say \"hi\"", #""say \"hi\"""#), ("a\\b", #""a\\b""#),
    ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{1F}\u{7F}\u{2028}", #""\u0000\u001f\u007f\u2028""#),
    ("é 🚀", #""é 🚀""#),
  ])
  func strings(value: String, expected: String) {
    #expect(JSONText.string(value).compact == expected)
  }

  @Test func keepsOnALineWhatAsksForIt() {
    let value: JSONText = [
      "mean": .numbers([1, 2.5]), "range": .line(["low": 1, "high": [2, []]]),
      "none": .line([:]), "rows": [.line([1, "a"])],
    ]
    #expect(
      value.pretty == """
        {
          "mean": [1, 2.5],
          "range": { "low": 1, "high": [2, []] },
          "none": {},
          "rows": [
            [1, "a"]
          ]
        }

        """)
    #expect(
      value.compact
        == #"{"mean":[1,2.5],"range":{"low":1,"high":[2,[]]},"none":{},"rows":[[1,"a"]]}"#)
  }

  @Test(arguments: [
    (0.00005, "0.00005"), (1.5e-7, "0.00000015"), (-2.5e-5, "-0.000025"), (0.28, "0.28"), (3, "3"),
    (.nan, "null"),
  ])
  func decimals(value: Double, expected: String) {
    #expect(JSONText.decimal(value).compact == expected)
  }

  @Test(arguments: [
    (16_384.0, "16380"), (1.48349e-5, "1.483e-05"), (0.99996, "1"), (-0.123456, "-0.1235"),
    (0, "0"), (.infinity, "0"),
  ])
  func fourDigits(value: Double, expected: String) {
    #expect(JSONText.fourDigits(value).compact == expected)
  }

  @Test func leavesOutWhatHasNoValue() {
    #expect(JSONText.object(JSONText.present([("a", 1), ("b", nil)])).compact == #"{"a":1}"#)
    #expect(JSONText.unlessEmpty([("b", nil)]) == nil)
    #expect(JSONText.unlessEmpty(["x"])?.compact == #"["x"]"#)
  }

  @Test func absentValuesAreNull() {
    #expect(JSONText.optional(Double?.none).compact == "null")
    #expect(JSONText.optional("x").compact == "\"x\"")
  }
}
