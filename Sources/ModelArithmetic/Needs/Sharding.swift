/// Among which chips of a replica a part of a layer is split.
package enum Sharding: Sendable, Hashable {
  /// Every chip holds all of it: norms, routers, indexers.
  case replicated
  /// The ranks that share the attention of one sequence hold a part each.
  case attentionRanks
  /// All tensor ranks hold a part each; experts are spread so or split so, with the same bytes.
  case tensorRanks
}
