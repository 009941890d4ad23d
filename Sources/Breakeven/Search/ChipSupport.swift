import ModelArithmetic
import Roofline

/// Which chips and formats the engines of today can run at all.
enum ChipSupport {
  /// Why a family of chips is not tried unless the workload names it; `nil` for those that are.
  ///
  /// CUDA 13.0 (August 2025) dropped compute capabilities below 7.5, Volta among them, and engines built on it
  /// with them (NVIDIA CUDA Toolkit 13.0 release notes, "Deprecated Architectures").
  static func obstacle(_ accelerator: Accelerator) -> String? {
    accelerator.family == "Volta"
      ? "CUDA 13 and the engines built on it have dropped Volta; name it under candidates.gpus to try it"
      : nil
  }

  /// Why a chip cannot run weights of a format; `nil` if it can.
  ///
  /// Kernels that widen FP8, MXFP4 and NVFP4 weights on the way (Marlin) need compute capability 8.0, Ampere
  /// or later (vLLM documentation, "Supported Hardware" of quantization). Volta lacks the 8-bit integers
  /// of tensor cores too.
  static func obstacle(_ format: NumberFormat, on accelerator: Accelerator) -> String? {
    let isOld = ["Volta", "Turing"].contains(accelerator.family)
    switch format {
    case .fp8, .mxfp4, .nvfp4:
      return isOld && accelerator.densePeaks[format] == nil
        ? "\(accelerator.family) has no kernels for \(format.rawValue) weights" : nil
    case .int8:
      return accelerator.family == "Volta" ? "Volta has no kernels for int8 weights" : nil
    case .fp32, .bf16, .fp16, .int4, .q2_k, .q3_k_m, .q4_0, .q4_k_m, .q5_k_m, .q6_k, .q8_0, .mlx2,
      .mlx3, .mlx4, .mlx6, .mlx8:
      return nil
    }
  }
}
