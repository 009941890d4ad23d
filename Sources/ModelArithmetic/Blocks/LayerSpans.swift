package import CheckedJSON

/// Which earlier tokens each layer looks at, from `layer_types` or from the class's rule.
package struct LayerSpans: Sendable {
  package let spans: [Attention.Span]

  package subscript(layer: Int) -> Attention.Span { spans[layer] }

  package init(_ spans: [Attention.Span]) { self.spans = spans }

  /// All layers see the same.
  package init(all span: Attention.Span, layers: Int) {
    self.init(Array(repeating: span, count: layers))
  }

  /// Reads `layer_types`; without it, `isWindowed` decides by the layer's index.
  ///
  /// Types that name a window or a chunk are windowed; `full_attention` and all others see everything.
  package init(
    _ config: ConfigReader, layers: Int, window: Int?, isWindowed: (Int) -> Bool
  ) throws(InputError) {
    guard let window else {
      self.init(all: .full, layers: layers)
      return
    }
    let windowed = Attention.Span.window(tokens: window)
    if let types = try LayerTypes(config, layers: layers) {
      self.init(
        types.names.map {
          ["sliding_attention", "chunked_attention"].contains($0) ? windowed : .full
        })
    } else {
      self.init((0..<layers).map { isWindowed($0) ? windowed : .full })
    }
  }
}

/// The `layer_types` of a config: a name for each layer.
package struct LayerTypes: Sendable {
  package let names: [String]

  /// Reads the list, which may name more layers than the model has; `nil` where there is none.
  package init?(
    _ config: ConfigReader, layers: Int, key: String = "layer_types"
  ) throws(InputError) {
    guard let list = try config.list(key) else { return nil }
    guard list.count >= layers else {
      throw config.place.error(expected: "\(layers) entries in \"\(key)\", which has \(list.count)")
    }
    var names: [String] = []
    for place in list.prefix(layers) { names.append(try place.text()) }
    self.names = names
  }
}

extension ConfigReader {
  /// Which layers bear the name in a list of types; `nil` where there is no such list.
  package func layers(
    _ count: Int, named name: String, in key: String = "layer_types"
  ) throws(InputError) -> [Bool]? {
    try LayerTypes(self, layers: count, key: key)?.names.map { $0 == name }
  }
}
