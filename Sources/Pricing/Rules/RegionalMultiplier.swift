package import CheckedJSON

/// Factors by which a region multiplies the prices of a tariff, class by class.
///
/// Most providers ask one factor for everything, such as OpenAI's 1.1 for the EU. Bedrock asks 1.20 of its price of
/// input in Ireland and 1.175 of that of output (`qwen.qwen3-next-80b-a3b`: 0.15 and 1.20 become 0.18 and 1.41).
package struct RegionalMultiplier: Sendable, Hashable, ExpressibleByFloatLiteral {
  /// Of prompt tokens that are not cached.
  package let input: Double
  /// Of prompt tokens from the cache; that of ``input`` where nothing else is known.
  package let cachedInput: Double
  /// Of prompt tokens that are written to the cache or kept in it; that of ``input`` where nothing else is known.
  package let cacheWrite: Double
  /// Of completion tokens, reasoning included.
  package let output: Double

  /// Nothing changes.
  package static let none = RegionalMultiplier(1)

  /// Makes one factor for all classes.
  package init(_ factor: Double) { self.init(input: factor, output: factor) }

  /// Makes one factor for all classes.
  package init(floatLiteral factor: Double) { self.init(factor) }

  /// Makes a factor for each class.
  package init(
    input: Double, cachedInput: Double? = nil, cacheWrite: Double? = nil, output: Double
  ) {
    self.input = input
    self.cachedInput = cachedInput ?? input
    self.cacheWrite = cacheWrite ?? input
    self.output = output
  }

  /// The one factor of all classes; `nil` where they differ.
  package var uniform: Double? {
    input == cachedInput && input == cacheWrite && input == output ? input : nil
  }

  /// The factor of one class.
  package func factor(of tokenClass: Bill.TokenClass) -> Double {
    switch tokenClass {
    case .uncachedInput: input
    case .cachedInput: cachedInput
    case .cacheWrite, .cacheWrite1h, .cacheStorage: cacheWrite
    case .output, .reasoning: output
    case .request, .search, .webSearch, .fileSearch, .mapSearch: 1
    }
  }

  /// The prices of the region.
  package func applied(to prices: TokenPrices) -> TokenPrices {
    TokenPrices(
      usdPerMillionInput: prices.usdPerMillionInput * input,
      usdPerMillionCachedInput: prices.usdPerMillionCachedInput.map { $0 * cachedInput },
      usdPerMillionCacheWrite: prices.usdPerMillionCacheWrite.map { $0 * cacheWrite },
      usdPerMillionCacheWrite1h: prices.usdPerMillionCacheWrite1h.map { $0 * cacheWrite },
      usdPerMillionTokenHoursCacheStorage: prices.usdPerMillionTokenHoursCacheStorage.map {
        $0 * cacheWrite
      },
      usdPerMillionOutput: prices.usdPerMillionOutput * output,
      usdPerMillionReasoning: prices.usdPerMillionReasoning.map { $0 * output })
  }
}

extension RegionalMultiplier {
  private static let range = 0.1...10.0

  /// Reads a number, or `{ "input", "cachedInput"?, "cacheWrite"?, "output" }`.
  package init(_ place: JSONPlace) throws(InputError) {
    guard place.isObject else {
      self.init(try place.number(in: Self.range))
      return
    }
    let members = try place.object()
    try members.allowOnly(["input", "cachedInput", "cacheWrite", "output"])
    self.init(
      input: try members.required("input").number(in: Self.range),
      cachedInput: try members["cachedInput"]?.number(in: Self.range),
      cacheWrite: try members["cacheWrite"]?.number(in: Self.range),
      output: try members.required("output").number(in: Self.range))
  }
}

extension JSONValue {
  /// A regional multiplier as it is read.
  package init(_ multiplier: RegionalMultiplier) {
    if let factor = multiplier.uniform {
      self = .number(factor)
    } else {
      self = .object([
        "input": .number(multiplier.input), "cachedInput": .number(multiplier.cachedInput),
        "cacheWrite": .number(multiplier.cacheWrite), "output": .number(multiplier.output),
      ])
    }
  }
}
