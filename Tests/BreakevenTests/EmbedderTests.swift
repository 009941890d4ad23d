import CheckedJSON
import ModelArithmetic
import Roofline
import Testing

@testable import Breakeven

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Models that embed or rank: what they weigh, that they only read, and that no model that writes is held against them.
@Suite struct EmbedderTests {
  /// Totals as the hub counts them (llmfit 1.1.17's list; of files with a buffer of positions less its 512 or 514
  /// numbers), or by the sums of the layers where it lists no such file.
  @Test(arguments: [
    ("sentence-transformers/all-MiniLM-L6-v2", 22_713_216),
    ("sentence-transformers/all-mpnet-base-v2", 109_486_464),
    ("sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2", 117_653_760),
    ("cross-encoder/ms-marco-MiniLM-L6-v2", 22_713_601),
    ("BAAI/bge-small-en-v1.5", 33_360_000), ("BAAI/bge-base-en-v1.5", 109_482_240),
    ("BAAI/bge-large-en-v1.5", 335_141_888), ("BAAI/bge-m3", 567_754_752),
    ("mixedbread-ai/mxbai-embed-large-v1", 335_141_888),
    ("BAAI/bge-reranker-v2-m3", 567_755_777), ("BAAI/bge-reranker-large", 559_891_457),
    ("BAAI/bge-reranker-base", 278_044_417),
    ("BAAI/bge-multilingual-gemma2", 9_241_713_152),
    ("intfloat/multilingual-e5-large", 559_890_432),
    ("intfloat/multilingual-e5-base", 278_043_648),
    ("intfloat/e5-mistral-7b-instruct", 7_110_660_096),
    ("jinaai/jina-embeddings-v3", 572_310_396), ("nomic-ai/nomic-embed-text-v1.5", 136_731_648),
    ("Alibaba-NLP/gte-multilingual-base", 305_368_320),
    ("ibm-granite/granite-embedding-english-r2", 149_014_272),
    ("google/embeddinggemma-300m", 302_863_104),
    ("Qwen/Qwen3-Embedding-0.6B", 595_776_512), ("Qwen/Qwen3-Embedding-4B", 4_021_774_336),
    ("Qwen/Qwen3-Embedding-8B", 7_567_295_488),
    // Two rows of a head beside 4,021,784,576.
    ("Qwen/Qwen3-Reranker-4B", 4_021_789_696),
  ])
  func parameters(_ name: String, _ total: Int) throws {
    let model = try Catalog.builtInModels.architecture(named: name)
    #expect(model.parameterCount.total == total)
    #expect(model.purpose.isPrefillOnly)
  }

  @Test(arguments: [
    ("bge-m3", "BAAI/bge-m3"), ("nomic-embed-text", "nomic-ai/nomic-embed-text-v1.5"),
    ("snowflake-arctic-embed", "Snowflake/snowflake-arctic-embed-l-v2.0"),
    ("gte-Qwen2", "Alibaba-NLP/gte-Qwen2-7B-instruct"),
    ("Qwen3 Embedding 8B", "Qwen/Qwen3-Embedding-8B"),
    ("Qwen3-Reranker-4B", "Qwen/Qwen3-Reranker-4B"),
    ("jina-embeddings-v3", "jinaai/jina-embeddings-v3"),
    ("e5-mistral-7b-instruct", "intfloat/e5-mistral-7b-instruct"),
    // What wrote before still writes.
    ("qwen3-8b", "Qwen/Qwen3-8B"), ("qwen3 4b", "Qwen/Qwen3-4B"),
  ])
  func areKnownByTheirNames(_ name: String, _ id: String) {
    #expect(Catalog.builtInModels.canonicalIdentifier(of: name) == id)
  }

  /// Every token sees all others, so nothing of them is kept and pairs count twice: 24 layers of 16 heads of 64 numbers,
  /// 512 · 513 pairs of 4 · 1024 operations, beside 512 tokens through the matrices.
  @Test func anEncoderKeepsNothing() throws {
    let model = try Catalog.builtInModels.architecture(named: "BAAI/bge-m3")
    let cache = model.keyValueCache()
    #expect(cache.bytesPerTokenUnbounded == 0 && cache.bytesPerTokenWindowed == 0)
    let width = 1024.0
    let weights: Double = 4 * width * width + 2 * width * 4096
    let matrices: Double = 24 * weights * 2 * 512
    let pairs: Double = 24 * 4 * width * 512 * 513
    let pooler: Double = 2 * width * width
    let flops = Double(model.prefillFlops(tokens: 512))
    #expect(abs(flops - (matrices + pairs + pooler)) < 1)
  }

