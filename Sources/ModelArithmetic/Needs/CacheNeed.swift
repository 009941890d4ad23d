/// What layers of one shape keep of the tokens of a sequence, and what a new token reads of it.
///
/// A full cache keeps and reads an entry for each token; a window the last `w`; an indexer chooses
/// `k` of all that are kept; a compressed cache keeps an entry for every `r` tokens. So
///
///     kept(n) = min(n/r, kept limit) · elements        read(n) = min(n/r, read limit) · elements
package struct CacheNeed: Sendable, Hashable {
  /// What an entry holds.
  package enum Content: Sendable, Hashable {
    /// Keys and values of each key-value head, or one vector that serves as both.
    case keysAndValues
    /// One compressed vector for all heads.
    case latent
    /// The key by which an indexer scores an entry of the cache beside it.
    case indexerKeys
  }

  /// What an entry holds.
  package let content: Content
  /// Tokens for which one entry stands: 1, or more in a compressed cache.
  package let tokensPerEntry: Int
  /// The most entries that are kept; `nil` for all.
  package let keptEntries: Int?
  /// The most entries that a token reads; `nil` for all.
  package let readEntries: Int?
  /// Heads among which an entry can be split; of more ranks, several keep the same.
  package let heads: Int
  /// Query heads that share a head of keys and values; 1 where all share one latent vector.
  package let queryHeadsPerHead: Double
  /// How the arithmetic is split among chips.
  package let sharding: Sharding
  /// Numbers that all these layers keep for an entry; 0 where an earlier layer's cache is read.
  package private(set) var keptElements: Double
  /// Numbers that all these layers read for an entry.
  package private(set) var readElements: Double
  /// Floating-point operations of a decoded token with one entry.
  package private(set) var decodeFlops: Double
  /// Floating-point operations of a prompt's token with one entry.
  package private(set) var promptFlops: Double

  /// Takes in the layers of another need of the same kind; `false`, and nothing happens, for others.
  mutating func absorb(_ other: CacheNeed) -> Bool {
    guard content == other.content, tokensPerEntry == other.tokensPerEntry,
      keptEntries == other.keptEntries, readEntries == other.readEntries, heads == other.heads,
      queryHeadsPerHead == other.queryHeadsPerHead, sharding == other.sharding
    else { return false }
    keptElements += other.keptElements
    readElements += other.readElements
    decodeFlops += other.decodeFlops
    promptFlops += other.promptFlops
    return true
  }

  /// Chips that share the entries of one sequence: 10 heads on 4 ranks leave 3 on the fullest.
  package func shards(ranks: Int) -> Double {
    let fullest = (heads + ranks - 1) / max(1, ranks)
    return Double(heads) / Double(max(1, fullest))
  }

  /// Entries that a token reads which sees some tokens.
  package func entriesRead(of tokens: Double) -> Double {
    min(tokens / Double(tokensPerEntry), readEntries.map(Double.init) ?? .infinity)
  }

  /// The number of tokens beyond which a token reads no more; `nil` if there is none.
  package var tokensRead: Double? { readEntries.map { Double($0) * Double(tokensPerEntry) } }
}

extension CacheNeed {
  /// The caches of one layer: its own, the compressed one beside it, and the indexer's keys.
  static func all(of attention: Attention, indexerFlopsPerEntry: Double) -> [CacheNeed] {
    let (kept, read): (Int?, Int?) =
      switch attention.span {
      case .full: (nil, nil)
      case .window(let tokens): (tokens, tokens)
      case .selected(let tokens): (nil, tokens)
      }
    var needs = [
      CacheNeed(attention, tokensPerEntry: 1, keptEntries: kept, readEntries: read)
    ]
    func indexer(
      _ elements: Int, tokensPerEntry: Int, isBorrowed: Bool = false, read: Int? = nil
    ) -> CacheNeed {
      CacheNeed(
        content: .indexerKeys, tokensPerEntry: tokensPerEntry, keptEntries: nil, readEntries: read,
        heads: 1, queryHeadsPerHead: 1, sharding: .replicated,
        keptElements: isBorrowed ? 0 : Double(elements), readElements: Double(elements),
        decodeFlops: indexerFlopsPerEntry,
        promptFlops: indexerFlopsPerEntry)
    }
    if attention.indexerElementsPerToken > 0 {
      needs.append(indexer(attention.indexerElementsPerToken, tokensPerEntry: 1))
    }
    if let compression = attention.compression {
      var entries = CacheNeed(
        attention, tokensPerEntry: compression.tokensPerEntry, keptEntries: nil,
        readEntries: compression.selectedEntries)
      if compression.isBorrowed { entries.keptElements = 0 }
      needs.append(entries)
      if compression.indexerElementsPerEntry > 0 {
        needs.append(
          indexer(
            compression.indexerElementsPerEntry, tokensPerEntry: compression.tokensPerEntry,
            isBorrowed: compression.isBorrowed, read: compression.indexedEntries))
      }
    }
    return needs
  }

  private init(
    _ attention: Attention, tokensPerEntry: Int, keptEntries: Int?, readEntries: Int?
  ) {
    let kept = Double(attention.cachedElementsPerToken)
    let isLatent: Bool
    let read: Double
    switch attention.cache {
    case .keysAndValues, .sharedKeyValue: (isLatent, read) = (false, kept)
    case .latent: (isLatent, read) = (true, kept)
    case .borrowed, .unkept:
      let width = attention.queryKeyDimension + attention.valueDimension
      (isLatent, read) = (false, Double(attention.keyValueHeads) * Double(width))
    }
    let heads = isLatent ? 1 : max(1, attention.keyValueHeads)
    // Pairs are counted of a token and those before it; where it sees those behind it too, there are twice as many.
    let sides: Double = attention.cache == .unkept ? 2 : 1
    self.init(
      content: isLatent ? .latent : .keysAndValues, tokensPerEntry: max(1, tokensPerEntry),
      keptEntries: keptEntries, readEntries: readEntries, heads: heads,
      queryHeadsPerHead: isLatent ? 1 : Double(attention.queryHeads) / Double(heads),
      sharding: .attentionRanks, keptElements: kept, readElements: read,
      decodeFlops: attention.flopsPerPair(isDecoding: true),
      promptFlops: sides * attention.flopsPerPair(isDecoding: false))
  }
}
