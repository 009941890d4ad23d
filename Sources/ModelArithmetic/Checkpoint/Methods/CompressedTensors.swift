import CheckedJSON

extension QuantizationMethod {
  /// compressed-tensors: groups of modules with any width, strategy and packing; a head that is not
  /// ignored is a linear layer like others.
  static let compressedTensors = QuantizationMethod(
    "compressed-tensors", "compressed_tensors", "llm-compressor"
  ) { section throws(InputError) in
    var rules = Quantization()
    rules.ignored = try section.patterns("ignore")
    rules.ignoredWins = true
    try rules.readGroups(section)
    let sparsity = try section.section("sparsity_config")
    if let sparsity, try sparsity.text("format") == "sparse-24-bitmask" {
      if rules.groups.isEmpty {
        rules.remainder = MatrixStorage(.bf16).halved
        rules.ignored = try sparsity.patterns("ignore")
      }
      rules.groups = rules.groups.map {
        Quantization.Group(
          storage: $0.storage?.halved, targets: $0.targets, isGeneral: $0.isGeneral)
      }
    }
    rules.head = rules.groups.first(where: \.isGeneral)?.storage
    return rules.groups.isEmpty && rules.remainder == nil ? nil : rules
  }

  /// NVIDIA's Model Optimizer: an algorithm for all linear layers, or one for each name.
  static let modelOpt = QuantizationMethod(
    "modelopt", "modelopt_fp4", "modelopt_fp8", "nvfp4", "modelopt_mixed", "petit_nvfp4"
  ) { section throws(InputError) in
    var rules = Quantization()
    rules.ignored = try section.patterns("exclude_modules", "ignore", "ignored_layers")
    rules.notConverted = try section.patterns("modules_to_not_convert")
    if let algorithm = try section.text("quant_algo"), algorithm.uppercased() != "MIXED_PRECISION" {
      rules.remainder = try section.modelOptStorage(algorithm)
    }
    try rules.readGroups(section)
    // One algorithm for all says what the one group for all linear layers repeats without its scales.
    if rules.remainder != nil { rules.groups.removeAll(where: \.isGeneral) }
    try rules.readLayers(section)
    return rules.groups.isEmpty && rules.remainder == nil ? nil : rules
  }

  /// AMD Quark: one setting for all linear layers, others for names and types of layers.
  static let quark = QuantizationMethod("quark") { section throws(InputError) in
    var rules = Quantization()
    rules.ignored = try section.patterns("exclude")
    let all = try ConfigReader(section.members.required("global_quant_config"))
    rules.remainder = try all.quarkStorage()
    for key in ["layer_quant_config", "layer_type_quant_config"] {
      guard let layers = try section.section(key) else { continue }
      for name in layers.members.keys {
        guard let own = try layers.section(name), name != "Linear" else { continue }
        rules.groups.append(
          Quantization.Group(
            storage: try own.quarkStorage(), targets: try ModulePatterns([name], at: own.place)))
      }
    }
    if section.has("exclude") { rules.head = rules.remainder }
    return rules
  }
}

extension MatrixStorage {
  /// Half of the numbers, and a bit for each that says whether it is there.
  fileprivate var halved: MatrixStorage {
    MatrixStorage(format, bits: bits / 2 + 1, additions)
  }
}

extension Quantization {
  /// Reads `config_groups`: for each the targets and how their weights are stored.
  mutating func readGroups(_ section: ConfigReader) throws(InputError) {
    guard let list = try section.section("config_groups") else { return }
    for key in list.members.keys {
      guard let group = try list.section(key), let weights = try group.section("weights") else {
        continue
      }
      let form = try group.text("format").orElse(section.text("format")) ?? ""
      let inputs = try group.section("input_activations")
      guard let storage = try weights.compressedStorage(form, inputs: inputs) else { continue }
      let targets = try group.names("targets")
      groups.append(
        Group(
          storage: storage, targets: try ModulePatterns(targets, at: group.place),
          isGeneral: targets.isEmpty || targets.contains("Linear")))
    }
  }

  /// Reads `quantized_layers`: a datatype for each named module.
  mutating func readLayers(_ section: ConfigReader) throws(InputError) {
    guard let list = try section.section("quantized_layers") else { return }
    var names: [MatrixStorage: [String]] = [:]
    for key in list.members.keys {
      guard let layer = try list.section(key), let algorithm = try layer.text("quant_algo"),
        let storage = try layer.modelOptStorage(algorithm)
      else { continue }
      names[storage, default: []].append(key)
    }
    groups.removeAll { $0.isGeneral }
    for (storage, names) in names.sorted(by: { $0.key.bits < $1.key.bits }) {
      groups.insert(
        Group(storage: storage, targets: try ModulePatterns(names, at: list.place)), at: 0)
    }
  }
}

