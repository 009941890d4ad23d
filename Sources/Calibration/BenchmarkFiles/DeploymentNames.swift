import CheckedJSON
import ModelArithmetic
import Roofline
import Workloads

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
    // The number behind a server's name is that of its GPUs: `NVIDIA DGX H100 x2`.
    let counted = WrittenMachines(one)
    let written =
      counted.count == nil
      ? WrittenMachines(one.replacing("DGX ", with: "").replacing("HGX ", with: "")) : counted
    let bare = written.name
    count = listed.count > 1 && one == listed[0] ? listed.count : written.count
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

  /// Whether the name leaves open which of two chips it means: both are of one kind, and differ in a memory or a form
  /// that the name does not tell, as `H100` and `A100 PCIe` do not.
  func leavesOpen(_ said: Accelerator, or chosen: Accelerator) -> Bool {
    guard let name = candidates.first, Self.kind(said) == Self.kind(chosen) else { return false }
    let told = Self.words(of: name).filter {
      $0.hasPrefix("sxm") || $0.hasPrefix("hbm") || Self.forms.contains($0)
    }
    let own = ([chosen.id] + chosen.aliases).flatMap(Self.words)
    return WrittenAccelerator(name).fits(chosen) && told.allSatisfy(own.contains)
  }

  /// The words of an accelerator's id without its memory and its form.
  private static func kind(_ accelerator: Accelerator) -> [String] {
    words(of: accelerator.id).filter { word in
      !forms.contains(word) && !(word.hasSuffix("gb") && word.dropLast(2).allSatisfy(\.isNumber))
    }
  }

  private static func words(of name: String) -> [String] {
    NameKey.words(of: name.lowercased().replacing("max-q", with: "maxq"))
  }

  /// What tells cards of one kind apart; 32 are the cores of the smaller M5 Max.
  private static let forms: Set<String> = [
    "sxm", "pcie", "nvl", "oam", "workstation", "maxq", "32",
  ]

  /// The names of a list with commas.
  static func listed(_ names: String) -> [String] {
    names.split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  private static let quiet: Set<String> = [
    "nvidia", "amd", "intel", "gpu", "gpus", "graphics", "tesla", "instinct", "habana",
  ]
}
