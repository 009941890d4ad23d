/// The words of an invoice's line, in small letters and with one blank between them, so that `cache-write` and
/// `Cache_Write` say the same.
struct InvoiceWords {
  let words: [String]
  let text: String

  init(_ text: String) {
    words = text.lowercased().replacing("×", with: "x")
      .split { !$0.isLetter && !$0.isNumber }.map(String.init)
    // `not cached` is no cache.
    self.text = [
      " not cached ", " non cached ", " noncached ", " uncached ", " no cache ",
    ].reduce(" " + words.joined(separator: " ") + " ") { $0.replacing($1, with: " ") }
  }

  /// Whether any of some parts is in it; a part with blanks around is a whole word.
  func says(_ parts: String...) -> Bool { says(parts) }

  func says(_ parts: [String]) -> Bool { parts.contains { text.contains($0) } }

  /// The most accelerators of one machine, a rack of 144.
  private static let mostGPUs = 144

  /// The accelerators of a machine that is called `8xH100`, `8 × A100`, `RTX 4090 x4` or `h100x8`; `nil` if nothing
  /// says how many.
  ///
  /// The size of an instance, as in `48xlarge`, is no count, nor is the name of a chip, as in `MI300X`; two Xeons are no
  /// accelerators. Names that clouds give their machines count as those say.
  var gpus: Int? {
    words.indices.lazy.compactMap { count(at: $0) }.first { (1...Self.mostGPUs).contains($0) }
      ?? machine?.gpus
  }

  private func count(at index: Int) -> Int? {
    let word = words[index]
    let digits = word.prefix(while: \.isNumber)
    let rest = word.dropFirst(digits.count)
    if word == "x" {
      if index > 0, let before = Int(words[index - 1]), let next = next(index),
        next.first?.isLetter == true, !isSize(next), !isProcessor(index + 1)
      {
        return before
      }
      return index > 0 && isChip(words[index - 1]) ? countBehind(index) : nil
    }
    if !digits.isEmpty, rest.first == "x" {
      let name = String(rest.dropFirst())
      if name.isEmpty {
        return isProcessor(index + 1) || next(index).map(isSize) == true ? nil : Int(digits)
      }
      return name.first?.isLetter == true && !isSize(name) ? Int(digits) : nil
    }
    if let chip = ChipWord(word), let count = chip.count { return count }
    // `8gpu-128vcpu-1600gb`, and `8 GPUs` where no date ends with the 8.
    if !digits.isEmpty, rest == "gpu" || rest == "gpus" { return Int(digits) }
    if rest.isEmpty, digits.count <= 2, digits.first != "0", ["gpu", "gpus"].contains(next(index)),
      index == 0 || Int(words[index - 1]) == nil
    {
      return Int(digits)
    }
    guard let x = word.lastIndex(of: "x"), let count = Int(word[word.index(after: x)...]) else {
      return nil
    }
    let before = word[..<x]
    if before.isEmpty {
      return word != "x86" && index > 0 && isChip(words[index - 1]) && !isMemory(next(index))
        ? count : nil
    }
    return before.contains(where: \.isLetter) && before.contains(where: \.isNumber) ? count : nil
  }

  private func next(_ index: Int) -> String? {
    words.indices.contains(index + 1) ? words[index + 1] : nil
  }

  /// The number behind a lone `x`, unless it is one of gigabytes.
  private func countBehind(_ index: Int) -> Int? {
    isMemory(next(index + 1)) ? nil : next(index).flatMap { Int($0) }
  }

  private func isMemory(_ word: String?) -> Bool { word == "gb" || word == "gib" }

  private func isSize(_ word: String) -> Bool { word.hasPrefix("large") || word == "l" }

  /// Whether it may name a chip, as `H100`, `4090`, `80GB` and `GPU` do.
  private func isChip(_ word: String) -> Bool {
    word.contains(where: \.isNumber) && (word.contains(where: \.isLetter) || word.count == 4)
      || word == "gpu" || word == "gpus"
  }

  private func isProcessor(_ index: Int) -> Bool {
    guard words.indices.contains(index) else { return false }
    return ["intel", "xeon", "epyc", "cpu", "cpus", "vcpu", "vcpus"].contains(words[index])
      || words[index] == "amd" && next(index) == "epyc"
  }

  /// Whether it names a virtual machine without accelerators: AWS's `m5.large`, Azure's `Standard_D4s_v5`.
  ///
  /// Families of AWS with accelerators begin with G, P, Inf, Trn and DL, those of Azure with N; `T4` is a chip.
  var isPlainMachine: Bool {
    words.indices.dropLast().contains { index in
      let (word, next) = (words[index], words[index + 1])
      if word == "standard" {
        return next.first?.isLetter == true && next.first != "n"
          && next.dropFirst().first?.isNumber == true
      }
      let family = word.prefix(while: \.isLetter)
      let generation = word.dropFirst(family.count).prefix(while: \.isNumber)
      return "tmcrxidz".contains(family.first ?? "-") && family.count <= 2
        && generation.count == 1 && word != "t4" && !word.hasPrefix("dl")
        && (["nano", "micro", "small", "medium", "large", "xlarge", "metal"].contains(next)
          || next.hasSuffix("xlarge") && next.first?.isNumber == true)
    }
  }
}
