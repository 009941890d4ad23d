extension InvoiceWords {
  /// The machine that is named as a cloud names it.
  var machine: NamedMachine? {
    words.indices.lazy.compactMap { NamedMachine(words, at: $0) }.first
  }

  /// The line of accelerators that is named, such as `H100`; `nil` where none or several are.
  ///
  /// Forms and sizes of one line, as `H100 PCIe` and `H100 SXM`, are not told apart.
  var chip: String? {
    var named = Set(words.compactMap { ChipWord($0)?.line })
    if let chip = machine?.chip { named.insert(chip) }
    if text.contains(" rtx pro 6000 ") { named.insert("RTX PRO 6000") }
    if text.contains(" rtx 6000 ada ") { named.insert("RTX 6000 ADA") }
    return named.count == 1 ? named.first : nil
  }
}

/// The line of accelerators that a text names, as an invoice, an offer or a plan writes it.
package struct AcceleratorLine: Sendable, Hashable {
  /// Its name, such as `H100`.
  package let name: String

  /// The line in a text such as `NVIDIA H100 80GB HBM3`, `aws-p5-48xlarge` or `8 × H100-SXM`; `nil` where it names none,
  /// or several.
  package init?(in text: String) {
    guard let chip = InvoiceWords(text).chip else { return nil }
    name = chip
  }
}
