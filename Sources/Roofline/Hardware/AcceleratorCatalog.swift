public import CheckedJSON
import ModelArithmetic

/// The accelerators that are known by name.
public struct AcceleratorCatalog: Sendable, Hashable {
  /// All of them, in the order of the file.
  public let accelerators: [Accelerator]
  private let names: NameIndex

  /// Words that drivers and shops add to an accelerator's name.
  private static let quietWords: Set<String> = [
    "nvidia", "amd", "habana", "instinct", "tesla", "geforce", "google", "cloud", "intel", "aws",
    "gpu", "gpus", "radeon",
    "generation", "edition", "oam", "sxm", "sxm2", "sxm4", "sxm5", "rtx", "rx", "hbm2", "hbm2e",
    "hbm3", "hbm3e",
  ]

  /// Makes a catalog without any.
  package init() {
    accelerators = []
    names = NameIndex([], kind: "accelerator", quietWords: Self.quietWords)
  }

  /// Reads a catalog file.
  ///
  /// - Parameter document: As `accelerators.json` is written.
  public init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly(["version", "accelerators"])
    var accelerators: [Accelerator] = []
    var keys: Set<NameKey> = []
    for place in try members.required("accelerators").array() {
      let accelerator = try Accelerator(place)
      for name in [accelerator.id] + accelerator.aliases {
        guard keys.insert(NameKey(name)).inserted else {
          throw place.error(expected: "names that no other accelerator has, unlike \"\(name)\"")
        }
      }
      accelerators.append(accelerator)
    }
    self.accelerators = accelerators
    names = NameIndex(
      accelerators.map { NameIndex.Entry($0.id, aliases: $0.aliases) }, kind: "accelerator",
      quietWords: Self.quietWords)
  }

  /// The accelerator of that name, by id or alias, whatever the case, the separators, and words such as
  /// the vendor's name: `NVIDIA H100 80GB HBM3` is `H100-SXM`.
  ///
  /// - Parameter name: Such as `H100`, or as a driver or a cloud writes it.
  public func accelerator(named name: String) throws(InputError) -> Accelerator {
    try accelerator(named: name, at: nil)
  }

  /// The accelerator that a name standing at a JSON path means.
  package func accelerator(
    named name: String, at place: String?
  ) throws(InputError) -> Accelerator {
    accelerators[try position(of: name, place: place)]
  }

  private func position(of name: String, place: String?) throws(InputError) -> Int {
    guard names.match(name) == .none else { return try names.position(of: name, place: place) }
    let written = WrittenAccelerator(name)
    for reading in written.readings {
      if case .one(let position) = names.match(reading), written.fits(accelerators[position]) {
        return position
      }
    }
    do {
      return try names.position(of: name, place: place)
    } catch {
      throw explained(error, name)
    }
  }

  /// The error of a name that no accelerator has, with what else may be meant.
  private func explained(_ error: InputError, _ name: String) -> InputError {
    var error = error
    if case .one(let position) = names.match(WrittenAccelerator.withDigits(name)) {
      error.suggestion = accelerators[position].id
    } else if WrittenAccelerator.isMacWithoutChip(name) {
      error.expected = "the chip that it has, such as Apple-M3-Ultra or \"Mac Studio M4 Max\""
    } else if let bare = WrittenAccelerator(name).withoutMemory,
      case .one(let position) = names.match(bare)
    {
      error.suggestion = accelerators[position].id
    }
    return error
  }

  /// The accelerators that a pattern means: a name, or ids and aliases with `*`, such as `h100*`.
  ///
  /// - Throws: `InputError` at `place` with the nearest ids where nothing fits.
  package func matching(
    _ pattern: String, at place: String? = nil
  ) throws(InputError) -> [Accelerator] {
    guard NamePattern(pattern).isWild else { return [try accelerator(named: pattern, at: place)] }
    return try names.positions(matching: pattern, place: place).map { accelerators[$0] }
  }
}

extension Accelerator {
  init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "id", "aliases", "vendor", "family", "denseTeraflops", "visibleGiB", "gigabytesPerSecond",
      "link", "host", "watts", "source", "confidence", "caveat",
    ])
    id = try members.required("id").text()
    var aliases: [String] = []
    for alias in try members["aliases"]?.array() ?? [] { aliases.append(try alias.text()) }
    self.aliases = aliases
    vendor = try members.required("vendor").text()
    family = try members.required("family").text()
    let peaks = try members.required("denseTeraflops").object()
    try peaks.allowOnly(["fp32", "bf16", "fp8", "int8", "fp4"])
    var densePeaks: [NumberFormat: Double] = [:]
    for (key, format) in [
      ("fp32", NumberFormat.fp32), ("bf16", .bf16), ("fp8", .fp8), ("int8", .int8), ("fp4", .nvfp4),
    ] {
      densePeaks[format] = try peaks[key]?.number(in: 0.1...1e6) * 1e12
    }
    guard densePeaks[.bf16] != nil else { throw peaks.place.error(expected: "a peak for bf16") }
    self.densePeaks = densePeaks
    memoryBytes = try members.required("visibleGiB").number(in: 1...1e5) * 1_073_741_824
    bytesPerSecond = try members.required("gigabytesPerSecond").number(in: 1...1e6) * 1e9
    link = try Link(members.required("link"))
    host = try members["host"].map { place throws(InputError) in try Host(place) }
    watts = try members["watts"]?.number(in: 1...1e5)
    source = try members.required("source").text()
    confidence = try members.required("confidence").text()
    caveat = try members["caveat"]?.text()
  }
}

extension Accelerator.Host {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["gibibytes", "gigabytesPerSecond", "source"])
    self.init(
      bytes: try members.required("gibibytes").number(in: 1...1e5) * 1_073_741_824,
      bytesPerSecond: try members.required("gigabytesPerSecond").number(in: 0.1...1e5) * 1e9,
      source: try members.required("source").text())
  }
}

extension Accelerator.Link {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "name", "gigabytesPerSecondEachWay", "pairGigabytesPerSecondEachWay", "chips", "path",
    ])
    var path: Path?
    if let place = members["path"] {
      path = Path(rawValue: try place.text())
      guard path != nil else {
        throw place.error(expected: "fabric, peer-to-peer or through host")
      }
    }
    self.init(
      name: try members.required("name").text(),
      bytesPerSecondEachWay: try members.required("gigabytesPerSecondEachWay").number(
        in: 0.1...1e5) * 1e9,
      chips: try members.required("chips").integer(in: 1...100_000),
      bytesPerSecondOfPair: try members["pairGigabytesPerSecondEachWay"]?.number(
        in: 0.1...1e5) * 1e9,
      path: path)
  }
}

extension Double? {
  fileprivate static func * (value: Double?, factor: Double) -> Double? {
    value.map { $0 * factor }
  }
}
