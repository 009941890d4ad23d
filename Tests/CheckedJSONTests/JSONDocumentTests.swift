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

  /// Each number is the double nearest to its text, be it short, long or near the ends of the range.
  @Test(arguments: [
    "0", "-0", "-0.0", "7", "-12", "0.1", "0.3", "1.7976931348623157e308", "5e-324",
    "2.2250738585072014e-308",
    "9007199254740992", "9007199254740993", "9007199254740995", "123456789012345678",
    "1234567890123456789",
    "0.000000000000000000000000001", "1e22", "1e23", "9007199254740991e22", "1.5E+3", "25e-2",
    "0.30000000000000004",
    "8.41e21", "3.0e0", "1e-22", "1e-23", "1e00000000000000000002", "0e99999", "4.35", "1.005",
    "100000000000000000000",
  ])
  func readsTheNearestNumber(text: String) throws {
    let number = try #require(try document("[\(text)]").root.array().first).number(
      in: -.infinity ... .infinity)
    #expect(number.bitPattern == Double(text)?.bitPattern)
  }

  /// Errors show numbers as people write them.
  @Test(arguments: [
    ("1e15", "1000000000000000"), ("4e3", "4000"), ("-0", "0"), ("1.50", "1.5"),
    ("1e-7", "0.0000001"), ("-25e-10", "-0.0000000025"), ("1e20", "1e20"),
    ("1.25e300", "1.25e300"), ("1e-300", "1e-300"),
  ])
  func errorsShowTheNumber(text: String, shown: String) throws {
    let place = try #require(try document("[\(text)]").root.array().first)
    let error = #expect(throws: InputError.self) { try place.text() }
    #expect(error?.found == "the number \(shown)")
  }

  @Test func twentyThousandDecimalsAreTheirNearestNumbers() throws {
    var state: UInt64 = 1
    var texts: [String] = []
    for index in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let digits = String(state >> UInt64(index % 56))
      let point = index % digits.utf8.count
      let (whole, fraction) = (String(digits.prefix(point)), String(digits.dropFirst(point)))
      let exponent = index % 3 == 0 ? "e\(index % 40 - 20)" : ""
      texts.append((whole.isEmpty ? "0" : whole) + "." + fraction + exponent)
    }
    texts = texts.map { $0.first == "0" && $0.dropFirst().first != "." ? "1" + $0 : $0 }
    let read = try document("[" + texts.joined(separator: ",") + "]").root.array()
    for (place, text) in zip(read, texts) {
      #expect(try place.number(in: -.infinity ... .infinity) == Double(text), "\(text)")
    }
  }

  /// Texts are found and compared whatever their bytes, escapes and number.
  @Test(arguments: [3, 24, 25, 64, 65, 300])
  func findsKeysOfObjectsOfAnySize(count: Int) throws {
    let keys = (0..<count).map { $0 % 7 == 3 ? "ключ \($0)" : "key-\($0)" }
    let text = keys.map { "\"\($0)\": \"\($0.utf8.count) é \\u00e9 \\n\"" }.joined(separator: ", ")
    let members = try document("{" + text + ", \"last\": null}").root.object()
    for key in keys {
      #expect(try members.required(key).text() == "\(key.utf8.count) é é \n")
    }
    #expect(members.keys == (keys + ["last"]).sorted())
    #expect(members["last"] == nil && members.contains("last") && members.value("last") == .null)
    #expect(!members.contains("none") && members.count == count + 1)
    let twice = #expect(throws: InputError.self) {
      try document("{" + text + ", \"\(keys[count - 1])\": 1}")
    }
    #expect(twice?.found == "the key \"\(keys[count - 1])\" a second time")
    _ = try members.allowOnly(keys + ["last"])
    let stranger = #expect(throws: InputError.self) { try members.allowOnly(keys) }
    #expect(stranger?.found == "unknown key \"last\"")
  }

  /// An `é` of one scalar or of two is the same key, and a Kelvin sign is a K.
  @Test(arguments: [("é", "e\u{301}"), ("K", "\u{212A}"), ("a", "\\u0061")])
  func keysThatReadAlikeAreTheSame(first: String, second: String) {
    #expect(throws: InputError.self) { try document("{\"\(first)\": 1, \"\(second)\": 2}") }
  }

  @Test func numbersAreThoseOfAListOfNothingElse() throws {
    let members = try document(
      #"{"a": [1, -2.5, 3e2], "b": [1, [2]], "c": [1, null], "d": [], "e": 1}"#
    )
    .root.object()
    #expect(try members.required("a").numbers == [1, -2.5, 300])
    #expect(try members.required("b").numbers == nil)
    #expect(try members.required("c").numbers == nil)
    #expect(try members.required("d").numbers == [])
    #expect(try members.required("e").numbers == nil)
  }

  @Test func aChangedObjectKeepsItsPlaceAndItsOtherMembers() throws {
    let text = #"{"m": {"a": [1, {"b": 2}], "n": 5, "t": "x", "é": "ü", "o": {"p": [0]}}}"#
    let members = try document(text).root.object().required("m").object()
    let once = try members.replacing("n", with: .array([.number(6), .string("seven")])).object()
    let twice = try once.replacing("added", with: .string("new")).object()
    #expect(
      twice.members == [
        "a": .array([.number(1), .object(["b": .number(2)])]),
        "n": .array([.number(6), .string("seven")]), "t": .string("x"), "é": .string("ü"),
        "o": .object(["p": .array([.number(0)])]), "added": .string("new"),
      ])
    #expect(twice.place.path == "$.m" && twice.place.file == "file.json")
    #expect(try twice.required("a").array()[1].object().required("b").path == "$.m.a[1].b")
    #expect(try twice.required("n").array()[1].path == "$.m.n[1]")
    #expect(try twice.required("o").object().required("p").array()[0].path == "$.m.o.p[0]")
    #expect(try twice.required("added").path == "$.m.added")
    #expect(try members.required("n").integer(in: 0...9) == 5)
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
