/// An accelerator as other catalogs list it: a name, and beside it what tells the parts of one name apart.
///
/// What a name means is decided by the accelerator catalog's rule, as everywhere. Here its name is only
/// written out with the memory and the form that stand in other columns: `A100` with 80 GB in a machine whose
/// name says PCIe is `A100-80GB-PCIe`.
struct ListedAccelerator {
  let name: String
  /// Its memory, if the list states it.
  let gigabytes: Double?
  /// The machine's name, which may state the form.
  let instanceType: String
  /// Whatever else is said of it, which may state it too.
  var description = ""

  /// Names of which two sizes were built, with their gigabytes; where a list says nothing it means the first.
  private static let sizes = ["A100": (40, 80), "V100": (16, 32)]

  /// The id that the accelerator catalog gives it; `nil` where it knows none, or several.
  func id(_ accelerators: (String) -> String?) -> String? {
    for spelling in spellings {
      if let id = accelerators(spelling) { return id }
    }
    return nil
  }

  /// Its name with all that is known beside it first, then with less.
  private var spellings: [String] {
    let plain = plainName
    return spellings(of: name) + (plain == name ? [] : spellings(of: plain))
  }

  private func spellings(of name: String) -> [String] {
    let size = size(of: name)
    let words = [name] + (size.map { [$0] } ?? [])
    let sized = words.joined(separator: "-")
    return (form.map { [sized + "-" + $0] } ?? []) + [sized] + (size == nil ? [] : [name])
  }

  /// The name without the maker's and the line's, with one memory alone, as `GB`, and without the number of a socket.
  ///
  /// `Tesla-V100` is `V100`, `A100-80GB-160GB` two of 80 GB, and `H100-80G-SXM5` is `H100-SXM`. Cards with a bridge
  /// between them are the cards, and cards of a line that has no other form need not say that they are cards.
  private var plainName: String {
    var words: [String] = []
    var hasMemory = false
    let written = Self.words(of: name)
    let isCard = written.contains { $0.uppercased() == "PCIE" }
    for word in written {
      let upper = word.uppercased()
      if ["TESLA", "NVIDIA", "AMD", "INSTINCT", "BAREMETAL"].contains(upper) { continue }
      if upper == "NVLINK", isCard { continue }
      if upper == "PCIE", let line = written.first, Self.isCardOnly(line.uppercased()) { continue }
      if let gigabytes = Self.gigabytes(upper) {
        // Only these were built in two sizes; elsewhere a memory adds nothing.
        if !hasMemory, Self.sizes.keys.contains(where: { name.uppercased().contains($0) }) {
          words.append("\(gigabytes)GB")
        }
        hasMemory = true
      } else if upper.hasPrefix("SXM") {
        words.append("SXM")
      } else {
        words.append(word)
      }
    }
    return words.joined(separator: "-")
  }

  private static func words(of text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Whether a line of accelerators is built as cards only.
  private static func isCardOnly(_ line: String) -> Bool {
    line.hasPrefix("RTX") || ["T4", "A10", "A30", "A40", "L4", "L40", "L40S"].contains(line)
  }

  /// The number before `G`, `GB` or `GIB`.
  private static func gigabytes(_ word: String) -> Int? {
    for unit in ["GIB", "GB", "G"] where word.hasSuffix(unit) {
      return Int(word.dropLast(unit.count))
    }
    return nil
  }

  private func size(of name: String) -> String? {
    let upper = name.uppercased()
    guard !upper.contains("GB"), let sizes = Self.sizes[String(upper.prefix(4))] else { return nil }
    let isLarge = (gigabytes ?? 0) > Double(sizes.0 + sizes.1) / 2
    return "\(isLarge ? sizes.1 : sizes.0)GB"
  }

  /// How it is built in, where another column than its name says so.
  private var form: String? {
    let upper = name.uppercased()
    guard !["SXM", "PCIE", "NVL"].contains(where: upper.contains) else { return nil }
    let machine = instanceType.lowercased()
    let line = String(upper.prefix(4))
    // Azure's NC machines hold the H100 as two bridged cards, and the A100 as cards.
    if machine.hasPrefix("standard_nc") { return line == "H100" ? "NVL" : "PCIe" }
    let words = Self.words(of: machine + " " + description.lowercased())
    if Self.bridged.keys.contains(line), words.contains(where: { $0.hasSuffix("nvl") }) {
      return "NVL"
    }
    if let most = Self.bridged[line] ?? nil, gigabytes ?? 0 > most { return "NVL" }
    guard words.contains(where: { $0 == "pci" || $0.contains("pcie") }) else { return nil }
    // The H200 that is a card is the bridged one; there is no other.
    return line == "H200" ? "NVL" : "PCIe"
  }

  /// Lines that have bridged cards, with the gigabytes above which none of its other forms is: the H100 NVL has 94, the
  /// others 80, and every H200 has 141 (NVIDIA's data sheets of the H100 and the H200).
  private static let bridged: [String: Double?] = ["H100": 90, "H200": nil]
}
