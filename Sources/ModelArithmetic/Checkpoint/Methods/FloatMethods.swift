import CheckedJSON

extension QuantizationMethod {
  /// FP8 with a 32-bit scale for each block, as DeepSeek publishes it, or for each matrix.
  static let fp8 = QuantizationMethod(
    "fp8", "finegrained_fp8", "deepseek_fp8"
  ) { section throws(InputError) in
    var rules = Quantization()
    let isStatic = try section.text("activation_scheme") == "static"
    rules.remainder =
      try section.blockStorage(.fp8)
      ?? MatrixStorage(.fp8, bits: 8, .matrix(bits: isStatic ? 64 : 32))
    rules.notConverted = try section.patterns("modules_to_not_convert")
    rules.ignored = try section.patterns("ignore", "exclude_modules", "ignored_layers")
    try rules.readGroups(section)
    try rules.readLayers(section)
    rules.ignoresRemainder = rules.groups.isEmpty
    return rules
  }

  /// FP8 with a 32-bit scale for each output.
  static let channelFP8 = QuantizationMethod(
    "fbgemm_fp8", "ptpc_fp8", "w8a8_fp8"
  ) { section throws(InputError) in
    var rules = Quantization()
    rules.remainder = MatrixStorage(.fp8, bits: 8, .output(bits: 32))
    rules.notConverted = try section.patterns("modules_to_not_convert", "ignored_layers")
    return rules
  }

  /// MXFP4 for the experts, as gpt-oss has it.
  static let mxfp4 = QuantizationMethod("mxfp4") { section throws(InputError) in
    var rules = Quantization(remainder: .microscaled(bits: 4), onlyExperts: true)
    rules.notConverted = try section.patterns("modules_to_not_convert")
    return rules
  }

  /// MXFP8 for all linear layers.
  static let mxfp8 = QuantizationMethod("mxfp8") { section throws(InputError) in
    var rules = Quantization(remainder: .microscaled(bits: 8), onlyExperts: false)
    rules.notConverted = try section.patterns("modules_to_not_convert", "ignored_layers")
    return rules
  }

  /// Mistral's own files in FP8 with a scale for each matrix.
  static let mistral = QuantizationMethod("mistral") { section throws(InputError) in
    let place = try section.members.required("qformat_weight")
    guard try place.text() == "fp8_e4m3" else {
      throw place.unknown("format", try place.text(), among: ["fp8_e4m3"])
    }
    return Quantization(
      remainder: MatrixStorage(.fp8, bits: 8, .matrix(bits: 64)), onlyExperts: false)
  }

  /// FP-Quant: MXFP4 or NVFP4 after a Hadamard transform, of which each matrix keeps both directions in
  /// 16 bits, with a scale of its own and one of its inputs.
  ///
  /// `FPQuantLinear` of fp_quant 0.3: 4,100 B a matrix for groups of 32.
  static let fpQuant = QuantizationMethod("fp_quant") { section throws(InputError) in
    if try section.flag("store_master_weights", default: false) { return nil }
    var rules = Quantization()
    let side = try section.count("hadamard_group_size", default: 32, in: 1...4096)
    let isNVFP4 = try section.text("forward_dtype") == "nvfp4"
    rules.remainder = MatrixStorage(
      isNVFP4 ? .nvfp4 : .mxfp4, bits: 4, .group(of: isNVFP4 ? 16 : 32, bits: 8),
      .matrix(bits: Double(2 * side * side * 16 + 2 * 16)))
    rules.notConverted = try section.patterns("modules_to_not_convert")
    return rules
  }
}

extension ConfigReader {
  /// Eight bits with a 32-bit scale for each block of `weight_block_size`; `nil` without that key.
  func blockStorage(_ format: NumberFormat) throws(InputError) -> MatrixStorage? {
    guard let block = try list("weight_block_size") else { return nil }
    guard block.count == 2 else {
      throw place.error(expected: "two sides in \"weight_block_size\"")
    }
    let rows = try block[0].wholeNumber(in: 1...1 << 20)
    let columns = try block[1].wholeNumber(in: 1...1 << 20)
    // One scale format, UE8M0 of [1, 32], is MXFP8's, in 8 bits; DeepSeek's stays in 32.
    let bits: Double = rows == 1 ? 8 : 32
    return MatrixStorage(format, bits: 8, .block(outputs: rows, inputs: columns, bits: bits))
  }
}
