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
  /// The formats of llama.cpp's files, which store the whole model so, embeddings included.
  case q2_k
  case q3_k_m
  case q4_0
  case q4_k_m
  case q5_k_m
  case q6_k
  case q8_0
  /// The formats of MLX: integers with a 16-bit scale and offset for each 64, embeddings included.
  case mlx2
  case mlx3
  case mlx4
  case mlx6
  case mlx8

  /// Bytes for each number, scales included.
  ///
  /// - NVFP4: 4 bits + 8/16 bits = 4.5 bits = 0.5625 B (NVIDIA, "Introducing NVFP4", 2025).
  /// - MXFP4: 4 bits + 8/32 bits = 4.25 bits = 0.53125 B (OCP Microscaling Formats v1.0, 2023).
  /// - llama.cpp's: bits of each parameter of a whole file, 3.2 to 8.5 by its own table for Llama 3.1 8B
  ///   (tools/quantize); those that end in `_m` keep some layers in more.
  /// - MLX: bits + (16 + 16)/64 bits, so that four are 4.5 bits = 0.5625 B.
  /// - INT4: 4 bits + 16/128 bits = 4.125 bits = 0.515625 B (group size 128, symmetric).
  public var bytesPerElement: Double {
    switch self {
    case .fp32: 4
    case .bf16, .fp16: 2
    case .fp8, .int8: 1
    case .int4: 0.515625
    case .nvfp4: 0.5625
    case .mxfp4: 0.53125
    case .q2_k: 3.1593 / 8
    case .q3_k_m: 3.9960 / 8
    case .q4_0: 4.6466 / 8
    case .q4_k_m: 4.8944 / 8
    case .q5_k_m: 5.7036 / 8
    case .q6_k: 6.5633 / 8
    case .q8_0: 8.5008 / 8
    case .mlx2: 0.3125
    case .mlx3: 0.4375
    case .mlx4: 0.5625
    case .mlx6: 0.8125
    case .mlx8: 1.0625
    }
  }

  /// Whether files of the format store embeddings and head so as well, and are multiplied in 16 bits.
  package var isOfWholeFiles: Bool {
    switch self {
    case .q2_k, .q3_k_m, .q4_0, .q4_k_m, .q5_k_m, .q6_k, .q8_0, .mlx2, .mlx3, .mlx4, .mlx6, .mlx8:
      true
    default: false
    }
  }
}
