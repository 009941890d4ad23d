import CheckedJSON

extension ConfigReader {
  /// The datatype of whatever is not quantised, and a note where it is taken and not read.
  ///
  /// - Parameter source: What the note calls the config.
  /// - Throws: `InputError` for a name of no datatype.
  func baseFormat(source: String) throws(InputError) -> (format: NumberFormat, notes: [String]) {
    let keys = ["dtype", "torch_dtype"]
    var place = first(of: keys)
    for inner in ["text_config", "llm_config", "language_config"] where place == nil {
      place = try section(inner)?.first(of: keys)
    }
    guard let place else { return try assumedFormat("\(source) states no datatype") }
    let name = try place.text()
    let plain = name.hasPrefix("torch.") ? String(name.dropFirst(6)) : name
    switch plain {
    case "bfloat16", "bf16": return (.bf16, [])
    case "float16", "fp16", "half": return (.fp16, [])
    case "float32", "fp32", "float": return (.fp32, [])
    case "auto": return try assumedFormat("\(source) leaves the datatype open (\"auto\")")
    case "float8_e4m3fn", "float8_e5m2", "int8", "uint8":
      // That of the quantised matrices; nothing says what the rest has.
      guard has("quantization_config", "compression_config") else { break }
      return try assumedFormat("\(source) states only the datatype of what is quantised")
    default: break
    }
    throw place.unknown("datatype", name, among: ["bfloat16", "float16", "float32"])
  }

  /// Configs from before datatypes were written stand beside files in 32 bits: all-MiniLM-L6-v2 has 90.9 MB
  /// for 22.7 million numbers, gpt2 548 MB for 124 million with its masks.
  private func assumedFormat(
    _ reason: String
  ) throws(InputError) -> (format: NumberFormat, notes: [String]) {
    let old: Set<String> = [
      "bert", "roberta", "xlm-roberta", "camembert", "mpnet", "distilbert", "albert", "gpt2",
      "gpt_neo",
    ]
    let isOld = try old.contains(text("model_type") ?? "")
    let format = isOld ? NumberFormat.fp32 : .bf16
    return (
      format,
      ["\(reason): \(format.rawValue) is taken for all that no quantiser changed"]
    )
  }
}
