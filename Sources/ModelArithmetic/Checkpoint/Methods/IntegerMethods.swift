import CheckedJSON

extension QuantizationMethod {
  /// AWQ: for each group a 16-bit scale and a zero point of the numbers' own width.
  static let awq = QuantizationMethod("awq", "awq_marlin") { section throws(InputError) in
    let bits = try section.bits("bits", "w_bit")
    var rules = Quantization()
    rules.remainder = .integers(
      bits: bits, group: try section.groupSize("group_size", "q_group_size"), besideEach: 16 + bits)
    rules.notConverted = try section.patterns("modules_to_not_convert")
    return rules
  }

  /// GPTQ: as AWQ, and for each input the group to which it belongs; the head if `lm_head` says so.
  static let gptq = QuantizationMethod(
    "gptq", "gptq_marlin", "marlin", "gptqmodel", "gptq_bitblas"
  ) { section throws(InputError) in
    let storage = try section.gptqStorage(section)
    var rules = Quantization()
    rules.remainder = storage
    if try section.flag("lm_head", default: false) { rules.head = storage }
    rules.notConverted = try section.patterns("modules_to_not_convert")
    if let blocks = try section.list("modules_in_block_to_quantize") {
      var names: [String] = []
      for block in blocks {
        guard block.isArray else { continue }
        for name in try block.array() { names.append(try name.text()) }
      }
      if !names.isEmpty {
        rules.onlyNamed = try ModulePatterns(names, at: section.place)
      }
    }
    // GPTQModel's exceptions: "-:pattern" stays as it was, "+:pattern" has settings of its own.
    if let exceptions = try section.section("dynamic") {
      for key in exceptions.members.keys {
        let pattern = key.hasPrefix("-:") || key.hasPrefix("+:") ? String(key.dropFirst(2)) : key
        let own = try exceptions.section(key)
        rules.groups.append(
          Quantization.Group(
            storage: key.hasPrefix("-:") ? nil : try (own ?? section).gptqStorage(section),
            targets: try ModulePatterns(expression: pattern, at: exceptions.place)))
      }
    }
    return rules
  }

  /// AutoRound: groups as AWQ's, with exceptions by layer in `extra_config`.
  static let autoRound = QuantizationMethod(
    "auto-round", "intel/auto-round", "inc"
  ) { section throws(InputError) in
    func storage(_ own: ConfigReader) throws(InputError) -> MatrixStorage? {
      let bits = try (own.has("bits") ? own : section).bits("bits")
      guard bits < 16 else { return nil }
      let group = try (own.has("group_size") ? own : section).groupSize("group_size")
      let type = try (own.has("data_type") ? own : section).text("data_type") ?? "int"
      if type.hasPrefix("mx_fp") { return .microscaled(bits: bits) }
      if type.hasPrefix("nv_fp") {
        // `input_global_scale` stands in the file for inputs of eight bits or fewer alone.
        let inputs = try (own.has("act_bits") ? own : section).number(
          "act_bits", default: 16, in: 1...32)
        return .nvfp4(quantizesInputs: inputs <= 8)
      }
      if type.hasPrefix("fp") { return MatrixStorage(.fp8, bits: bits, .output(bits: 16)) }
      return .integers(bits: bits, group: group, besideEach: 16 + bits)
    }
    var rules = Quantization()
    rules.remainder = try storage(section)
    if let exceptions = try section.section("extra_config") {
      for key in exceptions.members.keys {
        guard let own = try exceptions.section(key) else { continue }
        rules.groups.append(
          Quantization.Group(
            storage: try storage(own),
            // As engines do, a name with a sign of expressions is one, and is looked for anywhere.
            targets: key.contains { "*+?^$()[]{}|\\".contains($0) }
              ? try ModulePatterns(expression: key, searches: true, at: own.place)
              : try ModulePatterns([key], at: own.place)))
      }
    }
    return rules
  }

