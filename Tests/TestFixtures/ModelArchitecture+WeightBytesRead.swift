package import ModelArithmetic

extension ModelArchitecture {
  /// Bytes of weights that a step over some tokens reads in the datatypes of the published checkpoint.
  package func publishedWeightBytesRead(tokens: Double) -> Double {
    needs.weights.reduce(0) { sum, need in
      guard need.tokens != .none else { return sum }
      let bytes = checkpoint.bytes(
        matrix: need.matrixReads, other: need.otherParameters, of: need)
      return sum + bytes * need.shareRead(tokens: tokens)
    }
  }
}
