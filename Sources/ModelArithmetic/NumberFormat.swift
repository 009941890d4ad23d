/// How a number is stored: a datatype of weights, activations or KV cache.
public enum NumberFormat: String, Sendable, Hashable, CaseIterable {
  case fp32
  case bf16
  case fp16
  case fp8
  case int8
  /// Four-bit integers with a 16-bit scale for each group of 128.
  case int4
  /// NVFP4: four-bit floats with an 8-bit scale for each 16.
  case nvfp4
  /// MXFP4: four-bit floats with an 8-bit scale for each 32.
  case mxfp4

  /// Bytes for each number, scales included.
  ///
  /// - NVFP4: 4 bits + 8/16 bits = 4.5 bits = 0.5625 B (NVIDIA, "Introducing NVFP4", 2025).
  /// - MXFP4: 4 bits + 8/32 bits = 4.25 bits = 0.53125 B (OCP Microscaling Formats v1.0, 2023).
  /// - INT4: 4 bits + 16/128 bits = 4.125 bits = 0.515625 B (group size 128, symmetric).
  public var bytesPerElement: Double {
    switch self {
    case .fp32: 4
    case .bf16, .fp16: 2
    case .fp8, .int8: 1
    case .int4: 0.515625
    case .nvfp4: 0.5625
    case .mxfp4: 0.53125
    }
  }
}
