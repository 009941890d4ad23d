import CheckedJSON

/// A way to quantise checkpoints: the names under which configs give it, and what it stores.
struct QuantizationMethod: Sendable {
  /// The values of `quant_method` that name it.
  let names: [String]
  /// Reads the rules; `nil` where the files hold the weights as they were.
  let rules: @Sendable (ConfigReader) throws(InputError) -> Quantization?

  init(
    _ names: String...,
    rules: @escaping @Sendable (ConfigReader) throws(InputError) -> Quantization?
  ) {
    self.names = names
    self.rules = rules
  }

  /// Every method that is known.
  static let all: [QuantizationMethod] = [
    .fp8, .channelFP8, .mxfp4, .mxfp8, .awq, .gptq, .autoRound, .bitsAndBytes, .hqq, .torchAO,
    .quanto, .eetq, .exl2, .exl3, .aqlm, .vptq, .higgs, .bitNet, .quark, .modelOpt,
    .compressedTensors, .mlx, .mlc, .fpQuant, .mistral, .blockInteger, .channelInteger,
    .mixedFourEight,
  ]

  private static let byName: [String: QuantizationMethod] = Dictionary(
    all.flatMap { method in method.names.map { ($0, method) } },
    uniquingKeysWith: { first, _ in first })

  /// The rules of a config; `nil` where it says nothing of quantisation.
  ///
  /// - Throws: `InputError` for a method that is not known: its bytes cannot be those of 16 bits.
  static func rules(of config: ConfigReader) throws(InputError) -> Quantization? {
    guard let section = try section(of: config) else { return nil }
    let name = try section.text("quant_method")?.lowercased() ?? inferred(section)
    guard let name, let method = byName[name] else {
      throw unknown(name, in: section)
    }
    guard try expertsAreFP4(section, in: config), method.names.contains("fp8") else {
      return try method.rules(section)
    }
    // DeepSeek V4 writes "fp8" and keeps its experts in MXFP4, and all scales in 8 bits.
    var rules = try method.rules(section)
    rules?.experts = .microscaled(bits: 4)
    if let block = rules?.remainder { rules?.remainder = block.withScales(bits: 8) }
    return rules
  }

  /// Whether a config speaks of quantisation.
  static func isStated(in config: ConfigReader) throws(InputError) -> Bool {
    try section(of: config) != nil
  }

  /// Whether `expert_dtype` says that experts have four bits, wherever it stands.
  private static func expertsAreFP4(
    _ section: ConfigReader, in config: ConfigReader
  ) throws(InputError) -> Bool {
    for holder in [section, config, try config.section("text_config")] {
      if let type = try holder?.text("expert_dtype") { return type == "fp4" }
    }
    return false
  }

  /// The part of a config that speaks of quantisation, under the names that tools give it.
  private static func section(of config: ConfigReader) throws(InputError) -> ConfigReader? {
    for holder in [config, try config.section("text_config"), try config.section("llm_config")] {
      guard let holder else { continue }
      for key in ["quantization_config", "compression_config", "quantization"] {
        guard let place = holder.members[key] else { continue }
        if place.isText, case .string(let text) = place.value {
          return try ConfigReader(
            JSONPlace(
              value: .object(["quant_method": .string("mlc"), "name": .string(text)]),
              path: place.path, file: place.file))
        }
        var section = try ConfigReader(place)
        if let inner = try section.section("quantization") {
          section =
            try inner.has("quant_method")
            ? inner
            : inner.replacing("quant_method", with: section.members["quant_method"]?.value ?? .null)
        }
        if section.members.count == 0 || isEmptyOfTensorRT(section) { continue }
        return section
      }
    }
    return nil
  }

  /// TensorRT-LLM writes the section into every checkpoint, with `null` for one in 16 bits.
  private static func isEmptyOfTensorRT(_ section: ConfigReader) -> Bool {
    section.members.value("quant_algo") == .null && !section.has("quant_method", "config_groups")
  }

  /// The method of a section that does not name it, by the keys that only one method has.
  private static func inferred(_ section: ConfigReader) -> String? {
    if section.has("quant_algo", "quantized_layers") { return "modelopt" }
    if section.has("config_groups", "sparsity_config") { return "compressed-tensors" }
    if section.has("load_in_4bit", "load_in_8bit") { return "bitsandbytes" }
    if section.has("qformat_weight") { return "mistral" }
    return section.has("bits") && section.has("group_size", "mode") ? "mlx" : nil
  }

