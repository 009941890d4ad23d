import CheckedJSON
import Roofline
import Workloads

/// A measured point of speed and throughput that somebody published for a model on a chip.
///
/// Of each model, chip, precision, length of requests and stack, the points that no other beats in both.
package struct PublishedSpeed: Sendable, Hashable {
  /// The publisher's name of the model.
  package let model: String
  /// The chip, by its id in the catalog.
  package let accelerator: String
  /// The precision of the weights.
  package let weights: String
  /// Mean tokens of prompts and completions.
  package let promptTokens: Double
  package let completionTokens: Double
  /// Whether it guessed ahead or split its pools.
  package let stack: ServingStack
  /// Output tokens per second that each user saw.
  package let tokensPerSecondPerUser: Double
  /// Tokens per second and chip, prompt and completion together.
  package let tokensPerSecondPerChip: Double
  /// Chips of the whole run, all its pools together.
  package let chips: Int
  /// The engine and what it did, such as `SGLang, split pools, MTP`.
  package let run: String
  /// When it was run.
  package let date: String
  /// Who published it.
  package let source: String
}

extension PublishedSpeed {
  /// Requests may be this many times longer or shorter for a point to be shown beside them.
  private static let alikeWithin = 2.0

  /// Whether its requests are nearly those of a shape.
  func isAlike(_ shape: RequestShape) -> Bool {
    func near(_ a: Double, _ b: Double) -> Bool {
      max(a, b) <= Self.alikeWithin * max(1, min(a, b))
    }
    return near(promptTokens, shape.prompt) && near(completionTokens, shape.completion)
  }

  private init?(_ row: CSVTable.Row) {
    guard let prompt = row.number("prompt_tokens"),
      let completion = row.number("completion_tokens"),
      let perUser = row.number("tokens_per_s_user"), perUser > 0,
      let perChip = row.number("tokens_per_s_gpu"), perChip > 0, let chips = Int(row["gpus"]),
      let stack = ServingStack(rawValue: row["stack"])
    else { return nil }
    model = row["model"]
    accelerator = row["gpu"]
    weights = row["weights"]
    promptTokens = prompt
    completionTokens = completion
    self.stack = stack
    tokensPerSecondPerUser = perUser
    tokensPerSecondPerChip = perChip
    self.chips = chips
    run = row["run"]
    date = row["date"]
    source = row["source"]
  }

  /// What the library carries.
  ///
  /// - Throws: `InputError` if the library's own file is broken, which its tests exclude.
  package static func builtIn() throws(InputError) -> [PublishedSpeed] { try loaded.get() }

  private static let loaded = Result { () throws(InputError) in
    let path = "data/published-speeds.csv"
    let table = try CSVTable(
      EmbeddedFile.at(path).data, file: path, requiring: ["model", "gpu", "tokens_per_s_gpu"])
    var all: [PublishedSpeed] = []
    for row in table.rows {
      guard let speed = PublishedSpeed(row) else {
        throw InputError(
          file: path, place: "line \(row.line)", found: row["run"], expected: "a point of speed")
      }
      all.append(speed)
    }
    return all
  }
}
