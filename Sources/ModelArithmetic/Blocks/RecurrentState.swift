package import CheckedJSON

/// The state of fixed size that a recurrent layer keeps of a sequence, whatever its length.
///
/// A layer of Qwen3.5-27B keeps 40,960 numbers of its convolution in 16 bits and a matrix of 786,432
/// numbers in fp32: 3.23 MB a sequence.
package struct RecurrentState: Sendable, Hashable {
  /// Numbers of the convolution's last inputs, which are kept in 16 bits.
  package let convolutionElements: Int
  /// Numbers of the state itself.
  package let stateElements: Int
  /// The datatype of the state.
  package let format: NumberFormat

  /// Makes the shape of a state; engines keep it in fp32 unless the config says otherwise.
  package init(convolutionElements: Int, stateElements: Int, format: NumberFormat = .fp32) {
    self.convolutionElements = convolutionElements
    self.stateElements = stateElements
    self.format = format
  }

  /// All numbers.
  package var elements: Int { convolutionElements + stateElements }

  /// Bytes of one sequence, with the state in its own datatype and the convolution in 16 bits.
  package var bytes: Double {
    Double(stateElements) * format.bytesPerElement
      + Double(convolutionElements) * NumberFormat.bf16.bytesPerElement
  }
}

extension ConfigReader {
  /// The datatype of recurrent states: as `mamba_ssm_cache_dtype` or `mamba_ssm_dtype` says, else fp32.
  ///
  /// vLLM and SGLang keep the states of state-space layers in fp32, because errors add up over a
  /// sequence (vLLM 0.11, `mamba_ssm_cache_dtype`; SGLang 0.5, `SGLANG_MAMBA_SSM_DTYPE`).
  package func recurrentStateFormat() throws(InputError) -> NumberFormat {
    guard let place = first(of: ["mamba_ssm_cache_dtype", "mamba_ssm_dtype"]) else { return .fp32 }
    let name = try place.text()
    switch name.hasPrefix("torch.") ? String(name.dropFirst(6)) : name {
    case "float32", "auto": return .fp32
    case "bfloat16": return .bf16
    case "float16": return .fp16
    default:
      throw place.unknown(
        "datatype of states", name, among: ["float32", "bfloat16", "float16", "auto"])
    }
  }
}
