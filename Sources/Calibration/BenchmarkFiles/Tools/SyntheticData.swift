import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What GuideLLM was told of the prompts that it makes up: `prompt_tokens=512,prefix_tokens=256`, the same as
/// JSON, or an object.
struct SyntheticData {
  /// Tokens that prompts begin with alike, the most of several kinds.
  private(set) var prefixTokens: Double?
  /// How many such beginnings there are; `nil` for one.
  private(set) var prefixes: Double?
  /// Turns of a talk.
  private(set) var turns: Double?

  /// Reads one element of `data`; `nil` for the name of a data set.
  init?(_ place: JSONPlace) {
    if let text = place.textValue {
      if text.first == "{" {
        guard let inner = try? JSONDocument(Data(text.utf8)).root else { return nil }
        self.init(object: inner)
      } else {
        self.init(pairs: text)
      }
    } else {
      self.init(object: place)
    }
  }

  private init?(object place: JSONPlace) {
    guard (try? place.object()) != nil else { return nil }
    prefixTokens = place.number("prefix_tokens")
    prefixes = place.number("prefix_count")
    turns = place.number("turns")
    for bucket in place["prefix_buckets"]?.elements ?? [] {
      guard let tokens = bucket.number("prefix_tokens"), tokens > prefixTokens ?? 0 else {
        continue
      }
      prefixTokens = tokens
      prefixes = bucket.number("prefix_count")
    }
  }

  private init?(pairs text: String) {
    var found: [Substring: Double] = [:]
    for pair in text.split(separator: ",") {
      let parts = pair.split(separator: "=")
      if parts.count == 2 { found[parts[0].drop { $0 == " " }] = Double(parts[1]) }
    }
    guard !found.isEmpty else { return nil }
    prefixTokens = found["prefix_tokens"]
    prefixes = found["prefix_count"]
    turns = found["turns"]
  }
}
