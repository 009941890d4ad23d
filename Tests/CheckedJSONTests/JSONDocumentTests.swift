import Foundation
import Testing

@testable import CheckedJSON

@Suite struct JSONDocumentTests {
  private func document(_ text: String) throws(InputError) -> JSONDocument {
    try JSONDocument(Data(text.utf8), file: "file.json")
  }

  @Test func readsEveryKindOfValue() throws {
    let root = try document(#"{"a": [1, -2.5, "x", true, null, {}]}"#).root
    #expect(
      root.value
        == .object([
          "a": .array([.number(1), .number(-2.5), .string("x"), .bool(true), .null, .object([:])])
        ]))
  }

  @Test(
    arguments: [
      ("", nil), ("{", nil), ("{\"a\": }", nil), ("[1,\n 2,\n ]]", nil), ("NaN", nil),
      ("{\"a\": 1e999}", nil), (String(repeating: "[", count: 100_000), nil),
      ("{\"a\": 1, \"b\": 2,\n \"a\": 3}", "line 2, column 2"),
      ("{\"x\": {\"k\": 1, \"k\": 2}}", "line 1, column 16"),
    ] as [(String, String?)])
  func refuses(text: String, place: String?) {
    let error = #expect(throws: InputError.self) { try document(text) }
    #expect(error?.file == "file.json")
    if let place { #expect(error?.place == place) }
  }

  @Test func theSameKeyInTwoObjectsIsFine() throws {
    _ = try document(#"{"x": {"k": 1}, "y": {"k": "a \" : { k"}}"#)
  }

  @Test(arguments: [
    ("null", "a whole number"), ("1.5", "a whole number"), ("-1", "a whole number"),
    ("1e300", "a whole number"), ("\"7\"", "a whole number"), ("true", "a whole number"),
  ])
  func saysWhereAndWhatItExpected(value: String, expected: String) throws {
    let members = try document("{\"a\": [\(value)]}").root.object()
    let error = #expect(throws: InputError.self) {
      try members.required("a").array()[0].integer(in: 0...10)
    }
    #expect(error?.place == "$.a[0]")
    #expect(error?.expected.hasPrefix(expected) == true)
  }

  @Test func anUnknownKeySuggestsTheNearest() throws {
    let members = try document(#"{"promt": 1}"#).root.object()
    let error = #expect(throws: InputError.self) { try members.allowOnly(["prompt", "volume"]) }
    #expect(error?.suggestion == "prompt")
    #expect(
      error?.description
        == "file.json: $: found unknown key \"promt\", expected prompt, volume (did you mean \"prompt\"?)"
    )
  }
}

@Suite struct NearestNameTests {
  @Test(
    arguments: [
      ("h100", "H100-SXM"), ("H10-SXM", "H100-SXM"), ("mi300x", "MI300X"), ("MI030X", "MI300X"),
      ("zzz", nil), ("", nil), ("H1000", "H100-SXM"), ("h 200 smx", "H200-SXM"),
    ] as [(String, String?)])
  func finds(name: String, expected: String?) {
    #expect(nearest(to: name, among: ["H100-SXM", "H200-SXM", "MI300X"]) == expected)
  }

  /// Of names as close, the one that begins alike; of provider/model the model counts.
  @Test func beginsAlike() {
    let names = ["openai/gpt-4o-mini", "openai/gpt-5.4-mini", "openai/gpt-5.5"]
    #expect(nearest(to: "gpt-5-mini", among: names) == "openai/gpt-5.4-mini")
  }
}
