import ModelArithmetic

/// The names that a model of a result file may have in a catalog.
///
/// Files hold paths (`/models/Qwen3-32B`), files of GGUF (`Llama-3.2-1B-Instruct-Q4_K_M.gguf`), and the
/// kinds that llama.cpp prints beside them.
struct CheckpointName {
  /// The names to try, the nearest to what stands in the file first.
  let candidates: [String]

  /// The parameters that the name tells, as `70b` does; `nil` where none or several are told.
  let parameters: Double?

  /// The datatype of the weights that the name tells, as `-FP8` and `-Q8_0.gguf` do; `nil` for none.
  let weights: NumberFormat?

  init(_ name: String) {
    let sizes = name.lowercased().split { !($0.isNumber || $0.isLetter || $0 == ".") }.compactMap {
      word -> Double? in
      guard word.last == "b", let size = Double(word.dropLast()), size > 0, size < 5000 else {
        return nil
      }
      return size * 1e9
    }
    parameters = Set(sizes).count == 1 ? sizes.first : nil
    // A file of GGUF without the name of a format may be in any of them.
    let isGGUF = name.lowercased().hasSuffix("gguf")
    weights = QuantizedName(isGGUF ? String(name.dropLast(4)) : name)?.weights
    var names = [name]
    let parts = name.split(separator: "/").map(String.init)
    if let last = parts.last {
      if parts.count > 2 { names.append(parts.suffix(2).joined(separator: "/")) }
      names.append(last)
      let lowered = last.lowercased()
      if lowered.hasSuffix(".gguf") { names.append(Self.withoutFormat(String(last.dropLast(5)))) }
      // The folder of a hub's cache: models--meta-llama--Llama-3.1-8B-Instruct.
      for part in parts where part.hasPrefix("models--") {
        names.append(
          part.dropFirst(8).split(separator: "-", omittingEmptySubsequences: true)
            .joined(separator: "-"))
        names.append(String(Self.replacing("--", by: "/", in: String(part.dropFirst(8)))))
      }
    }
    candidates = names
  }

  /// The name without the format of a GGUF at its end: `Llama-3.2-1B-Instruct-Q4_K_M`.
  private static func withoutFormat(_ stem: String) -> String {
    var parts = stem.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    while parts.count > 1, let last = parts.last?.lowercased(), isFormat(last) {
      parts.removeLast()
    }
    return parts.joined(separator: "-")
  }

  private static func isFormat(_ part: String) -> Bool {
    if ["f16", "bf16", "f32", "ud", "gguf", "mxfp4", "00001", "of"].contains(part) { return true }
    let digits = part.hasPrefix("iq") ? part.dropFirst(2) : part.dropFirst()
    return (part.hasPrefix("q") || part.hasPrefix("iq")) && digits.first?.isNumber == true
      && digits.count <= 6 && !digits.contains(".")
  }

  private static func replacing(_ two: String, by one: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      if rest.hasPrefix(two) {
        result += one
        rest = rest.dropFirst(two.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}

/// The names that a chip of a result file may have in a catalog: `Nvidia H100 GPU`, `8xH100`, and how many
/// of it are told.
struct ChipName {
  /// The names to try, the nearest to what stands in the file first.
  let candidates: [String]
  /// The chips that the name counts, as `8xH100`, `H100 x2` and `A100, A100` do; `nil` where it counts none.
  let count: Int?

  init(_ name: String) {
    let marked = name.replacing("(R)", with: "").replacing("(TM)", with: "")
    let listed = Self.listed(marked)
    let one = Set(listed).count == 1 ? listed[0] : marked
    let (bare, told) = Self.counted(one)
    count = listed.count > 1 && one == listed[0] ? listed.count : told
    var names = [name, bare]
    if let open = bare.firstIndex(of: "("), let close = bare.lastIndex(of: ")"), open < close {
      names.append(String(bare[..<open]))
      // Drivers add what they call a chip: `AMD Radeon Graphics (RADV GFX1151)`.
      let inner = bare[bare.index(after: open)..<close].split { " ()".contains($0) }
      names += inner.filter { $0.count > 3 && $0.contains(where: \.isNumber) }.map(String.init)
    }
    for name in names {
      let words = name.split { $0 == " " || $0 == "_" }.map(String.init)
      let plain = words.filter { !Self.quiet.contains($0.lowercased()) }
      if plain.count < words.count, !plain.isEmpty { names.append(plain.joined(separator: " ")) }
    }
    // Runners of InferenceX are named b200-nv or mi355x-amds.
    if let head = name.split(separator: "-").first, head.count < name.count,
      ["-nv", "-nvd", "-cw", "-nb", "-dgxc", "-trt", "-amd", "-amds", "-cr", "-tw"].contains(
        where: { name.lowercased().contains($0) })
    {
      names.append(String(head))
    }
    candidates = names.filter { $0.contains { $0.isLetter || $0.isNumber } }
  }

  /// The names of a list with commas.
  static func listed(_ names: String) -> [String] {
    names.split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty }
  }

  /// The name without a count before or after it: `8xH100`, `2 x H100`, `H100x2`, `H100 x 2`.
  private static func counted(_ name: String) -> (name: String, count: Int?) {
    let times: Set<Character> = ["x", "X", "×", "*"]
    let digits = name.prefix { $0.isWholeNumber }
    var rest = name[digits.endIndex...].drop { $0 == " " }
    if let count = Self.count(digits), let sign = rest.first, times.contains(sign) {
      rest = rest.dropFirst()
      if !rest.isEmpty { return (trimmed(rest), count) }
    }
    let end = name.reversed().prefix { $0.isWholeNumber }.count
    var head = name.dropLast(end)
    while head.last == " " { head = head.dropLast() }
    guard let count = Self.count(name.suffix(end)), let sign = head.last, times.contains(sign)
    else {
      return (name, nil)
    }
    head = head.dropLast()
    // The x of `RTX 50` and `Max 2` belongs to a word.
    guard let last = head.last, last == " " || last == ")" || last.isWholeNumber else {
      return (name, nil)
    }
    return (trimmed(head), count)
  }

  /// A count of chips: no rack has more than some dozens that serve together, and names hold longer numbers.
  private static func count(_ digits: Substring) -> Int? {
    guard digits.count <= 2, let count = Int(digits), count > 0 else { return nil }
    return count
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  private static let quiet: Set<String> = [
    "nvidia", "amd", "intel", "gpu", "gpus", "graphics", "tesla", "instinct", "habana",
  ]
}
