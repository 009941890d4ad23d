import ModelArithmetic

/// A datatype of kernels as timings name it: bytes of a weight, and what the matrix units multiply.
struct KernelType {
  let weightBytes: Double
  let compute: NumberFormat

  static let names = [
    "bf16", "fp8", "fp8_block", "nvfp4", "mxfp4", "mxfp4_wo", "int8_wo", "int4_wo",
  ]

  /// The type of that name; `nil` for others.
  ///
  /// Scales of blocks count: 0.5625 bytes for 16 four-bit numbers with an 8-bit scale, 0.53125 for 32.
  init?(_ name: String) {
    switch name {
    case "bf16": (weightBytes, compute) = (2, .bf16)
    case "fp8", "fp8_block": (weightBytes, compute) = (1, .fp8)
    case "nvfp4": (weightBytes, compute) = (0.5625, .nvfp4)
    case "mxfp4": (weightBytes, compute) = (0.53125, .fp8)
    case "mxfp4_wo": (weightBytes, compute) = (0.53125, .bf16)
    case "int8_wo": (weightBytes, compute) = (1, .bf16)
    case "int4_wo": (weightBytes, compute) = (0.53125, .bf16)
    default: return nil
    }
  }
}
