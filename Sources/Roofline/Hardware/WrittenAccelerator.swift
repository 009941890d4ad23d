import CheckedJSON

/// An accelerator's name as shops, clouds and machines write it, taken apart.
///
/// `H100 80GB SXM5` is an `H100 SXM` of 80 GB, `Mac Studio M3 Ultra` an `M3 Ultra`, `4090` an
/// `RTX 4090`, `A100-40` an `A100` of 40 GB, `v6e` a `TPU v6e`. A memory that is said counts: no accelerator with
/// another is meant.
package struct WrittenAccelerator: Sendable, Hashable {
  /// What it may be read as, the closest to what is written first.
  let readings: [String]
  /// The memory that the name says, in GB or GiB.
  let memory: Int?

  /// Machines and packages that hold an accelerator, and words of shops.
  private static let machines: [[String]] = [
    ["mac", "studio"], ["mac", "mini"], ["mac", "pro"], ["macbook", "pro"], ["macbook", "air"],
    ["imac"], ["graphics", "card"], ["tensor", "core"], ["video", "card"], ["hgx"], ["dgx"],
    ["accelerator"], ["chip"], ["card"], ["vram"], ["founders"], ["gddr6"], ["gddr6x"], ["gddr7"],
    ["hbm2"], ["hbm2e"], ["hbm3"], ["hbm3e"],
  ]

  /// Takes a name apart.
  package init(_ name: String) {
    let marked = name.replacing("(R)", with: "").replacing("(TM)", with: "")
    var words = NameKey.words(of: marked)
    var memory: Int?
    if let index = words.firstIndex(where: { Self.gigabytes($0) != nil }) {
      memory = Self.gigabytes(words[index])
      words.remove(at: index)
    } else if let index = words.firstIndex(where: { ["gb", "gib"].contains($0) }), index > 0,
      let number = Int(words[index - 1])
    {
      memory = number
      words.removeSubrange((index - 1)...index)
    } else if let index = words.lastIndex(where: { Self.plainGigabytes.contains(Int($0) ?? 0) }),
      index > 0
    {
      // Of no accelerator that has not as much.
      memory = Int(words[index])
      words.remove(at: index)
    }
    self.memory = memory
    words = Self.withoutLite(words)
    for machine in Self.machines {
      while let range = words.firstRange(of: machine), machine.count < words.count {
        words.removeSubrange(range)
      }
    }
    // A generation of the socket tells no chip apart: SXM4, SXM5.
    words = words.map { $0.hasPrefix("sxm") && $0.count == 4 ? "sxm" : $0 }
    let plain = words.joined(separator: "-")
    var readings = [plain]
    if let memory { readings.insert("\(plain)-\(memory)gb", at: 0) }
    if let sxm = words.firstIndex(of: "sxm"), words.count > 1 {
      var bare = words
      bare.remove(at: sxm)
      if let memory { readings.append((bare + ["\(memory)gb"]).joined(separator: "-")) }
    }
    if let first = words.first, first.count == 4, first.allSatisfy(\.isNumber) {
      readings += ["rtx-" + plain, "rx-" + plain]
    }
    if let first = words.first, first.first == "v", first.dropFirst().first?.isNumber == true {
      readings.append("tpu-" + plain)
    }
    // Several are named in the plural: `H100s`.
    if plain.last == "s", plain.dropLast().last?.isNumber == true {
      readings.append(String(plain.dropLast()))
    }
    self.readings = readings.filter { !$0.isEmpty }
  }

  /// Memories that people write without a unit, as in `A100-40` and `MI300X-192`.
  private static let plainGigabytes = 8...512

  /// The words of a TPU as catalogs have them: `v5 lite`, `v5lite` and `v5litepod` are the `v5e` (names of Google
  /// Cloud's machines and of JAX's devices).
  private static func withoutLite(_ words: [String]) -> [String] {
    var short: [String] = []
    for word in words {
      if word == "lite", let last = short.last, ["v5", "v6"].contains(last) {
        short[short.count - 1] = last + "e"
      } else {
        short.append(["v5lite": "v5e", "v5litepod": "v5e", "v6lite": "v6e"][word] ?? word)
      }
    }
    return short
  }

  /// The name as it would be without its memory; `nil` where it says none.
  var withoutMemory: String? { memory == nil ? nil : readings.first { !$0.hasSuffix("gb") } }

  /// The share of a Mac's memory that its GPU may use, up to 36 GB and above (the default of Metal's working set, as the
  /// accelerators' table has it).
  private static let sharesOfMac = [2.0 / 3, 0.75]

  /// The name with digits in the place of the letters that look like them: `H1OO` is an `H100`.
  static func withDigits(_ name: String) -> String {
    String(name.map { $0 == "O" || $0 == "o" ? "0" : $0 == "l" || $0 == "I" ? "1" : $0 })
  }

  /// Whether the name is that of a Mac, without the chip that it has.
  static func isMacWithoutChip(_ name: String) -> Bool {
    let words = NameKey.words(of: name)
    return ["mac", "macbook", "imac"].contains(words.first)
      && !words.contains { $0.count == 2 && $0.first == "m" && $0.last?.isNumber == true }
  }

  /// Whether an accelerator has the memory that the name says, to what drivers keep for themselves.
  package func fits(_ accelerator: Accelerator) -> Bool {
    guard let memory else { return true }
    let visible = accelerator.memoryBytes / 1_073_741_824
    let isMac =
      accelerator.vendor == "Apple"
      && Self.sharesOfMac.contains { abs(visible / (Double(memory) * $0) - 1) < 0.02 }
    return isMac || visible <= Double(memory) * 1.01 && visible >= Double(memory) * 0.88
  }

  private static func gigabytes(_ word: String) -> Int? {
    for unit in ["gib", "gb", "g"] where word.hasSuffix(unit) {
      if let number = Int(word.dropLast(unit.count)), number > 0 { return number }
    }
    return nil
  }
}
