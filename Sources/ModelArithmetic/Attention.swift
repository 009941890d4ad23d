/// The shape of softmax attention in one layer.
package struct Attention: Sendable, Hashable {
  /// Which earlier tokens a token may look at.
  package enum Span: Sendable, Hashable {
    case full
    /// The last so many tokens (a sliding window, or a chunk).
    case window(tokens: Int)
    /// So many tokens that an indexer chooses among all.
    case selected(tokens: Int)
  }

  /// What is kept of each earlier token.
  package enum Cache: Sendable, Hashable {
    /// A key and a value for each key-value head.
    case keysAndValues
    /// One vector for each key-value head that serves as both key and value.
    case sharedKeyValue
    /// One compressed vector for all heads (multi-head latent attention): `rank` + `rotary` numbers.
    case latent(rank: Int, rotary: Int)
    /// Nothing of its own: the layer reads the cache of an earlier one.
    case borrowed
    /// Nothing: tokens see those behind them as well, so that all of a sequence goes through in one pass.
    ///
    /// The span then tells how far a token looks to either side.
    case unkept
  }

  /// Entries that stand for several tokens each and are kept for all of a sequence, beside a window.
  package struct Compression: Sendable, Hashable {
    /// Tokens that one entry stands for.
    package let tokensPerEntry: Int
    /// Entries that an indexer chooses for a token; `nil` if the token reads all of them.
    package let selectedEntries: Int?
    /// Numbers that the indexer keeps for each entry; 0 without one.
    package let indexerElementsPerEntry: Int
    /// Whether an earlier layer keeps the entries, and the indexer's numbers, for this one.
    package let isBorrowed: Bool
    /// The most entries that the indexer scores; `nil` for all.
    package let indexedEntries: Int?

    /// Makes the shape of a compression.
    package init(
      tokensPerEntry: Int, selectedEntries: Int? = nil, indexerElementsPerEntry: Int = 0,
      isBorrowed: Bool = false, indexedEntries: Int? = nil
    ) {
      self.tokensPerEntry = tokensPerEntry
      self.selectedEntries = selectedEntries
      self.indexerElementsPerEntry = indexerElementsPerEntry
      self.isBorrowed = isBorrowed
      self.indexedEntries = indexedEntries
    }
  }

  /// Query heads.
  package let queryHeads: Int
  /// Key-value heads.
  package let keyValueHeads: Int
  /// Width of a query or key of one head.
  package let queryKeyDimension: Int
  /// Width of a value of one head.
  package let valueDimension: Int
  /// Which earlier tokens a token may look at.
  package let span: Span
  /// What is kept of each earlier token.
  package let cache: Cache
  /// Numbers kept for each token by the indexer of a sparse attention; 0 without one.
  package let indexerElementsPerToken: Int
  /// Compressed entries that the layer reads beyond its span; `nil` for nearly all models.
  package let compression: Compression?

  /// Makes the shape of an attention.
  package init(
    queryHeads: Int, keyValueHeads: Int, queryKeyDimension: Int, valueDimension: Int,
    span: Span = .full, cache: Cache = .keysAndValues, indexerElementsPerToken: Int = 0,
    compression: Compression? = nil
  ) {
    self.queryHeads = queryHeads
    self.keyValueHeads = keyValueHeads
    self.queryKeyDimension = queryKeyDimension
    self.valueDimension = valueDimension
    self.span = span
    self.cache = cache
    self.indexerElementsPerToken = indexerElementsPerToken
    self.compression = compression
  }

  /// Numbers kept for each token within the span, the indexer's not counted.
  package var cachedElementsPerToken: Int {
    switch cache {
    case .keysAndValues: keyValueHeads * (queryKeyDimension + valueDimension)
    case .sharedKeyValue: keyValueHeads * queryKeyDimension
    case .latent(let rank, let rotary): rank + rotary
    case .borrowed, .unkept: 0
    }
  }

  /// The same attention with every token seeing those behind it as well.
  var seeingBothWays: Attention {
    Attention(
      queryHeads: queryHeads, keyValueHeads: keyValueHeads, queryKeyDimension: queryKeyDimension,
      valueDimension: valueDimension, span: span, cache: .unkept)
  }
}