extension ConfigReader {
  /// The `weights` of a group of compressed-tensors, with what is stored for the inputs beside them.
  fileprivate func compressedStorage(
    _ form: String, inputs: ConfigReader?
  ) throws(InputError) -> MatrixStorage? {
    let group = try first(of: ["group_size"])?.wholeNumber(in: -1...1 << 20)
    let width = try count("num_bits", in: 1...32)
    if try text("type") == "float", width == 4, group != 32 {
      // Of inputs that are "local" in their scales one scale for all is fixed.
      let isFixed = inputs.map { $0.members.value("dynamic") != .bool(true) } ?? false
      return .nvfp4(quantizesInputs: isFixed)
    }
    let bits = try inputs?.bitsOfInputScale() ?? 0
    return try storageOfWeights(form)?.adding(bitsForEachMatrix: bits)
  }

  /// A scale in 16 bits for all inputs where it is fixed, with a zero point in 8 if it has one.
  ///
  /// compressed-tensors 0.20, `initialize_qparams`.
  private func bitsOfInputScale() throws(InputError) -> Double {
    let strategy = try text("strategy") ?? "tensor"
    guard members.value("dynamic") == .bool(false), strategy == "tensor" else { return 0 }
    return try flag("symmetric", default: true) ? 16 : 24
  }

  private func storageOfWeights(_ form: String) throws(InputError) -> MatrixStorage? {
    let bits = try count("num_bits", in: 1...32)
    guard bits < 16 else { return nil }
    let size = try first(of: ["group_size"])?.wholeNumber(in: -1...1 << 20)
    let group = size.flatMap { $0 > 0 ? $0 : nil }
    if try text("type") == "float" {
      switch (bits, group) {
      case (4, 32): return .microscaled(bits: 4)
      case (8, 32): return .microscaled(bits: 8)
      case (8, _): return MatrixStorage(.fp8, bits: 8, try scales(16, group: group))
      default: throw place.error(expected: "floats of 4 or 8 bits")
      }
    }
    // "mixed-precision" says that each group has a format of its own, which it may leave out.
    let isUnstated = form.isEmpty || form == "mixed-precision"
    let isPacked = form == "pack-quantized" || isUnstated && bits < 8
    let isSparse = form == "marlin-24"
    // Words of 32 bits hold whole numbers only: ten of three bits, five of six.
    let packed = isPacked ? 32.0 / Double(32 / bits) : isSparse ? Double(bits) : 8
    let zero = try flag("symmetric", default: true) ? 0 : Double(bits)
    var beside = try scales(16 + zero, group: group)
    if isPacked { beside.append(.matrix(bits: 128)) }
    if try text("actorder") == "group" { beside.append(.input(bits: 32)) }
    // Of each four numbers two are kept, each with two bits that say which.
    return MatrixStorage(
      .integer(bits: Double(bits)), bits: isSparse ? (packed + 2) / 2 : packed, beside)
  }

  private func scales(_ bits: Double, group: Int?) throws(InputError) -> [MatrixStorage.Addition] {
    switch try text("strategy") {
    case "tensor": return [.matrix(bits: bits)]
    case "channel": return [.output(bits: bits)]
    case "block":
      let sides = try list("block_structure") ?? []
      guard sides.count == 2 else {
        throw place.error(expected: "two sides in \"block_structure\"")
      }
      return [
        .block(
          outputs: try sides[0].wholeNumber(in: 1...1 << 20),
          inputs: try sides[1].wholeNumber(in: 1...1 << 20), bits: bits)
      ]
    default: return [group.map { .group(of: $0, bits: bits) } ?? .matrix(bits: bits)]
    }
  }

