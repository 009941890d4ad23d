/// The datatypes in which a sequence's past is kept.
package struct CachePrecision: Sendable, Hashable {
  /// Of keys and values, and of the keys of an indexer.
  ///
  /// Engines keep an indexer's keys in 8 bits whatever the rest has; so in 16 bits they are counted too
  /// large, by a tenth of the cache of DeepSeek V3.2.
  package let keyValue: NumberFormat
  /// Of recurrent states and their convolutions; `nil` as configured.
  package let state: NumberFormat?

  /// Makes a precision; states default to what the config says.
  package init(keyValue: NumberFormat, state: NumberFormat? = nil) {
    self.keyValue = keyValue
    self.state = state
  }

  /// Bytes of a state.
  package func bytes(of need: RecurrentState) -> Double {
    state.map { Double(need.elements) * $0.bytesPerElement } ?? need.bytes
  }
}
