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

  /// The name without the maker's and the line's, with one memory alone, as `GB`, and without the number of a
  /// socket: `Tesla-V100` is `V100`, `A100-80GB-160GB` two of 80 GB, and `H100-80G-SXM5` is `H100-SXM`.
  private var plainName: String {
    var words: [String] = []
    var hasMemory = false
    for word in name.split(whereSeparator: { $0 == "-" || $0 == "_" || $0 == " " }).map(String.init)
    {
      let upper = word.uppercased()
      if ["TESLA", "NVIDIA", "AMD", "INSTINCT"].contains(upper) { continue }
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
    // Azure's NC machines hold the H100 as two bridged cards, and the A100 as cards.
    if machine.hasPrefix("standard_nc") { return upper.hasPrefix("H100") ? "NVL" : "PCIe" }
    return machine.contains("pcie") || description.lowercased().contains("pcie") ? "PCIe" : nil
  }
}
