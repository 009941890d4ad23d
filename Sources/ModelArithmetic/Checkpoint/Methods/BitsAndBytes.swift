import CheckedJSON

extension QuantizationMethod {
  /// bitsandbytes: eight bits with a 32-bit scale for each output, or four with one for each 64 numbers.
  ///
  /// Double quantisation stores those scales in eight bits with a 32-bit one for each 256 of them: 4.127
  /// bits a number instead of 4.5. Tables of 16 and of 256 values in 32 bits stand beside each matrix.
  static let bitsAndBytes = QuantizationMethod(
    "bitsandbytes", "bitsandbytes_4bit", "bitsandbytes_8bit"
  ) { section throws(InputError) in
    var rules = Quantization()
    let storage: MatrixStorage
    let hasEightBits = try section.flag("load_in_8bit", default: false)
    // With neither the section only says how weights would be read if they were quantised.
    let hasFourBits = try section.flag("load_in_4bit", default: true)
    guard hasEightBits || hasFourBits else { return nil }
    if hasEightBits {
      // A byte beside each matrix says in what order its rows are.
      storage = MatrixStorage(.int8, bits: 8, .output(bits: 32), .matrix(bits: 8))
    } else if try section.flag("bnb_4bit_use_double_quant", default: false) {
      storage = MatrixStorage(
        .int4, bits: 4 + 8.0 / 64 + 32.0 / (64 * 256), .matrix(bits: (16 + 256) * 32))
    } else {
      storage = MatrixStorage(.int4, bits: 4 + 32.0 / 64, .matrix(bits: 16 * 32))
    }
    rules.remainder = storage
    rules.notConverted = try section.patterns("llm_int8_skip_modules")
    // A list of exceptions replaces the usual one, which holds the head alone.
    if section.has("llm_int8_skip_modules") { rules.head = storage }
    return rules
  }
}
