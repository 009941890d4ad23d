import CheckedJSON

extension ArchitectureFamily {
  /// ELECTRA: BERT with narrow tables and no pooler.
  ///
  /// electra-small-discriminator: 13,483,008 parameters without the head that tells replaced words. Clark et al.,
  /// "ELECTRA", 2020.
  package static let electra = ArchitectureFamily(
    "electra",
    classes: [
      "ElectraModel", "ElectraForPreTraining", "ElectraForMaskedLM",
      "ElectraForSequenceClassification", "ElectraForTokenClassification",
    ]
  ) { config throws(InputError) in
    var encoder = try TextEncoder(config, types: 2, bias: true)
    let width = try config.count("embedding_size", default: 128)
    if width != encoder.hidden {
      encoder.narrowTables = TextEncoder.NarrowTables(
        width: width,
        projection: .linear(
          .denseFeedForward, "embeddings_project", width, encoder.hidden, bias: true),
        normsFirst: true)
    }
    return try encoder.parts(config, head: .denseOnly)
  }
}
