/// The accelerators of a machine that has a name of its cloud's: `p5.48xlarge` holds eight H100s.
struct NamedMachine: Hashable {
  let gpus: Int
  /// The line of accelerators, such as `H100`; `nil` where the name does not say.
  let chip: String?

  /// The machine that some words name, where one of them begins at a place.
  init?(_ words: [String], at index: Int) {
    func word(_ offset: Int) -> String {
      words.indices.contains(index + offset) ? words[index + offset] : ""
    }
    let first = word(0)
    if let found = Self.amazon(first, word(1), word(2)) ?? Self.azure(first)
      ?? Self.google(first, word(1), word(2))
    {
      self = found
    } else if let found = Self.oracle(words, at: index) ?? Self.scaleway(words, at: index) {
      self = found
    } else {
      return nil
    }
  }

  private init(_ gpus: Int, _ chip: String?) {
    self.gpus = gpus
    self.chip = chip
  }

  // MARK: Amazon

  /// Accelerators by size of a family whose sizes of up to `16xlarge` have one, `12xlarge` and `24xlarge` four.
  private static let usualSizes = [
    "xlarge": 1, "2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "16xlarge": 1, "12xlarge": 4,
    "24xlarge": 4, "48xlarge": 8,
  ]

  /// Families with accelerators (docs.aws.amazon.com/ec2/latest/instancetypes/ac.html).
  private static let amazonFamilies: [String: (chip: String, sizes: [String: Int])] = [
    "g4dn": (
      "T4",
      [
        "xlarge": 1, "2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "16xlarge": 1, "12xlarge": 4,
        "metal": 8,
      ]
    ),
    "g5": ("A10G", usualSizes), "g6": ("L4", usualSizes), "gr6": ("L4", usualSizes),
    "g6e": ("L40S", usualSizes),
    "g7e": (
      "RTX PRO 6000",
      ["2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "12xlarge": 2, "24xlarge": 4, "48xlarge": 8]
    ),
    "p3": ("V100", ["2xlarge": 1, "8xlarge": 4, "16xlarge": 8]), "p3dn": ("V100", ["24xlarge": 8]),
    "p4d": ("A100", ["24xlarge": 8]), "p4de": ("A100", ["24xlarge": 8]),
    "p5": ("H100", ["4xlarge": 1, "48xlarge": 8]), "p5e": ("H200", ["48xlarge": 8]),
    "p5en": ("H200", ["48xlarge": 8]), "p6 b200": ("B200", ["48xlarge": 8]),
    "p6 b300": ("B300", ["48xlarge": 8]), "p6e gb200": ("GB200", ["36xlarge": 4]),
    "trn1": ("Trainium1", ["2xlarge": 1, "32xlarge": 16]), "trn1n": ("Trainium1", ["32xlarge": 16]),
    "trn2": ("Trainium2", ["3xlarge": 1, "48xlarge": 16]),
    "inf2": ("Inferentia2", ["xlarge": 1, "8xlarge": 1, "24xlarge": 6, "48xlarge": 12]),
  ]

  private static func amazon(_ family: String, _ size: String, _ behind: String) -> NamedMachine? {
    if let known = amazonFamilies[family], let gpus = known.sizes[size] {
      return NamedMachine(gpus, known.chip)
    }
    guard let known = amazonFamilies[family + " " + size], let gpus = known.sizes[behind] else {
      return nil
    }
    return NamedMachine(gpus, known.chip)
  }

  // MARK: Azure

  /// Sizes with accelerators (learn.microsoft.com/azure/virtual-machines/sizes); `ND96isr` has one of several chips.
  private static let azureSizes: [String: (gpus: Int, chip: String?)] = [
    "nc24ads": (1, "A100"), "nc48ads": (2, "A100"), "nc96ads": (4, "A100"),
    "nc40ads": (1, "H100"), "nc80adis": (2, "H100"), "nd96asr": (8, "A100"),
    "nd96amsr": (8, "A100"), "nd96isr": (8, nil), "nd128isr": (4, nil), "nd40rs": (8, "V100"),
    "nc6s": (1, "V100"), "nc12s": (2, "V100"), "nc24s": (4, "V100"), "nc24rs": (4, "V100"),
    "nc4as": (1, "T4"), "nc8as": (1, "T4"), "nc16as": (1, "T4"), "nc64as": (4, "T4"),
    "nv36ads": (1, "A10"), "nv36adms": (1, "A10"), "nv72ads": (2, "A10"),
  ]

  private static func azure(_ word: String) -> NamedMachine? {
    azureSizes[word].map { NamedMachine($0.gpus, $0.chip) }
  }

  // MARK: Google

  /// Families with accelerators (cloud.google.com/compute/docs/gpus).
  private static let googleFamilies = [
    "a2 highgpu": "A100", "a2 megagpu": "A100", "a2 ultragpu": "A100", "a3 highgpu": "H100",
    "a3 megagpu": "H100", "a3 edgegpu": "H100", "a3 ultragpu": "H200", "a4 highgpu": "B200",
    "a4x highgpu": "GB200", "a4x maxgpu": "GB300",
  ]
  /// Accelerators by processors.
  private static let googleProcessors: [String: (chip: String, gpus: [String: Int])] = [
    "g2": ("L4", ["4": 1, "8": 1, "12": 1, "16": 1, "24": 2, "32": 1, "48": 4, "96": 8]),
    "g4": ("RTX PRO 6000", ["48": 1, "96": 2, "192": 4, "384": 8]),
  ]

  private static func google(_ family: String, _ kind: String, _ size: String) -> NamedMachine? {
    if let chip = googleFamilies[family + " " + kind], size.hasSuffix("g"),
      let gpus = Int(size.dropLast()), (1...16).contains(gpus)
    {
      return NamedMachine(gpus, chip)
    }
    guard kind == "standard", let known = googleProcessors[family], let gpus = known.gpus[size]
    else { return nil }
    return NamedMachine(gpus, known.chip)
  }

  // MARK: Others

  /// `BM.GPU.H100.8`, `BM.GPU.A100-v2.8` and `VM.GPU3.1` (docs.oracle.com, compute shapes).
  private static func oracle(_ words: [String], at index: Int) -> NamedMachine? {
    guard ["bm", "vm"].contains(words[index]), words.indices.contains(index + 1),
      words[index + 1].hasPrefix("gpu")
    else { return nil }
    let behind = words[(index + 2)...].prefix(3)
    guard let last = behind.last(where: { Int($0) != nil }), let gpus = Int(last),
      (1...16).contains(gpus)
    else { return nil }
    let chips = ["gpu2": "P100", "gpu3": "V100", "gpu4": "A100"]
    return NamedMachine(gpus, chips[words[index + 1]])
  }

  /// `H100-SXM-8-80G` and `L40S-4-48G` (scaleway.com/en/docs/gpu).
  private static func scaleway(_ words: [String], at index: Int) -> NamedMachine? {
    guard let chip = ChipWord(words[index]), chip.count == nil else { return nil }
    let next = words.indices.contains(index + 1) ? words[index + 1] : ""
    let place = index + (["sxm", "pcie"].contains(next) ? 2 : 1)
    guard words.indices.contains(place + 1), let gpus = Int(words[place]),
      (1...8).contains(gpus), words[place + 1].hasSuffix("g"),
      Int(words[place + 1].dropLast()) != nil
    else { return nil }
    return NamedMachine(gpus, chip.line)
  }
}

/// A word that names a chip, such as `h100`, `h100x8`, `8xh100ib` or `8h100`.
struct ChipWord: Hashable {
  /// The line of accelerators, as `H100`.
  let line: String
  /// How many the same word says; `nil` if it does not.
  let count: Int?

