import ModelArithmetic
import Testing

/// What must hold for every model: parts add up to the whole.
@Suite struct WholeAndPartsTests {
  @Test(arguments: Truth.rows.map(\.name)) func parametersAddUp(_ name: String) throws {
    let model = try builtIn(name)
    let count = model.parameterCount
    let all = model.embeddings + model.layers.flatMap(\.operators) + model.outputs + model.towers
    #expect(count.total == all.reduce(0) { $0 + $1.parameters })
    #expect(count.total == count.byRole.values.reduce(0, +))
    #expect(count.total == count.text + model.towers.reduce(0) { $0 + $1.parameters })
    #expect(count.active <= count.text)
    #expect(count.activeExcludingInputEmbedding <= count.active)
    #expect(all.allSatisfy { $0.parameters >= 0 && $0.activeInstances <= $0.instances })
    #expect(all.allSatisfy { $0.matrixParameters <= $0.parameters })
  }

  @Test(arguments: Truth.rows.map(\.name)) func cacheAddsUp(_ name: String) throws {
    let model = try builtIn(name)
    let cache = model.keyValueCache()
    #expect(cache.bytes(forContext: 0) == cache.fixedBytesPerSequence)
    #expect(cache.bytesPerTokenWindowed == cache.windows.reduce(0) { $0 + $1.bytesPerToken })
    let layerByLayer = model.layers.reduce(0.0) { sum, layer in
      let single = ModelArchitecture(
        name: "", family: "", hiddenSize: 1, vocabularySize: 1, maximumContextTokens: nil,
        tiesEmbeddings: false, embeddings: [], layers: [layer], outputs: [])
      return sum + single.keyValueCache().bytes(forContext: 10_000)
    }
    #expect(abs(layerByLayer / cache.bytes(forContext: 10_000) - 1) < 1e-12)
    #expect(cache.bytes(forContext: 20_000) >= cache.bytes(forContext: 10_000))
    #expect(
      model.keyValueCache(.fp8).bytesPerTokenUnbounded * 2 == cache.bytesPerTokenUnbounded)
  }

  @Test(arguments: Truth.rows.map(\.name)) func operationsAndBytesAddUp(_ name: String) throws {
    let model = try builtIn(name)
    #expect(
      model.publishedWeightBytes
        <= 1.001 * model.weightBytes(model.checkpoint.base))
    let matrices = model.matrixFlopsPerToken + model.headFlopsPerToken
    let active = Double(model.parameterCount.activeExcludingInputEmbedding)
    #expect(matrices <= 2 * active)
    #expect(model.decodeFlops(context: 4096) > model.decodeFlops(context: 1) - 1)
    let short = model.prefillFlops(tokens: 100)
    let long = model.prefillFlops(tokens: 60) + model.prefillFlops(tokens: 40, cached: 60)
    #expect(abs((short + model.headFlopsPerToken) / long - 1) < 1e-9)
  }
}
