extension ModelCatalog {
  /// The quantised checkpoints that are published of the model with this canonical id.
  package func checkpoints(of canonical: String) -> [PublishedCheckpoint] {
    published.filter { $0.model == canonical }
  }
}
