extension ModelArchitecture {
  /// Bytes of the weights that serve, in the datatypes of the published checkpoint: text model and
  /// encoders, scales included.
  ///
  /// gpt-oss-120b: experts in MXFP4 at 4.25 bits, all else in bf16, about 65 GB (model card).
  package var publishedWeightBytes: Double {
    (textOperators + towers).reduce(0) { $0 + checkpoint.bytes(of: $1) }
  }

  /// Bytes of the heads for multi-token prediction in the published checkpoint.
  package var publishedMultiTokenPredictionBytes: Double {
    multiTokenPrediction.reduce(0) { $0 + checkpoint.bytes(of: $1) }
  }

  /// Bytes of the weights if every parameter were stored in one datatype.
  ///
  /// Llama-3.3-70B in bf16: 70,553,706,496 · 2 B = 141,107,412,992 B.
  package func weightBytes(_ format: NumberFormat) -> Double {
    parameterCount.bytes(format)
  }

  /// Bytes of the weights with one datatype for each role.
  package func weightBytes(_ precision: CheckpointPrecision) -> Double {
    (textOperators + towers).reduce(0) {
      $0 + Double($1.parameters) * precision.format(of: $1.role).bytesPerElement
    }
  }
}

extension ParameterCount {
  /// Bytes of all of them in one datatype.
  package func bytes(_ format: NumberFormat) -> Double { Double(total) * format.bytesPerElement }
}
