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

  /// Why a chip is not tried with a model unless the workload names it; `nil` for those that are.
  ///
  /// Attention to entries that an indexer chose has released kernels for Hopper and for Blackwell of data centres
  /// (FlashMLA; vLLM issue 30644, "FLASHMLA_SPARSE (SM90/SM100 only)", 2025-12), for CDNA 3 and 4 (SGLang
  /// documentation, "DeepSeek V3.2 Usage") and for Gaudi 3 (vllm-gaudi pull request 1162, 2026-03). An A800 is refused
  /// with GLM 5.1 for want of them (vLLM issue 40851, 2026-04), and an RTX PRO 6000 with DeepSeek V3.2 (issue 31936).
  /// The engines of unified memory run such models by other means.
  static func obstacle(_ model: ModelArchitecture, on accelerator: Accelerator) -> String? {
    guard model.hasIndexedAttention, !familiesWithIndexedAttention.contains(accelerator.family),
      !chipsWithIndexedAttention.contains(accelerator.id)
    else { return nil }
    return
      "no kernels are known to be released for \(accelerator.family) and attention that an indexer steers; name it "
      + "under candidates.gpus to try it"
  }

  private static let familiesWithIndexedAttention: Set<String> = [
    "Hopper", "Hopper-PCIe", "Blackwell", "CDNA3", "CDNA4", "Apple",
  ]
  private static let chipsWithIndexedAttention: Set<String> = ["Gaudi3", "Strix-Halo"]

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

  /// Why a chip cannot keep keys and values in a format; `nil` if it can.
  ///
  /// NVFP4 caches, with a scale in 8 bits for each 16 values, are read on Blackwell only (NVIDIA, "Optimizing
  /// Inference for Long Context and Large Batch Sizes with NVFP4 KV Cache", 2025-12-08).
  static func obstacle(toCacheIn format: NumberFormat, on accelerator: Accelerator) -> String? {
    format == .nvfp4 && accelerator.densePeaks[.nvfp4] == nil
      ? "\(accelerator.family) has no kernels for a KV cache in \(format.rawValue)" : nil
  }

  /// Whether an engine keeps keys and values of a model in a format.
  ///
  /// NVFP4 caches are a habit of the engine's data (``EngineHabits/keepsFourBitCaches``). Of no engine it is known
  /// that it multiplies with them in latent attention.
  static func keeps(
    cacheIn format: NumberFormat, _ engine: EngineProfile, _ model: ModelArchitecture
  ) -> Bool {
    format != .nvfp4 || engine.habits.keepsFourBitCaches && !model.hasLatentAttention
  }
}
