import CheckedJSON
import Pricing
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct CatalogReadingTests {
  static let provenance = #""provenance": {"source": "a list", "asOf": "2026-11-12"}"#

  static func tariffFile(_ tariff: String) -> String {
    #"{"provider": "acme", "unit": "usdPerMillionTokens", "tariffs": [\#(tariff)]}"#
  }

  static func offerFile(_ offer: String) -> String {
    #"{"provider": "acme", "offers": [\#(offer)]}"#
  }

  private func read(_ text: String, named name: String = "a.json") throws -> PriceCatalog {
    try PriceCatalog(files: [(name, Data(text.utf8))])
  }

  /// A broken file and what the error must say.
  struct Broken: Sendable, CustomTestStringConvertible {
    var text: String
    var place: String?
    var says: String
    var testDescription: String { text }

    static func tariff(_ body: String, at place: String, says: String) -> Broken {
      Broken(
        text: tariffFile("{\(body), \(provenance)}"), place: "$.tariffs[0]" + place, says: says)
    }

    static func offer(_ body: String, at place: String, says: String) -> Broken {
      Broken(text: offerFile("{\(body), \(provenance)}"), place: "$.offers[0]" + place, says: says)
    }
  }

  static let brokenTariffs: [Broken] = [
    .tariff(#""model": "m""#, at: "", says: #"the key "prices""#),
    .tariff(#""prices": {"input": 1, "output": 2}"#, at: "", says: #"the key "model""#),
    .tariff(
      #""model": "m", "prices": {"input": 0, "output": 2}"#, at: ".prices.input",
      says: "leave it out if it is unknown"),
    .tariff(
      #""model": "m", "prices": {"input": -1, "output": 2}"#, at: ".prices.input",
      says: "above 0"),
    .tariff(
      #""model": "m", "prices": {"input": 1e9, "output": 2}"#, at: ".prices.input",
      says: "up to 10000 USD"),
    .tariff(
      #""model": "m", "prices": {"input": "1", "output": 2}"#, at: ".prices.input",
      says: #"the text "1""#),
    .tariff(
      #""model": "m", "prices": {"input": 1, "output": null}"#, at: ".prices.output",
      says: #"found null, expected a value of "output""#),
    .tariff(
      #""model": "m", "prices": {"input": 1, "output": 2, "cached": 1}"#, at: ".prices",
      says: #"unknown key "cached""#),
    .tariff(
      #""model": "m", "price": {}, "prices": {"input": 1, "output": 2}"#, at: "",
      says: #"did you mean "prices""#),
    .tariff(
      #""model": "m", "prices": {"input": 1, "output": 2}, "batch": {"input": 1.5, "output": 2}"#,
      at: ".batch.input", says: "at most the standard price 1"),
    .tariff(
      #""model": "m", "prices": {"input": 1, "output": 2}, "batch": {"input": 1, "output": 3}"#,
      at: ".batch.output", says: "at most the standard price 2"),
    .tariff(
      #""model": "two words", "prices": {"input": 1, "output": 2}"#, at: ".model",
      says: "without spaces"),
    .tariff(
      #""model": "m", "contextTokens": 1.5, "prices": {"input": 1, "output": 2}"#,
      at: ".contextTokens", says: "a whole number"),
    .tariff(
      #""model": "m", "deprecation": "2026-02-30", "prices": {"input": 1, "output": 2}"#,
      at: ".deprecation", says: "a date"),
    .tariff(
      #""model": "m", "prices": {"input": 1, "output": 2}, "tiers": [{"aboveTokens": 1000}]"#,
      at: ".tiers[0]", says: #"the key "prices""#),
    .tariff(
      #""model": "m", "prices": {"input": 1, "output": 2}, "tiers": ["#
        + #"{"aboveTokens": 1000, "prices": {"input": 2, "output": 4}}, "#
        + #"{"aboveTokens": 1000, "prices": {"input": 3, "output": 6}}]"#,
      at: ".tiers[1].aboveTokens", says: "from 1001"),
    .tariff(
      #""model": "m", "prices": {"input": 1, "output": 2}, "windows": ["#
        + #"{"name": "a", "hoursUTC": [{"days": "weekday", "from": 0, "to": 1}]}]"#,
      at: ".windows[0].hoursUTC[0].days", says: #"did you mean "weekdays""#),
    .tariff(
      #""model": "m", "prices": {"input": 1, "output": 2}, "windows": ["#
        + #"{"name": "a", "hoursUTC": [{"days": "weekdays", "from": 5, "to": 5}]}]"#,
      at: ".windows[0].hoursUTC[0].to", says: "from 6 to 24"),
    .tariff(
      #""model": "m", "prices": {"input": 1, "output": 2}, "windows": ["#
        + #"{"name": "a", "hoursUTC": [{"days": "everyDay", "from": 0, "to": 5}]}, "#
        + #"{"name": "b", "hoursUTC": [{"days": "weekend", "from": 4, "to": 6}]}]"#,
      at: ".windows[1]", says: "no other window"),
    .tariff(
      #""model": "m", "prices": {"input": 1, "output": 2}, "regionalMultipliers": {"us": 0}"#,
      at: ".regionalMultipliers.us", says: "from 0.1 to 10"),
    Broken(
      text: tariffFile(#"{"model": "m", "prices": {"input": 1, "output": 2}}"#),
      place: "$.tariffs[0]", says: #"the key "provenance""#),
    Broken(
      text: #"{"provider": "acme", "unit": "usdPerToken", "tariffs": []}"#, place: "$.unit",
      says: "usdPerMillionTokens"),
    Broken(text: #"{"tarifs": []}"#, place: "$", says: #"did you mean "tariffs""#),
    Broken(text: "[]", place: "$", says: "an object"),
    Broken(text: "{", place: nil, says: "the closing }"),
    Broken(text: "", place: nil, says: "a JSON document"),
  ]

  static let brokenOffers: [Broken] = [
    .offer(#""id": "a", "gpu": "L4", "gpusPerInstance": 1"#, at: "", says: #"the key "terms""#),
    .offer(
      #""id": "a", "gpu": "L4", "gpusPerInstance": 1, "terms": []"#, at: ".terms",
      says: "at least one"),
    .offer(
      #""id": "a", "gpu": "L4", "gpusPerInstance": 0, "terms": []"#, at: ".gpusPerInstance",
      says: "from 1"),
    .offer(
      #""id": "a", "gpu": "L4", "gpusPerInstance": 2, "maximumGPUsPerNode": 1, "terms": ["#
        + #"{"commitment": "onDemand", "usdPerInstanceHour": 1}]"#,
      at: ".maximumGPUsPerNode", says: "from 2"),
    .offer(
      #""id": "a", "gpu": "L4", "gpusPerInstance": 1, "terms": ["#
        + #"{"commitment": "ondemand", "usdPerInstanceHour": 1}]"#,
      at: ".terms[0].commitment", says: #"did you mean "onDemand""#),
    .offer(
      #""id": "a", "gpu": "L4", "gpusPerInstance": 1, "terms": ["#
        + #"{"commitment": "onDemand", "usdPerInstanceHour": 0}]"#,
      at: ".terms[0].usdPerInstanceHour", says: "above 0"),
    .offer(
      #""id": "a", "gpu": "L4", "gpusPerInstance": 1, "terms": ["#
        + #"{"commitment": "spot", "usdPerInstanceHour": 1}, "#
        + #"{"commitment": "spot", "usdPerInstanceHour": 2}]"#,
      at: ".terms[1]", says: "each commitment once"),
    .offer(
      #""id": "a", "gpu": "L4", "gpusPerInstance": 1, "billing": {"incrementSeconds": 0}, "#
        + #""terms": [{"commitment": "spot", "usdPerInstanceHour": 1}]"#,
      at: ".billing.incrementSeconds", says: "from 0.001"),
  ]

  static let brokenOwned: [Broken] = [
    Broken(
      text: #"{"owned": [{"gpu": "L4", "gpusPerServer": 8, "capitalUSDPerGPU": 1, "#
        + #""kilowattsPerGPU": 1, \#(provenance)}]}"#, place: "$.owned[0]",
      says: #"the key "lifeYears""#),
    Broken(
      text: #"{"defaults": {"lifeYear": 5}, "owned": []}"#, place: "$.defaults",
      says: #"did you mean "lifeYears""#),
    Broken(
      text: #"{"defaults": {"lifeYears": 0}, "owned": [{"gpu": "L4", "gpusPerServer": 8, "#
        + #""capitalUSDPerGPU": 1, "kilowattsPerGPU": 1, \#(provenance)}]}"#,
      place: "$.defaults.lifeYears", says: "from 0.5"),
  ]

  @Test(arguments: brokenTariffs + brokenOffers + brokenOwned)
  func saysWhatIsWrongAndWhere(_ broken: Broken) throws {
    let error = try #require(throws: InputError.self) { try read(broken.text) }
    #expect(error.file == "a.json")
    if let place = broken.place { #expect(error.place == place) }
    #expect("\(error)".contains(broken.says), "\(error)")
  }

  @Test func everyTruncationOfAFileIsAnErrorAndNoTrap() throws {
    let whole = Array(
      Self.tariffFile(
        #"{"model": "m", "prices": {"input": 1, "output": 2}, \#(Self.provenance)}"#
      ).utf8)
    for length in 0..<whole.count {
      #expect(throws: InputError.self) {
        try PriceCatalog(files: [("a.json", Data(whole.prefix(length)))])
      }
    }
    #expect(try PriceCatalog(files: [("a.json", Data(whole))]).tariffs.count == 1)
  }

  @Test func anIdStandsOnceInAllFiles() throws {
    let file = Data(
      Self.tariffFile(
        #"{"model": "m", "prices": {"input": 1, "output": 2}, \#(Self.provenance)}"#
      ).utf8)
    let error = try #require(throws: InputError.self) {
      try PriceCatalog(files: [("a.json", file), ("b.json", file)])
    }
    #expect(error.file == "b.json")
    #expect("\(error)".contains(#"the tariff "acme/m" a second time"#))
    #expect("\(error)".contains("it is in a.json already"))
  }

  @Test func skipsSchemas() throws {
    #expect(try read("not even JSON", named: "tariff.schema.json").tariffs.isEmpty)
  }

  @Test func suggestsTheNearestId() throws {
    let catalog = try shippedCatalog()
    let error = try #require(throws: InputError.self) { try catalog.tariff("openai/gpt-6.1-so") }
    #expect(error.suggestion == "openai/gpt-6.1-sol")
    let offer = try #require(throws: InputError.self) { try catalog.offer("runpod-h100-sxn") }
    #expect(offer.suggestion == "runpod-h100-sxm")
    let owned = try #require(throws: InputError.self) { try catalog.owned("H100") }
    #expect(owned.suggestion?.hasPrefix("H100") == true)
  }
}
