import ModelArithmetic
import Testing

@Suite struct ParameterTruthTests {
  @Test func tableIsThere() {
    #expect(Truth.rows.count == 211)
  }

  @Test(arguments: Truth.rows) func parameters(_ truth: Truth) throws {
    let count = try builtIn(truth.name).parameterCount
    if truth.isTotalExact { #expect(count.total == truth.total) }
    #expect(count.text == truth.text)
    #expect(count.active == truth.active)
    #expect(count.activeExcludingInputEmbedding == truth.activeExcludingInputEmbedding)
  }

  @Test(arguments: Truth.rows) func keyValueCache(_ truth: Truth) throws {
    let cache = try builtIn(truth.name).keyValueCache()
    if let expected = truth.unbounded { #expect(cache.bytesPerTokenUnbounded == expected) }
    if let expected = truth.windowed { #expect(cache.bytesPerTokenWindowed == expected) }
    if let expected = truth.windowTokens { #expect(cache.windowTokens == expected) }
    if let expected = truth.fixed { #expect(cache.fixedBytesPerSequence == expected) }
    if let expected = truth.indexer { #expect(cache.indexerBytesPerToken == expected) }
  }
}
