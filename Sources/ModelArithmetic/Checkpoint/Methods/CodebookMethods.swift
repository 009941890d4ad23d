import CheckedJSON

extension QuantizationMethod {
  /// ExLlamaV2: `bits` is the mean over the layers, the head has `head_bits`, embeddings 16.
  static let exl2 = QuantizationMethod("exl2") { section throws(InputError) in
    let bits = try section.bits("bits")
    var rules = Quantization()
    rules.remainder = MatrixStorage(.integer(bits: bits), bits: bits)
    rules.head = try section.exllamaHead()
    return rules
  }

  /// ExLlamaV3: as its predecessor, with a 16-bit scale for each input and output; the bits of every
  /// module where `tensor_storage` lists them.
  static let exl3 = QuantizationMethod("exl3") { section throws(InputError) in
    let bits = try section.bits("bits")
    let scales: [MatrixStorage.Addition] = [.input(bits: 16), .output(bits: 16)]
    var rules = Quantization()
    rules.remainder = MatrixStorage(.integer(bits: bits), bits: bits, scales)
    rules.head = try section.exllamaHead().map { MatrixStorage($0.format, bits: $0.bits, scales) }
    // Where the file lists its modules, each has bits of its own.
    guard let modules = try section.section("tensor_storage") else { return rules }
    var names: [Double: [String]] = [:]
    for key in modules.members.keys {
      guard let module = try modules.section(key), module.has("bits_per_weight") else { continue }
      names[try module.bits("bits_per_weight"), default: []].append(key)
    }
    for (own, names) in names.sorted(by: { $0.key > $1.key }) {
      rules.groups.append(
        Quantization.Group(
          storage: MatrixStorage(.integer(bits: own), bits: own, scales),
          targets: try ModulePatterns(names, at: modules.place)))
    }
    return rules
  }

  /// AQLM: codes that stand for several numbers, the codebooks of each matrix, a 16-bit scale for each
  /// group of outputs.
  static let aqlm = QuantizationMethod("aqlm") { section throws(InputError) in
    let books = try section.count("num_codebooks", in: 1...64)
    let code = try section.count("nbits_per_codebook", in: 1...24)
    let inputs = try section.count("in_group_size", in: 1...4096)
    let outputs = try section.count("out_group_size", in: 1...4096)
    let numbers = Double(inputs * outputs)
    var rules = Quantization()
    let bits = Double(books * code) / numbers
    rules.remainder = MatrixStorage(
      .integer(bits: bits), bits: bits,
      .matrix(bits: Double(books) * Double(1 << code) * numbers * 16),
      .output(bits: 16 / Double(outputs)))
    rules.notConverted = try section.patterns("linear_weights_not_to_quantize")
    return rules
  }

  /// VPTQ: each layer has codebooks of vectors, and of what remains after them.
  static let vptq = QuantizationMethod("vptq") { section throws(InputError) in
    var rules = Quantization()
    for key in ["config_for_layers", "shared_layer_config"] {
      guard let layers = try section.section(key) else { continue }
      for name in layers.members.keys {
        guard let layer = try layers.section(name) else { continue }
        rules.groups.append(
          Quantization.Group(
            storage: try layer.vectorStorage(), targets: try ModulePatterns([name], at: layer.place)
          ))
      }
    }
    guard !rules.groups.isEmpty else {
      throw section.place.error(expected: "\"config_for_layers\" with a codebook for each")
    }
    return rules
  }

  /// HIGGS: codes on a grid of two dimensions, a 16-bit scale for each group.
  static let higgs = QuantizationMethod("higgs") { section throws(InputError) in
    let bits = try section.count("bits", in: 1...8)
    let dimensions = try section.count("p", in: 1...4)
    let table = Double(1 << (bits * dimensions)) * Double(dimensions) * 16
    var rules = Quantization()
    rules.remainder = .integers(
      bits: Double(bits), group: try section.groupSize("group_size"), besideEach: 16,
      .matrix(bits: table))
    rules.notConverted = try section.patterns("modules_to_not_convert")
    return rules
  }

  /// BitNet: numbers of −1, 0 and 1, four to a byte, and a scale for each matrix; quantised as they are
  /// loaded, they are published in 16 bits.
  static let bitNet = QuantizationMethod("bitnet") { section throws(InputError) in
    if try section.text("quantization_mode") == "online" { return nil }
    var rules = Quantization()
    rules.remainder = MatrixStorage(.int4, bits: 2, .matrix(bits: 16))
    rules.notConverted = try section.patterns("modules_to_not_convert")
    return rules
  }
}

extension ConfigReader {
  fileprivate func exllamaHead() throws(InputError) -> MatrixStorage? {
    guard has("head_bits") else { return nil }
    let bits = try bits("head_bits")
    return bits < 16 ? MatrixStorage(.integer(bits: bits), bits: bits) : nil
  }

  /// One layer of VPTQ; of the pairs in its lists the first is for outliers, −1 if there are none.
  fileprivate func vectorStorage() throws(InputError) -> MatrixStorage {
    func last(_ key: String) throws(InputError) -> Int {
      guard let place = try list(key)?.last else { return 0 }
      return max(0, try place.wholeNumber(in: -1...1 << 24))
    }
    let width = Double(try last("vector_lens"))
    let (main, rest) = (try last("num_centroids"), try last("num_res_centroids"))
    guard width > 0, main > 0 else {
      throw place.error(expected: "\"vector_lens\" and \"num_centroids\"")
    }
    let groups = Double(try count("group_num", default: 1, in: 1...1 << 16))
    // A code for one of n centroids takes as many bits as n − 1 has digits.
    let codes = [main, rest].map { $0 > 1 ? Int.bitWidth - ($0 - 1).leadingZeroBitCount : 0 }
    let bits = max(0.1, Double(codes.reduce(0, +)) / width)
    var beside: [MatrixStorage.Addition] = [
      .matrix(bits: groups * Double(main + rest) * width * 16)
    ]
    if try flag("enable_norm", default: true) { beside.append(.input(bits: 32)) }
    if try flag("enable_perm", default: true) { beside.append(.input(bits: 16)) }
    return MatrixStorage(.integer(bits: bits), bits: bits, beside)
  }
}
