public import CheckedJSON
import ModelArithmetic

/// The accelerators that are known by name.
public struct AcceleratorCatalog: Sendable, Hashable {
  /// All of them, in the order of the file.
  public let accelerators: [Accelerator]

  /// Reads a catalog file.
  public init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly(["version", "accelerators"])
    var accelerators: [Accelerator] = []
    var names: Set<String> = []
    for place in try members.required("accelerators").array() {
      let accelerator = try Accelerator(place)
      for name in [accelerator.id] + accelerator.aliases {
        guard names.insert(Self.key(name)).inserted else {
          throw place.error(expected: "names that no other accelerator has, unlike \"\(name)\"")
        }
      }
      accelerators.append(accelerator)
    }
    self.accelerators = accelerators
  }

  /// The accelerator of that name, by id or alias, whatever the case, the separators, and words such as
  /// the vendor's name: `NVIDIA H100 80GB HBM3` is `H100-SXM`.
  public func accelerator(named name: String) throws(InputError) -> Accelerator {
    let key = Self.key(name)
    guard let match = match(key) ?? match(Self.withoutSurroundings(key)) else {
      throw InputError.unknown("accelerator", name, among: accelerators.map(\.id))
    }
    return match
  }

  private func match(_ key: String) -> Accelerator? {
    accelerators.first {
      Self.key($0.id) == key || $0.aliases.contains { Self.key($0) == key }
    }
  }

  private static func withoutSurroundings(_ key: String) -> String {
    ["nvidia", "amd", "instinct", "tesla", "geforce", "google", "intel", "hbm3e", "hbm3", "hbm2e"]
      .reduce(key) { $0.replacing($1, with: "") }
  }

  private static func key(_ name: String) -> String {
    String(decoding: name.lowercased().utf8.filter { !" -_()/".utf8.contains($0) }, as: UTF8.self)
  }
}

extension Accelerator {
  init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "id", "aliases", "vendor", "family", "denseTeraflops", "visibleGiB", "gigabytesPerSecond",
      "link", "watts", "source", "confidence", "caveat",
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
    watts = try members["watts"]?.number(in: 1...1e5)
    source = try members.required("source").text()
    confidence = try members.required("confidence").text()
    caveat = try members["caveat"]?.text()
  }
}

extension Accelerator.Link {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["name", "gigabytesPerSecondEachWay", "chips"])
    name = try members.required("name").text()
    bytesPerSecondEachWay =
      try members.required("gigabytesPerSecondEachWay").number(in: 0.1...1e5) * 1e9
    chips = try members.required("chips").integer(in: 1...100_000)
  }
}

extension Double? {
  fileprivate static func * (value: Double?, factor: Double) -> Double? {
    value.map { $0 * factor }
  }
}
