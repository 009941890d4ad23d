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

  /// The datatype of the weights that the name tells, as `-FP8` and `-Q8_0.gguf` do; `nil` where it tells none.
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

/// The names that a chip of a result file may have in a catalog: `Nvidia H100 GPU`, `8xH100`.
struct ChipName {
  /// The names to try, the nearest to what stands in the file first.
  let candidates: [String]

  init(_ name: String) {
    var names = [name]
    let words = name.split { $0 == " " || $0 == "_" }.map(String.init)
    let plain = words.filter { !Self.quiet.contains($0.lowercased()) }
    if plain.count < words.count, !plain.isEmpty { names.append(plain.joined(separator: " ")) }
    // Runners of InferenceX are named b200-nv or mi355x-amds.
    if let head = name.split(separator: "-").first, head.count < name.count,
      ["-nv", "-nvd", "-cw", "-nb", "-dgxc", "-trt", "-amd", "-amds", "-cr", "-tw"].contains(
        where: { name.lowercased().contains($0) })
    {
      names.append(String(head))
    }
    candidates = names
  }

  private static let quiet: Set<String> = [
    "nvidia", "amd", "intel", "gpu", "gpus", "graphics", "tesla", "instinct",
  ]
}