  /// HQQ: a scale and a zero point in 16 bits for each group; three bits come ten to a word.
  static let hqq = QuantizationMethod("hqq") { section throws(InputError) in
    func storage(_ place: ConfigReader) throws(InputError) -> MatrixStorage {
      let weights = try ConfigReader(place.members.required("weight_quant_params"))
      let bits = try weights.bits("nbits")
      let packed = bits == 3 ? 3.2 : bits > 4 ? 8 : bits
      return .integers(
        bits: bits, group: try weights.groupSize("group_size"), besideEach: 32, packed: packed)
    }
    var rules = Quantization()
    let settings = try ConfigReader(section.members.required("quant_config"))
    if settings.has("weight_quant_params") {
      rules.remainder = try storage(settings)
    } else {
      for key in settings.members.keys {
        guard let own = try settings.section(key) else { continue }
        rules.groups.append(
          Quantization.Group(
            storage: try storage(own), targets: try ModulePatterns([key], at: own.place)))
      }
    }
    rules.notConverted = try section.patterns("skip_modules", "modules_to_not_convert")
    return rules
  }

  /// Quanto: groups of 128 with scale and shift in 16 bits below eight bits, else a scale per output.
  static let quanto = QuantizationMethod("quanto") { section throws(InputError) in
    var rules = Quantization()
    let place = try section.members.required("weights")
    switch try place.text() {
    case "int4": rules.remainder = .integers(bits: 4, group: 128, besideEach: 32)
    case "int2": rules.remainder = .integers(bits: 2, group: 128, besideEach: 32)
    case "float8": rules.remainder = MatrixStorage(.fp8, bits: 8, .output(bits: 16))
    case "int8": rules.remainder = MatrixStorage(.int8, bits: 8, .output(bits: 16))
    default:
      throw place.unknown(
        "width", try place.text(), among: ["int8", "int4", "int2", "float8"])
    }
    rules.notConverted = try section.patterns("modules_to_not_convert")
    return rules
  }

  /// EETQ: eight bits with a 16-bit scale for each output.
  static let eetq = QuantizationMethod("eetq") { section throws(InputError) in
    var rules = Quantization()
    rules.remainder = MatrixStorage(.int8, bits: 8, .output(bits: 16))
    rules.notConverted = try section.patterns("modules_to_not_convert")
    return rules
  }

  /// INT8 with a 32-bit scale for each block.
  static let blockInteger = QuantizationMethod("blockwise_int8") { section throws(InputError) in
    var rules = Quantization()
    rules.remainder = try section.blockStorage(.int8) ?? MatrixStorage(.int8)
    rules.notConverted = try section.patterns("modules_to_not_convert")
    return rules
  }

  /// INT8 with a 32-bit scale for each output.
  static let channelInteger = QuantizationMethod("w8a8_int8") { section throws(InputError) in
    var rules = Quantization()
    rules.remainder = MatrixStorage(.int8, bits: 8, .output(bits: 32))
    rules.notConverted = try section.patterns("modules_to_not_convert")
    return rules
  }

  /// Experts in four-bit integers with a 16-bit scale for each 128, the other linear layers in FP8.
  static let mixedFourEight = QuantizationMethod("w4afp8") { section throws(InputError) in
    var rules = Quantization()
    rules.remainder = try section.blockStorage(.fp8) ?? MatrixStorage(.fp8)
    rules.groups = [
      Quantization.Group(
        storage: .integers(bits: 4, group: 128, besideEach: 16),
        targets: try ModulePatterns(["*.experts.*"], at: section.place))
    ]
    rules.notConverted = try section.patterns("modules_to_not_convert", "ignored_layers")
    return rules
  }
}

extension ConfigReader {
  /// The storage of GPTQ with these settings, or those of the whole where a key is absent.
  fileprivate func gptqStorage(_ whole: ConfigReader) throws(InputError) -> MatrixStorage {
    let bits = try (has("bits") ? self : whole).bits("bits")
    return .integers(
      bits: bits, group: try (has("group_size") ? self : whole).groupSize("group_size"),
      besideEach: 16 + bits, .input(bits: 32))
  }
}
