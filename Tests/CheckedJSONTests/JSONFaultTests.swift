import Foundation
import Testing

@testable import CheckedJSON

/// Text that is almost JSON is called what a person would call it, at its place.
@Suite struct JSONFaultTests {
  @Test(arguments: [
    (
      "{\"a\": 1,\n \"b\": [1, 2,]}", "line 2, column 12 ($.b[2])", "a trailing comma",
      "no comma before the ]"
    ),
    ("{\"a\": 1,\n}", "line 1, column 8 ($)", "a trailing comma", "no comma before the }"),
    ("{\"a\": 1 \"b\": 2}", "line 1, column 9 ($.a)", "", "a comma before the next key, or }"),
    ("{\"a\": [1 2]}", "line 1, column 10 ($.a[0])", "", "a comma before the next value, or ]"),
    ("{a: 1}", "line 1, column 2 ($)", "text that is not JSON: a", "a key in double quotes, or }"),
    ("{\"a\" 1}", "line 1, column 6 ($.a)", "", "a colon after the key"),
    ("{'a': 1}", "line 1, column 2 ($)", "a text in single quotes", "double quotes"),
    ("{\"a\": 1} // x", "line 1, column 10 ($)", "a comment", "none, as JSON has no comments"),
    ("{\"a\": True}", "line 1, column 7 ($.a)", "text that is not JSON: True", ""),
    ("{\"a\": {\"b\": ", "line 1, column 13 ($.a.b)", "it ends too early", "the closing }"),
    ("{\"a\": \"b", "line 1, column 9 ($.a)", "it ends too early", "the closing \""),
    ("{\"a\": \"é\n\"}", "line 1, column 9 ($.a)", "a line break or tab within a text", ""),
    ("{\"a\": 1e999}", "line 1, column 7 ($.a)", "too large, 1e999", "at most 1.8e308"),
    ("[-1e999]", "line 1, column 2 ($[0])", "too large, -1e999", ""),
    ("{\"a\": 01500}", "line 1, column 8 ($.a)", "a zero in front", "such as 1500"),
    ("{\"a\": \"\u{1}\"}", "line 1, column 8 ($.a)", "a control character within a text", ""),
    ("{\"a\": \"\\ud800\"}", "line 1, column 14 ($.a)", "half of a character, \\ud800", "both"),
    ("{\"a\": .5}", "line 1, column 7 ($.a)", "text that is not JSON: .5", ""),
    ("[1,,2]", "line 1, column 4 ($[1])", "a comma too many", "a value"),
    ("", "line 1, column 1 ($)", "nothing", "a JSON document"),
    ("[] []", "line 1, column 4 ($)", "", "nothing after the document"),
  ])
  func isNamed(text: String, place: String, found: String, expected: String) {
    let error = #expect(throws: InputError.self) {
      try JSONDocument(Data(text.utf8), file: "mine.json")
    }
    #expect(error?.place == place)
    #expect(found.isEmpty || error?.found.contains(found) == true, "\(error?.found ?? "")")
    #expect(
      expected.isEmpty || error?.expected.contains(expected) == true, "\(error?.expected ?? "")")
  }

  @Test(arguments: [[0xFF, 0xFE, 0x7B, 0], [0xFE, 0xFF, 0, 0x7B]] as [[UInt8]])
  func anotherEncodingIsNamed(bytes: [UInt8]) {
    let error = #expect(throws: InputError.self) { try JSONDocument(Data(bytes), file: nil) }
    #expect(error?.found == "text in UTF-16")
  }

  /// Whatever is cut off or put in, it is an error and no trap.
  @Test func damageIsAlwaysAnError() {
    let text = Array(#"{"a": [1, -2.5e3, "x\u00e9\n", true, null, {"b": {}}]}"#.utf8)
    for index in text.indices {
      for byte in [UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "\""), 0, 0xFF] {
        var damaged = text
        damaged[index] = byte
        _ = try? JSONDocument(Data(damaged), file: nil)
      }
      #expect(throws: InputError.self) { try JSONDocument(Data(text[..<index]), file: nil) }
    }
  }

  @Test(
    arguments: [
      ("$.b[1].c", "line 2, column 19 ($.b[1].c)"), ("$.a", "line 1, column 7 ($.a)"),
      ("$", "line 1, column 1 ($)"), ("$.b[2]", "$.b[2]"), ("$.z", "$.z"), ("line 3", "line 3"),
    ])
  func pathsHaveLines(path: String, place: String) {
    let text = "{\"a\": \"x, ]\",\n \"b\": [[1], {\"c\": 2}]}"
    let error = InputError(place: path, found: "", expected: "").located(in: Data(text.utf8))
    #expect(error.place == place)
  }
}
