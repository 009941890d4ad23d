import CheckedJSON

extension QuantizationMethod {
  /// torchao: one of its configs for all linear layers, or one for each name.
  static let torchAO = QuantizationMethod("torchao") { section throws(InputError) in
    var rules = Quantization()
    let type = try section.members.required("quant_type")
    if case .string(let name) = type.value {
      let arguments = try section.sectionOrDefaults("quant_type_kwargs")
      rules.remainder = try arguments.torchAOStorage(name, at: type)
    } else {
      let choices = try ConfigReader(type)
      for key in choices.members.keys {
        try rules.read(try choices.section(key), for: key == "default" ? nil : key, at: type)
      }
    }
    rules.notConverted = try section.patterns("modules_to_not_convert")
    if try section.flag("include_input_output_embeddings", default: false) {
      rules.head = rules.remainder
      rules.embedding = rules.remainder
    }
    return rules
  }
}

extension Quantization {
  /// Reads a serialised config; one that holds others gives each to the modules that it names, and none
  /// leaves the modules as they were.
  fileprivate mutating func read(
    _ choice: ConfigReader?, for name: String?, at place: JSONPlace
  ) throws(InputError) {
    guard let choice else {
      if let name {
        groups.append(Group(storage: nil, targets: try ModulePatterns([name], at: place)))
      }
      return
    }
    let data = try choice.sectionOrDefaults("_data")
    for key in ["module_fqn_to_config", "fqn_to_config"] {
      guard let named = try data.section(key) else { continue }
      for inner in named.members.keys {
        try read(
          try named.section(inner), for: inner == "_default" ? nil : inner, at: named.place)
      }
      return
    }
    let type = try choice.members.required("_type")
    let storage = try data.torchAOStorage(try type.text(), at: type)
    if let name {
      groups.append(Group(storage: storage, targets: try ModulePatterns([name], at: choice.place)))
    } else {
      remainder = storage
    }
  }
}

extension ConfigReader {
  /// The storage of one of torchao's configs, by its class or by its older name.
  fileprivate func torchAOStorage(
    _ name: String, at place: JSONPlace
  ) throws(InputError) -> MatrixStorage {
    let plain = name.lowercased().filter { $0 != "_" }
    switch plain {
    case "int4weightonly", "int4weightonlyconfig":
      return .integers(
        bits: 4, group: try count("group_size", default: 128, in: 1...1 << 20), besideEach: 32)
    case "int8dynamicactivationint4weight", "int8dynamicactivationint4weightconfig":
      return .integers(
        bits: 4, group: try count("group_size", default: 32, in: 1...1 << 20), besideEach: 32)
    case "int8weightonly", "int8weightonlyconfig", "int8dynamicactivationint8weight",
      "int8dynamicactivationint8weightconfig":
      return MatrixStorage(.int8, bits: 8, .output(bits: 16))
    case "float8weightonly", "float8weightonlyconfig", "float8dynamicactivationfloat8weight",
      "float8dynamicactivationfloat8weightconfig", "float8staticactivationfloat8weightconfig":
      return MatrixStorage(.fp8, bits: 8, .output(bits: 32))
    case "float8dynamicactivationint4weightconfig":
      return .integers(bits: 4, group: 128, besideEach: 32)
    case "intxweightonlyconfig", "int8dynamicactivationintxweightconfig":
      let key = has("weight_dtype") ? "weight_dtype" : "dtype"
      let type = members[key]
      var digits = ""
      if case .string(let text) = type?.value { digits = text.filter(\.isNumber) }
      if case .object(let members) = type?.value, case .string(let text) = members["_data"] {
        digits = text.filter(\.isNumber)
      }
      guard let bits = Double(digits), (1...8).contains(bits) else {
        throw self.place.error(expected: "\"weight_dtype\", such as int4")
      }
      let granularity = try section("weight_granularity").orElse(section("granularity"))
      let group = try granularity?.section("_data")?.optionalCount("group_size", in: 1...1 << 20)
      return .integers(bits: bits, group: group, besideEach: 32)
    case "nvfp4inferenceconfig", "nvfp4dynamicactivationnvfp4weightconfig", "nvfp4weightonlyconfig":
      // Activations are scaled as they come; the weights' own scale may be left out.
      let hasScale = try flag("use_dynamic_per_tensor_scale", default: true)
      return MatrixStorage(
        .nvfp4, bits: 4, .group(of: 16, bits: 8), .matrix(bits: hasScale ? 32 : 0))
    case "mxfpinferenceconfig", "mxdynamicactivationmxweightconfig": return .microscaled(bits: 4)
    case "uintxweightonly", "uintxweightonlyconfig":
      throw place.error(expected: "a torchao config of a fixed width, such as int4_weight_only")
    default:
      throw place.unknown(
        "torchao config", name,
        among: [
          "int4_weight_only", "int8_weight_only", "int8_dynamic_activation_int4_weight",
          "int8_dynamic_activation_int8_weight", "float8_weight_only",
          "float8_dynamic_activation_float8_weight", "IntxWeightOnlyConfig",
          "Int8DynamicActivationIntxWeightConfig", "NVFP4InferenceConfig",
        ])
    }
  }
}