  /// Ten million documents of 300 tokens at 0.01 dollars a million are 30 dollars, and no completion is billed.
  @Test func aBillHasNoCompletion() throws {
    let decision = try Self.decision(model: "Qwen/Qwen3-Embedding-8B", requestsPerMonth: 10_000_000)
    let api = try #require(decision.bestAPI)
    #expect(api.tariff.id == "nebius/Qwen/Qwen3-Embedding-8B")
    #expect(abs(api.billUSD(requests: 10_000_000) - 30) < 1e-9)
    #expect(api.charges.map(\.tokenClass) == [.uncachedInput])
    #expect(decision.apis.allSatisfy { $0.tariff.purpose == .embedding })
    let own = try #require(decision.bestSelfHost)
    #expect(own.totalUSD > 0 && own.totalUSD < .infinity)
  }

  @Test(
    arguments: [
      ("Qwen/Qwen3-Embedding-8B", 250, "embeds"), ("BAAI/bge-reranker-v2-m3", 250, "ranks"),
      ("Qwen/Qwen3-8B", 0, "writes"),
    ] as [(String, Double, String)])
  func whoDoesSomethingElseIsRefusedByName(
    _ model: String, _ completion: Double, _ verb: String
  ) throws {
    let error = #expect(throws: InputError.self) {
      try Self.decision(model: model, completion: completion)
    }
    #expect(error?.found.contains(model) == true && error?.found.contains(verb) == true)
    #expect(error?.place == "$.candidates.models")
  }

  /// Without a name every hosted model has an answer, and no embedder is among those that write.
  @Test func noEmbedderAmongThoseThatWrite() throws {
    let reading = try Self.decision(model: nil)
    #expect(!reading.apis.isEmpty)
    #expect(reading.apis.allSatisfy { $0.tariff.purpose != .generation })
  }

  /// 100,000 searches of 50 documents each: at 2 dollars a thousand 200 dollars, however long the documents are.
  ///
  /// A search of 250 is billed as three.
  @Test(
    arguments: [(50, 5_000_000, 200), (250, 25_000_000, 600)] as [(Double, Double, Double)])
  func rankingIsPricedByTheSearch(_ documents: Double, _ requests: Double, _ usd: Double) throws {
    let decision = try Self.decision(
      model: "BAAI/bge-reranker-v2-m3", requestsPerMonth: requests,
      more: #""documentsPerSearch": \#(documents), "today": {"api": "cohere/rerank-v3.5"},"#)
    let today = try #require(decision.today?.api)
    #expect(abs(today.billUSD(requests: requests) - usd) < 1e-6)
    #expect(today.charges.map(\.tokenClass) == [.search])
  }

  @Test func aSearchWithoutDocumentsIsNotGuessed() throws {
    let decision = try Self.decision(
      model: "BAAI/bge-reranker-v2-m3",
      more:
        #""equivalence": [{"model": "BAAI/bge-reranker-v2-m3", "api": "cohere/rerank-v3.5", "note": "ours"}],"#
    )
    let exclusion = decision.exclusions.first { $0.name == "cohere/rerank-v3.5" }
    #expect(exclusion?.reason.contains("documentsPerSearch") == true)
  }

  private static let catalog = Result { try Catalog.builtIn() }

  private static func decision(
    model: String?, requestsPerMonth: Double = 3_000_000, completion: Double = 0,
    more: String = ""
  ) throws -> Decision {
    let models = model.map { #""models": ["\#($0)"], "# } ?? ""
    let workload = try Workload(
      JSONDocument(
        Data(
          #"""
          {"version": 1, "name": "x", "prompt": {"fixed": 300}, "completion": \#(completion), \#(more)
           "volume": {"requestsPerMonth": \#(requestsPerMonth)}, "mode": {"interactive": {}},
           "candidates": {\#(models)"gpus": ["L40S"], "engines": ["vLLM"]}}
          """#.utf8)))
    return try Market.decision(workload, catalog: catalog.get())
  }
}