  private static func unknown(_ name: String?, in section: ConfigReader) -> InputError {
    let known = byName.keys.sorted()
    guard let name else {
      return section.place.error(expected: "\"quant_method\", such as \(usual)")
    }
    var error = InputError.unknown(
      "quantisation", name, among: known, file: section.place.file,
      place: section.place.path + ".quant_method")
    error.expected =
      "one of the \(known.count) that are known, such as \(usual); exact bytes can be had with "
      + "--safetensors once \"quantization_config\" is left out of the config"
    return error
  }

  /// The methods of most published checkpoints.
  private static let usual =
    "fp8, compressed-tensors, modelopt, gptq, awq, mxfp4, bitsandbytes or mlx"
}

extension ConfigReader {
  /// Texts under a key; anything else in the list is passed over.
  func names(_ keys: String...) throws(InputError) -> [String] {
    var all: [String] = []
    for key in keys {
      guard let place = members[key], place.isArray else { continue }
      let names = try place.array().compactMap {
        if case .string(let name) = $0.value { name } else { nil }
      }
      let patterns = names.reduce(0) { $0 + ($1.hasPrefix("re:") ? 1 : 0) }
      guard names.count <= 50_000, patterns <= 1000 else {
        throw place.error(expected: "at most 50000 names and 1000 regular expressions")
      }
      all += names
    }
    return all
  }

  /// The patterns under some keys.
  func patterns(_ keys: String...) throws(InputError) -> ModulePatterns {
    var all: [String] = []
    for key in keys { all += try names(key) }
    return try ModulePatterns(all, at: first(of: keys) ?? place)
  }

  /// Bits of a number, which may be a fraction.
  func bits(_ keys: String...) throws(InputError) -> Double {
    for key in keys where has(key) { return try number(key, default: 0, in: 0.5...32) }
    return try members.required(keys.first ?? "bits").number(in: 0.5...32)
  }

  /// Numbers of a group, under any of the names; `nil` for −1, which means the whole row.
  func groupSize(_ keys: String...) throws(InputError) -> Int? {
    guard let place = first(of: keys) else {
      _ = try members.required(keys.first ?? "group_size")
      return nil
    }
    let size = try place.wholeNumber(in: -1...1 << 20)
    return size > 0 ? size : nil
  }
}

extension MatrixStorage {
  /// Integers with so many bits of scale, and of zero point, for each group, or for each output where
  /// there are no groups.
  static func integers(
    bits: Double, group: Int?, besideEach: Double, packed: Double? = nil,
    _ more: Addition...
  ) -> MatrixStorage {
    let scales = group.map { Addition.group(of: $0, bits: besideEach) } ?? .output(bits: besideEach)
    return MatrixStorage(.integer(bits: bits), bits: packed ?? bits, [scales] + more)
  }

  /// MXFP4 or MXFP8: an 8-bit scale for each 32 numbers.
  static func microscaled(bits: Double) -> MatrixStorage {
    MatrixStorage(bits > 4 ? .fp8 : .mxfp4, bits: bits, .group(of: 32, bits: 8))
  }

  /// NVFP4: an 8-bit scale for each 16 numbers, and one in 32 bits for the matrix; where its inputs are
  /// quantised too, another for them.
  ///
  /// `weight_scale_2` and `input_scale` of Model Optimizer, `weight_global_scale` and
  /// `input_global_scale` of compressed-tensors, which leave the second out where weights alone are
  /// quantised (`unified_export_hf.py` of 0.47, `lifecycle/initialize.py` of 0.20).
  static func nvfp4(quantizesInputs: Bool) -> MatrixStorage {
    MatrixStorage(
      .nvfp4, bits: 4, .group(of: 16, bits: 8), .matrix(bits: quantizesInputs ? 64 : 32))
  }

  /// The same with so many bits more for each matrix.
  func adding(bitsForEachMatrix bits: Double) -> MatrixStorage {
    bits > 0 ? MatrixStorage(format, bits: self.bits, additions + [.matrix(bits: bits)]) : self
  }
}
