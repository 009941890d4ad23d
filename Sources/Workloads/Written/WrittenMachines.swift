import CheckedJSON

/// A number of machines as people write it: `8xA100-80GB`, `2 × H100`, `H100x2`, `H100:2`, `8 H100s`, `2xDGX H100`,
/// `tpu-v6e-8`, `H100`.
package struct WrittenMachines: Sendable, Hashable {
  /// How many accelerators: of servers that are named, those of all; `nil` where no number is named.
  package let count: Int?
  /// What they are called.
  package let name: String

  /// Reads machines.
  ///
  /// A name that begins with digits but neither an `x` nor a blank, or with a thousand and more, is a name: `4090`,
  /// `3090 Ti`, `7900XTX`. So is a memory: `80 GB A100`.
  package init(_ text: String) {
    let text = text.trimmingBlanks
    let (number, name) =
      Self.slice(text) ?? Self.numberInFront(of: text) ?? Self.numberBehind(Self.unfolded(text))
      ?? (nil, text)
    self.name = name
    guard let number, let each = Self.gpusPerServer(name) else {
      count = number
      return
    }
    let (gpus, isTooLarge) = number.multipliedReportingOverflow(by: each)
    count = isTooLarge ? number : gpus
  }

  /// How many machines there may be, for an error.
  package static let counts = "a whole number of GPUs from 1 to 1024, such as \"2xH100\""

  /// The nearest that can be meant by machines whose number counts none, as `2.5xH100` or `-1xH100`; `nil` for others.
  package static func nearest(toMiscounted text: String) -> String? {
    let text = text.trimmingBlanks
    guard let end = text.firstIndex(where: { marks.contains($0) || $0 == " " }) else { return nil }
    let number = text[..<end]
    let name = text[end...].drop { marks.contains($0) || $0 == " " }
    guard number.contains(where: \.isNumber), !number.allSatisfy(\.isNumber),
      let count = Double(number), name.contains(where: \.isNumber)
    else { return nil }
    return "\(Int(min(max(count.rounded(), 1), 1024)))x\(name)"
  }

  /// The accelerators of each server that the name names; `nil` where it names accelerators.
  package var gpusPerServer: Int? { Self.gpusPerServer(name) }

  /// Where it is written how many accelerators a server has.
  package static let serverSource =
    "published: NVIDIA's user guides of DGX A100, H100, H200, B200 and B300, and its HGX boards of these: 8 GPUs each"

  private static let marks = "x×X*"

  /// `8xH100`, `8 H100s`.
  private static func numberInFront(of text: String) -> (Int?, String)? {
    let digits = text.prefix { ("0"..."9").contains($0) }
    let behind = text.dropFirst(digits.count)
    let rest = String(behind).trimmingBlanks
    guard let count = Int(digits), let mark = rest.first, rest.count > 1 else { return nil }
    if marks.contains(mark) {
      let name = String(rest.dropFirst()).trimmingBlanks
      // No accelerator is called `TX`: `7900XTX` is a name.
      return count < 1000 || name.contains(where: \.isNumber) ? (count, name) : nil
    }
    guard behind.first == " ", count < 1000, !isMemory(rest) else { return nil }
    return (count, rest)
  }

  /// A slice of TPUs by the name that Google Cloud gives it: `v6e-8`, `tpu-v5p-8`.
  ///
  /// The number counts chips of `v5e` (`v5litepod`) and `v6e`, and cores of `v4` and `v5p`, whose chips have two
  /// (cloud.google.com/tpu/docs/v4 and v5p: "v4-8" and "v5p-8" are four chips).
  private static func slice(_ text: String) -> (Int?, String)? {
    let lowered = text.lowercased()
    let name =
      ["cloud tpu ", "tpu-", "tpu ", "tpu"].first { lowered.hasPrefix($0) }.map {
        String(lowered.dropFirst($0.count))
      } ?? lowered
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[1]), number > 0 else { return nil }
    switch parts[0] {
    case "v5e", "v5litepod": return (number, "TPU-v5e")
    case "v6e": return (number, "TPU-v6e")
    case "v4", "v5p":
      return number.isMultiple(of: 2) ? (number / 2, "TPU-\(parts[0])") : nil
    default: return nil
    }
  }

  /// The text without the parentheses around a number at its end: `H100 (x8)`.
  private static func unfolded(_ text: String) -> String {
    guard text.last == ")", let open = text.lastIndex(of: "(") else { return text }
    let inner = String(text[text.index(after: open)...].dropLast()).trimmingBlanks
    let digits = inner.filter { ("0"..."9").contains($0) }
    let marks = inner.filter { Self.marks.contains($0) }
    guard !digits.isEmpty, marks.count == 1, inner.filter({ $0 != " " }).count == digits.count + 1
    else { return text }
    return text[..<open] + " x" + digits
  }

  /// `H100x2`, `H100 × 2`, `H100:2`; not of a server, whose name may end in the number of its accelerators, not with a
  /// star, which a pattern has, and not `RX 7900 XTX 24`, whose letter belongs to a word.
  private static func numberBehind(_ text: String) -> (Int?, String)? {
    let digits = String(text.reversed().prefix { ("0"..."9").contains($0) }.reversed())
    let before = String(text.dropLast(digits.count)).trimmingBlanks
    let name = String(before.dropLast()).trimmingBlanks
    guard let count = Int(digits), let mark = before.last, mark != "*",
      marks.contains(mark) || mark == ":",
      name.contains(where: \.isNumber), !name.contains("*"), gpusPerServer(name) == nil
    else { return nil }
    let isApart = text.dropLast(digits.count).last == " "
    guard !isApart || before.dropLast().last?.isLetter != true else { return nil }
    return (count, name)
  }

  private static func isMemory(_ text: String) -> Bool {
    ["gb ", "gib "].contains { text.lowercased().hasPrefix($0) }
  }

  /// Eight in a DGX or on an HGX board of these; a DGX Spark has one, a DGX Station another number.
  private static func gpusPerServer(_ name: String) -> Int? {
    let words = NameKey.words(of: name)
    let chips = ["a100", "h100", "h200", "b200", "b300"]
    guard words.contains("dgx") || words.contains("hgx"), !words.contains("station"),
      !words.contains("spark"),
      words.contains(where: {
        chips.contains($0) || ($0.last == "s" && chips.contains(String($0.dropLast())))
      })
    else { return nil }
    return 8
  }
}
