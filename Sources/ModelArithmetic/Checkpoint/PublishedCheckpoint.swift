package import CheckedJSON

/// A quantised checkpoint of an open model that somebody has published: a re-upload, or the model itself
/// where its publisher stores it so.
package struct PublishedCheckpoint: Sendable, Hashable, Identifiable {
  /// Its Hugging Face id, such as `nvidia/Llama-3.3-70B-Instruct-FP4`.
  package let id: String
  /// The canonical id of the model that it stores.
  package let model: String
  /// The datatype of most of its weights.
  package let weights: NumberFormat
  /// Where it was found to exist.
  package let source: String
  /// Whether that source is the checkpoint itself, or work done with it, and not only a mention of it.
  package let isConfirmed: Bool

  package init(
    id: String, model: String, weights: NumberFormat, source: String, isConfirmed: Bool = true
  ) {
    self.id = id
    self.model = model
    self.weights = weights
    self.source = source
    self.isConfirmed = isConfirmed
  }
}

extension PublishedCheckpoint {
  /// Reads a table of checkpoints: for each model and source, the ids by datatype.
  package static func table(_ document: JSONDocument) throws(InputError) -> [PublishedCheckpoint] {
    let members = try document.root.object()
    try members.allowOnly(["version", "asOf", "note", "checkpoints"])
    var checkpoints: [PublishedCheckpoint] = []
    var taken: Set<String> = []
    for place in try members.required("checkpoints").array() {
      let checkpoint = try place.object()
      try checkpoint.allowOnly(["id", "model", "weights", "source", "confirmed"])
      let id = try checkpoint.required("id").text()
      guard taken.insert(id.lowercased()).inserted else {
        throw place.error(expected: "each checkpoint once, unlike \"\(id)\"")
      }
      checkpoints.append(
        PublishedCheckpoint(
          id: id, model: try checkpoint.required("model").text(),
          weights: try checkpoint.required("weights").choice(),
          source: try checkpoint.required("source").text(),
          isConfirmed: try checkpoint["confirmed"]?.bool() ?? true))
    }
    return checkpoints
  }
}
