extension ModelArchitecture {
  /// Bytes of the weights that serve, in the datatypes of the published checkpoint: text model and
  /// encoders; heads for multi-token prediction are reported apart.
  public var publishedWeightBytes: Double { weightBytes(checkpoint) }

  /// Bytes of the heads for multi-token prediction in the published checkpoint.
  public var publishedMultiTokenPredictionBytes: Double {
    multiTokenPrediction.reduce(0) { $0 + bytes(of: $1, checkpoint) }
  }

  /// Bytes of the weights if every parameter were stored in one datatype.
  ///
  /// Llama-3.3-70B in bf16: 70,553,706,496 · 2 B = 141,107,412,992 B.
  public func weightBytes(_ format: NumberFormat) -> Double {
    Double(parameterCount.total) * format.bytesPerElement
  }

  /// Bytes of the weights by role of operator.
  public func weightBytes(_ precision: CheckpointPrecision) -> Double {
    (textOperators + towers).reduce(0) { $0 + bytes(of: $1, precision) }
  }

  private func bytes(of each: Operator, _ precision: CheckpointPrecision) -> Double {
    Double(each.parameters) * precision.format(of: each.role).bytesPerElement
  }
}
