import CheckedJSON

/// What a `quantization_config` says: which modules are stored in which datatype.
struct Quantization: Sendable {
  /// Modules that are named for a datatype.
  struct Group: Sendable {
    let format: NumberFormat
    let targets: ModulePatterns
    /// Whether the group means every linear layer.
    let isGeneral: Bool
  }

  var groups: [Group] = []
  /// The datatype of linear layers that no group names.
  var remainder: NumberFormat?
  /// Modules that no general rule reaches.
  var ignored = ModulePatterns([])
  /// Modules that `remainder` does not reach.
  var notConverted = ModulePatterns([])
  var onlyExperts = false
  /// Whether `ignored` concerns the remainder too, and not only what groups quantise further.
  var ignoresRemainder = true
  var extraBytesPerElement: [NumberFormat: Double] = [:]

  /// Reads the config; `nil` where the checkpoint is not quantised.
  init?(_ config: ConfigReader) throws(InputError) {
    var section = try config.section("quantization_config")
    if section == nil {
      section = try config.section("text_config")?.section("quantization_config")
    }
    guard var section else { return nil }
    if let inner = try section.section("quantization") { section = inner }
    notConverted = ModulePatterns(try section.names("modules_to_not_convert"))
    ignored = ModulePatterns(
      try section.names("ignore") + section.names("exclude_modules")
        + section.names(
          "ignored_layers"))
    switch try section.text("quant_method")?.lowercased() {
    case "fp8", "fbgemm_fp8":
      remainder = .fp8
      try readBlocks(section)
    case "mxfp4":
      remainder = .mxfp4
      onlyExperts = true
    case "awq", "gptq", "auto-round", "intel/auto-round": try readIntegers(section)
    case "bitsandbytes":
      remainder = try section.flag("load_in_8bit", default: false) ? .int8 : .int4
      // NF4 has one 32-bit scale for each 64 numbers.
      extraBytesPerElement[.int4] = 4.0 / 64 - 2.0 / 128
    default:
      remainder = Self.format(algorithm: try section.text("quant_algo"))
    }
    try readGroups(section)
    try readLayers(section)
    if remainder == nil, groups.isEmpty { return nil }
    ignoresRemainder = remainder != .fp8 || groups.isEmpty
  }

  /// One datatype for all linear layers, or for those of routed experts only.
  init(remainder: NumberFormat, onlyExperts: Bool) {
    self.remainder = remainder
    self.onlyExperts = onlyExperts
  }

  /// What a model's name says where its config is silent, as with files whose quantisation stands in
  /// `hf_quant_config.json`: FP8 for all linear layers, NVFP4 for routed experts, or for all linear
  /// layers of a model without experts; `nil` for a name that says neither.
  init?(name: String, isMixture: Bool) {
    switch ModelName(name).datatype {
    case "fp8": remainder = .fp8
    case "nvfp4", "fp4":
      remainder = .nvfp4
      onlyExperts = isMixture
    default: return nil
    }
  }

  /// The datatype of a module's matrix; `nil` if it is stored like the rest.
  func format(of each: Operator, path: String) -> NumberFormat? {
    guard each.inputWidth > 0, each.outputWidth > 0, !Self.isNeverLinear(each) else { return nil }
    for group in groups where group.targets.matches(path) { return group.format }
    guard Self.isUsuallyConverted(each), !each.name.hasSuffix("eh_proj"),
      !onlyExperts || each.role == .routedExpert
    else {
      return nil
    }
    if !ignored.matches(path), let general = groups.first(where: \.isGeneral) {
      return general.format
    }
    let isSpared = notConverted.matches(path) || ignoresRemainder && ignored.matches(path)
    return isSpared ? nil : remainder
  }

  /// Convolutions and matrices of the residual streams are no linear layers to a quantiser.
  private static func isNeverLinear(_ each: Operator) -> Bool {
    each.role == .norm || each.name.hasSuffix("conv1d") || each.role == .tower
  }

  /// Routers, heads and an indexer's weights keep their precision unless they are named.
  private static func isUsuallyConverted(_ each: Operator) -> Bool {
    switch each.role {
    case .router, .outputHead: false
    case .sparseIndexer: !each.name.hasSuffix("weights_proj")
    default: true
    }
  }

