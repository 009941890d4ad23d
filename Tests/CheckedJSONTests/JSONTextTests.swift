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

  @Test func absentValuesAreNull() {
    #expect(JSONText.optional(Double?.none).compact == "null")
    #expect(JSONText.optional("x").compact == "\"x\"")
  }
}