  /// Lines whose names are long enough to be told from other words wherever they stand; those of the same beginning
  /// longest first.
  private static let lines = [
    "gb200", "gb300", "gh200", "h100", "h200", "h800", "a100", "a800", "b200", "b300", "mi210",
    "mi250x", "mi250", "mi300x", "mi300a", "mi325x", "mi350x", "mi355x", "v100", "l40s",
  ]
  /// Lines that must be the whole word.
  private static let shortLines = [
    "l40", "l4", "l20", "h20", "t4", "a10g", "a10", "a30", "a40", "a6000", "a5000", "3090", "4090",
    "5090", "gaudi2", "gaudi3",
  ]

  init?(_ word: String) {
    let digits = word.prefix(while: \.isNumber)
    let isCounted = digits.count <= 2 && !digits.isEmpty && digits.count < word.count
    var rest = isCounted ? word.dropFirst(digits.count) : Substring(word)
    if isCounted, rest.first == "x" { rest = rest.dropFirst() }
    guard let found = Self.lines.first(where: { rest.hasPrefix($0) }) ?? Self.short(rest) else {
      return nil
    }
    let tail = rest.dropFirst(found.count)
    var behind: Int?
    if tail.first == "x" { behind = Int(tail.dropFirst()) }
    guard tail.isEmpty || behind != nil || tail.allSatisfy(\.isLetter) else { return nil }
    line = found.uppercased()
    count = isCounted ? Int(digits) : behind
  }

  private static func short(_ rest: Substring) -> String? {
    shortLines.first { line in
      guard rest.hasPrefix(line) else { return false }
      let tail = rest.dropFirst(line.count)
      return tail.isEmpty || tail.first == "x" && Int(tail.dropFirst()) != nil
    }
  }
}