  /// The storage of an algorithm of Model Optimizer and TensorRT-LLM.
  func modelOptStorage(_ algorithm: String) throws(InputError) -> MatrixStorage? {
    let group = try optionalCount("group_size", "block_size", in: 1...1 << 20)
    switch algorithm.uppercased() {
    case "NO_QUANT", "NONE": return nil
    case "FP8": return MatrixStorage(.fp8, bits: 8, .matrix(bits: 64))
    case "FP8_PER_CHANNEL_PER_TOKEN", "FP8_PC_PT":
      return MatrixStorage(.fp8, bits: 8, .output(bits: 32))
    case "FP8_BLOCK_SCALES", "FP8_PB_WO", "FP8_PB_REAL":
      return MatrixStorage(.fp8, bits: 8, .block(outputs: 128, inputs: 128, bits: 32))
    case "NVFP4", "NVFP4_AWQ", "W4A8_NVFP4_FP8", "NVFP4_SVDQUANT", "W4A4_NVFP4":
      return .nvfp4(quantizesInputs: true)
    case "W4A16_NVFP4": return .nvfp4(quantizesInputs: false)
    case "MXFP4", "W4A8_MXFP4_FP8", "W4A16_MXFP4", "W4A8_MXFP4_MXFP8": return .microscaled(bits: 4)
    case "MXFP8": return .microscaled(bits: 8)
    case "W4A16", "W4A16_AWQ", "W4A8_AWQ", "W4A16_GPTQ", "W4A8_QSERVE_PER_GROUP", "INT4_AWQ":
      return .integers(bits: 4, group: group ?? 128, besideEach: 16)
    case "W4A8_QSERVE_PER_CHANNEL": return MatrixStorage(.int4, bits: 4, .output(bits: 16))
    case "W8A16", "W8A16_GPTQ", "INT8", "INT8_SQ", "W8A8_SQ_PER_CHANNEL",
      "W8A8_SQ_PER_TENSOR_PLUGIN", "W8A8_SQ_PER_CHANNEL_PER_TOKEN_PLUGIN",
      "W8A8_SQ_PER_CHANNEL_PER_TENSOR_PLUGIN", "W8A8_SQ_PER_TENSOR_PER_TOKEN_PLUGIN":
      return MatrixStorage(.int8, bits: 8, .output(bits: 32))
    default:
      throw (members["quant_algo"] ?? place).unknown(
        "algorithm", algorithm,
        among: [
          "FP8", "FP8_PER_CHANNEL_PER_TOKEN", "FP8_BLOCK_SCALES", "NVFP4", "MXFP4", "MXFP8",
          "W4A16_AWQ", "W4A8_AWQ", "W4A16_GPTQ", "W8A16", "INT8_SQ", "W8A8_SQ_PER_CHANNEL",
        ])
    }
  }

  /// Quark's scale in 32 bits for all inputs of a matrix, where it is fixed beforehand.
  private func fixedInputScale() throws(InputError) -> Double {
    guard let inputs = members["input_tensors"], case .object = inputs.value else { return 0 }
    let setting = try ConfigReader(inputs)
    let scheme = try setting.text("qscheme") ?? "per_tensor"
    return scheme == "per_tensor" && setting.members.value("is_dynamic") == .bool(false) ? 32 : 0
  }

  /// One setting of Quark; `nil` for layers that stay as they were.
  fileprivate func quarkStorage() throws(InputError) -> MatrixStorage? {
    guard let weight = members["weight"] else { return nil }
    // Two stages, as in FP8 scales for INT4 numbers, are a list; the last says what is stored.
    var place = weight
    if weight.isArray { place = try weight.array().last ?? weight }
    let setting = try ConfigReader(place)
    let type = try setting.members.required("dtype")
    let group = try setting.first(of: ["group_size"])?.wholeNumber(in: -1...1 << 20)
    let scheme = try setting.text("qscheme") ?? "per_tensor"
    func scaled(_ format: NumberFormat, bits: Double, scale: Double) -> MatrixStorage {
      switch scheme {
      case "per_group": .init(format, bits: bits, .group(of: max(1, group ?? 128), bits: scale))
      case "per_channel": .init(format, bits: bits, .output(bits: scale))
      default: .init(format, bits: bits, .matrix(bits: scale))
      }
    }
    switch try type.text() {
    case "fp4", "mxfp4": return .microscaled(bits: 4)
    case "mxfp6", "fp6_e2m3", "fp6_e3m2", "mxfp6_e2m3", "mxfp6_e3m2":
      return MatrixStorage(.fp8, bits: 6, .group(of: 32, bits: 8))
    case "mxfp8": return .microscaled(bits: 8)
    case "fp8_e4m3", "fp8_e5m2":
      return scaled(.fp8, bits: 8, scale: 32).adding(bitsForEachMatrix: try fixedInputScale())
    case "int8", "uint8":
      return scaled(.int8, bits: 8, scale: 32).adding(bitsForEachMatrix: try fixedInputScale())
    case "int4": return scaled(.int4, bits: 4, scale: 16)
    case "uint4": return scaled(.int4, bits: 4, scale: 20)
    case "int2", "uint2": return scaled(.int4, bits: 2, scale: 16)
    case "bfloat16", "float16", "float32": return nil
    default:
      throw type.unknown(
        "datatype", try type.text(),
        among: ["fp4", "mxfp4", "mxfp6", "fp8_e4m3", "fp8_e5m2", "int8", "int4", "uint4"])
    }
  }
}
