import CheckedJSON

/// What a name says of how weights are stored, and the rest of the name.
///
/// `Qwen3-32B-GPTQ-Int8` is `Qwen3-32B` in INT8; `gemma3-27b-it-qat` is `gemma3-27b-it` in the format
/// for which Gemma was trained. A method alone stands for what it is mostly used with: `AWQ`, `GPTQ`,
/// `bnb` and `exl2` for four bits, `GGUF` for the file that llama.cpp takes by itself (Q4_K_M).
struct StoredFormat: Sendable, Hashable {
  /// The datatype; `nil` for a name that says none.
  let weights: NumberFormat?
  /// The words of the name without those of the datatype.
  let rest: [String]

  private static let formats: [String: NumberFormat] = [
    "fp8": .fp8, "mxfp8": .fp8, "f8": .fp8, "w8a8fp8": .fp8, "nvfp4": .nvfp4, "fp4": .nvfp4,
    "nvfp4a16": .nvfp4, "mxfp4": .mxfp4, "int4": .int4, "w4a16": .int4, "w4a8": .int4,
    "nf4": .int4, "w4": .int4, "int8": .int8, "w8a8": .int8, "w8a16": .int8, "bf16": .bf16,
    "fp16": .fp16, "f16": .fp16, "bfloat16": .bf16, "float16": .fp16, "fp32": .fp32, "f32": .fp32,
  ]
  /// Methods that say how, and how many bits only by custom.
  fileprivate static let methods: [String: NumberFormat] = [
    "awq": .int4, "gptq": .int4, "bnb": .int4, "exl2": .int4, "exl3": .int4, "hqq": .int4,
    "autoround": .int4, "marlin": .int4, "qat": .q4_0, "gguf": .q4_k_m, "mlx": .mlx4,
  ]
  /// Words that only go with a datatype: `FP8-dynamic`, `FP8-KV`, `quantized.w8a8`, `unsloth-bnb-4bit`.
  private static let details: Set<String> = [
    "dynamic", "kv", "block", "quantized", "quant", "quants", "static", "per", "tensor",
    "pertensor", "channel", "perchannel", "token", "sym", "asym", "group", "g32", "g64", "g128",
    "32g", "64g", "128g", "gs32", "gs64", "gs128", "ud", "unsloth", "imatrix", "imat", "i1", "dwq",
    "mlc", "torchao", "modelopt", "auto", "round",
  ]

  /// Takes the words of a name apart.
  ///
  /// - Parameter isMLX: Whether the publisher stores models in the formats of MLX.
  init(_ words: [String], isMLX: Bool = false) {
    var stated: NumberFormat?
    var method: NumberFormat?
    var bits: Int?
    var rest: [String] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      if let format = Self.formats[word] {
        stated = format
      } else if let usual = Self.methods[word] {
        method = method == nil || usual.isOfWholeFiles ? usual : method
      } else if let (format, count) = Self.fileFormat(words[index...]) {
        stated = format
        index += count - 1
      } else if let (number, count) = Self.bits(words[index...]) {
        bits = number
        index += count - 1
      } else {
        rest.append(word)
      }
      index += 1
    }
    let isMLX = isMLX || words.contains("mlx")
    let counted = bits.flatMap { Self.format(ofBits: $0, isMLX: isMLX) }
    // What was quantised is often named after weights in 16 bits: `…-BF16-bnb-4bit`.
    let isPlain = stated.map { $0.bytesPerElement >= 2 } ?? true
    weights = isPlain ? counted ?? stated ?? method : stated
    self.rest = weights == nil ? words : rest.filter { !Self.details.contains($0) }
  }

  /// The format of a file of llama.cpp or MLC, with the number of its words: `q4_K_M`, `IQ4_XS`,
  /// `q8_0`, `q4f16_1`.
  private static func fileFormat(_ words: ArraySlice<String>) -> (NumberFormat, Int)? {
    guard var head = words.first else { return nil }
    if head.hasPrefix("i") { head.removeFirst() }
    guard head.hasPrefix("q"), let bits = head.dropFirst().first?.wholeNumberValue else {
      return nil
    }
    let tail = words.dropFirst().prefix { endings.contains($0) }
    let isCompiled = ["f16", "f32", "bf16"].contains(String(head.dropFirst(2)))
    guard head.count == 2 || isCompiled else { return nil }
    let format: NumberFormat? =
      switch bits {
      case 2: .q2_k
      case 3: isCompiled ? .int4 : .q3_k_m
      case 4: isCompiled ? .int4 : ["0", "1", "xs", "nl"].contains(tail.first) ? .q4_0 : .q4_k_m
      case 5: .q5_k_m
      case 6: .q6_k
      case 8: .q8_0
      default: nil
      }
    return format.map { ($0, 1 + tail.count) }
  }

  private static let endings: Set<String> = [
    "0", "1", "k", "s", "m", "l", "xs", "xxs", "xl", "nl",
  ]

  /// Bits of each weight, with the number of words: `4bit`, `4-bit`, `4.0bpw`.
  private static func bits(_ words: ArraySlice<String>) -> (Int, Int)? {
    guard let word = words.first else { return nil }
    let next = words.dropFirst().first
    if let bits = Int(word), (2...8).contains(bits), let next {
      if ["bit", "bits", "bpw"].contains(next) { return (bits, 2) }
      if next.hasSuffix("bpw"), let part = Int(next.dropLast(3)) {
        return (part >= 75 ? bits + 1 : bits, 2)
      }
    }
    for unit in ["bit", "bpw"] where word.hasSuffix(unit) {
      guard let bits = Int(word.dropLast(unit.count)), (2...8).contains(bits) else { return nil }
      return (bits, 1)
    }
    return nil
  }

  /// Where no format of integers has so many bits, the file of llama.cpp that takes as much room.
  private static func format(ofBits bits: Int, isMLX: Bool) -> NumberFormat? {
    switch bits {
    case 2: isMLX ? .mlx2 : .q2_k
    case 3: isMLX ? .mlx3 : .q3_k_m
    case 4: isMLX ? .mlx4 : .int4
    case 5: .q5_k_m
    case 6: isMLX ? .mlx6 : .q6_k
    case 8: isMLX ? .mlx8 : .int8
    default: nil
    }
  }
}

extension NumberFormat {
  /// The format in which a method such as `awq` usually stores weights; `nil` for a word that is none.
  package static func usual(ofMethod word: String) -> NumberFormat? {
    StoredFormat.methods[word.lowercased()]
  }
}
