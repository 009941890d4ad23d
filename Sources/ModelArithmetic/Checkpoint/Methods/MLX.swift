import CheckedJSON

extension QuantizationMethod {
  /// MLX: every linear layer and embedding, routers included, in groups with scale and bias of 16 bits;
  /// a module's name with settings of its own, or with `false`, is an exception.
  static let mlx = QuantizationMethod("mlx") { section throws(InputError) in
    let storage = try section.mlxStorage(section)
    var rules = Quantization()
    rules.remainder = storage
    rules.head = storage
    rules.embedding = storage
    rules.reachesRouters = true
    let settings: Set<String> = ["group_size", "bits", "mode", "quant_method"]
    var names: [MatrixStorage?: [String]] = [:]
    for key in section.members.keys where !settings.contains(key) {
      switch section.members[key]?.value {
      case .bool(false): names[.none, default: []].append(key)
      case .object:
        guard let own = try section.section(key) else { continue }
        names[try own.mlxStorage(section), default: []].append(key)
      default: continue
      }
    }
    for (storage, names) in names {
      rules.groups.append(
        Quantization.Group(
          storage: storage, targets: try ModulePatterns(names, at: section.place)))
    }
    return rules
  }

  /// MLC: the name says it, as in `q4f16_1`: bits, the scale's type, a variant.
  static let mlc = QuantizationMethod("mlc") { section throws(InputError) in
    let place = try section.members.required("name")
    let name = try place.text()
    let scale: Double = name.contains("f32") ? 32 : 16
    var storage: MatrixStorage?
    switch name {
    case "q0f16", "q0f32", "q0bf16": return nil
    case "q4f16_0", "q4f16_1", "q4f32_1", "q4bf16_0", "q4bf16_1":
      storage = .integers(bits: 4, group: 32, besideEach: scale)
    case "q3f16_0", "q3f16_1", "q3f32_1":
      storage = .integers(bits: 3, group: 40, besideEach: scale, packed: 3.2)
    case "q4f16_2", "q4f16_ft": storage = .integers(bits: 4, group: 128, besideEach: scale)
    case "q4f16_awq", "q4f16_autoawq": storage = .integers(bits: 4, group: 128, besideEach: 20)
    case "q8f16_ft", "q8f16_1", "q8f32_1":
      storage = MatrixStorage(.int8, bits: 8, .output(bits: scale))
    case "e4m3_e4m3_f16", "e5m2_e5m2_f16", "fp8_e4m3_e4m3_f16": storage = MatrixStorage(.fp8)
    default:
      throw place.unknown(
        "quantisation", name,
        among: [
          "q0f16", "q0f32", "q3f16_1", "q4f16_0", "q4f16_1", "q4f32_1", "q4f16_2", "q4f16_ft",
          "q4f16_awq", "q8f16_1", "e4m3_e4m3_f16",
        ])
    }
    var rules = Quantization()
    rules.remainder = storage
    // The variants that end in `_2`, and those for AWQ and FasterTransformer, leave both in 16 bits.
    if name.hasSuffix("_0") || name.hasSuffix("_1") {
      rules.head = storage
      rules.embedding = storage
    }
    return rules
  }
}

extension ConfigReader {
  fileprivate func mlxStorage(_ whole: ConfigReader) throws(InputError) -> MatrixStorage {
    let mode = try (has("mode") ? self : whole).text("mode") ?? "affine"
    let bits = try (has("bits") ? self : whole).bits("bits")
    let group = try (has("group_size") ? self : whole).groupSize("group_size")
    switch mode {
    case "affine": return .integers(bits: bits, group: group, besideEach: 32)
    case "mxfp4": return .microscaled(bits: 4)
    case "mxfp8": return .microscaled(bits: 8)
    case "nvfp4": return MatrixStorage(.nvfp4, bits: 4, .group(of: 16, bits: 8))
    default:
      throw place.unknown("mode", mode, among: ["affine", "mxfp4", "mxfp8", "nvfp4"])
    }
  }
}
