extension ModelCatalog {
  /// The quantised checkpoints that are published of the model with this canonical id.
  public func checkpoints(of canonical: String) -> [PublishedCheckpoint] {
    published.filter { $0.model == canonical }
  }
}