  private mutating func readBlocks(_ section: ConfigReader) throws(InputError) {
    guard let block = try section.list("weight_block_size"), block.count == 2 else { return }
    let rows = try block[0].wholeNumber(in: 1...1 << 20)
    let columns = try block[1].wholeNumber(in: 1...1 << 20)
    extraBytesPerElement[.fp8] = 4 / (Double(rows) * Double(columns))
  }

  private mutating func readIntegers(_ section: ConfigReader) throws(InputError) {
    let bits = try section.count("bits", "w_bit", default: 4, in: 2...8)
    remainder = bits == 8 ? .int8 : .int4
    let size = try section.first(of: ["group_size", "q_group_size"])?.wholeNumber(in: -1...1 << 20)
    let group = Double(size ?? 128)
    let stated = remainder?.bytesPerElement ?? 0
    let scales = group > 0 ? (2 + Double(bits) / 8) / group : 0
    extraBytesPerElement[bits == 8 ? .int8 : .int4] = Double(bits) / 8 + scales - stated
  }

  private mutating func readGroups(_ section: ConfigReader) throws(InputError) {
    guard let list = try section.section("config_groups") else { return }
    for key in list.members.keys {
      guard let group = try list.section(key), let weights = try group.section("weights") else {
        continue
      }
      let bits = try weights.count("num_bits", in: 1...32)
      let size = try weights.first(of: ["group_size"])?.wholeNumber(in: -1...1 << 20)
      let isFloat = try weights.text("type") == "float"
      guard let format = Self.format(bits: bits, isFloat: isFloat, group: size) else { continue }
      if format == .int4, let size, size > 0 {
        extraBytesPerElement[.int4] = 2 / Double(size) - 2.0 / 128
      }
      let targets = try group.names("targets")
      groups.append(
        Group(
          format: format, targets: ModulePatterns(targets),
          isGeneral: targets.isEmpty || targets.contains("Linear")))
    }
  }

  /// Reads `quantized_layers`: a datatype for each named module.
  private mutating func readLayers(_ section: ConfigReader) throws(InputError) {
    guard let list = try section.section("quantized_layers") else { return }
    var names: [NumberFormat: [String]] = [:]
    for key in list.members.keys {
      guard let layer = try list.section(key),
        let format = Self.format(algorithm: try layer.text("quant_algo"))
      else { continue }
      names[format, default: []].append(key)
    }
    groups.removeAll { $0.isGeneral }
    for format in NumberFormat.allCases {
      guard let names = names[format] else { continue }
      groups.insert(
        Group(format: format, targets: ModulePatterns(names), isGeneral: false), at: 0)
    }
  }

  private static func format(bits: Int, isFloat: Bool, group: Int?) -> NumberFormat? {
    switch (bits, isFloat) {
    case (8, true): .fp8
    case (8, false): .int8
    case (4, true): group == 32 ? .mxfp4 : .nvfp4
    case (4, false): .int4
    default: nil
    }
  }

  private static func format(algorithm: String?) -> NumberFormat? {
    guard let algorithm = algorithm?.uppercased() else { return nil }
    if algorithm.contains("NVFP4") { return .nvfp4 }
    if algorithm.contains("MXFP4") { return .mxfp4 }
    if algorithm.contains("W4A16") || algorithm.contains("INT4") { return .int4 }
    if algorithm.contains("FP8") { return .fp8 }
    if algorithm.contains("INT8") || algorithm.contains("W8A8") { return .int8 }
    return nil
  }
}

extension ConfigReader {
  /// Texts under a key; anything else in the list is passed over.
  fileprivate func names(_ key: String) throws(InputError) -> [String] {
    guard let place = members[key], case .array = place.value else { return [] }
    let names = try place.array().compactMap {
      if case .string(let name) = $0.value { name } else { nil }
    }
    let patterns = names.reduce(0) { $0 + ($1.hasPrefix("re:") ? 1 : 0) }
    guard names.count <= 50_000, patterns <= 1000 else {
      throw place.error(expected: "at most 50000 names and 1000 regular expressions")
    }
    return names
  }
}
