package import Breakeven
package import Documents

/// What a catalog knows by name, for a terminal and as JSON.
package struct CatalogReport: Sendable {
  /// A list of the catalog.
  package enum List: String, CaseIterable, Sendable {
    case models, gpus, engines, offers, apis

    /// The part of a catalog that it lists.
    package var part: Catalog.Part {
      switch self {
      case .models: .models
      case .gpus: .accelerators
      case .engines: .engines
      case .offers: .offers
      case .apis: .apis
      }
    }
  }

  private let list: List
  private let table: TextTable
  private let entries: [JSONText]

  /// - Throws: `InputError` where nothing fits the filter, or the list cannot be filtered so.
  package init(
    _ list: List, of catalog: Catalog, filter: CatalogFilter = CatalogFilter()
  ) throws(InputError) {
    self.list = list
    switch list {
    case .models: (table, entries) = try Self.models(catalog, filter)
    case .gpus: (table, entries) = try Self.accelerators(catalog, filter)
    case .engines: (table, entries) = try Self.engines(catalog, filter)
    case .offers: (table, entries) = try Self.offers(catalog, filter)
    case .apis: (table, entries) = try Self.apis(catalog, filter)
    }
  }

  /// An aligned table, narrowed to so many columns of a terminal.
  package func text(style: TerminalStyle = .plain, width: Int? = nil) -> String {
    table.plainText(style: style, width: width)
  }

  /// JSON, schema `breakeven/catalog/1`.
  package var json: String { Self.json([self]) }

  /// Several lists as one JSON document.
  package static func json(_ reports: [CatalogReport]) -> String {
    JSONText.object(
      [JSONText.Member("schema", "breakeven/catalog/1")]
        + reports.map { JSONText.Member($0.list.rawValue, .array($0.entries)) }
    ).pretty
  }

  /// What a list knows by name, in its order.
  package static func names(
    _ list: List, of catalog: Catalog, filter: CatalogFilter = CatalogFilter()
  ) throws(InputError) -> [String] {
    // Names of models need no reading of their configs.
    if list == .models { return try modelNames(catalog, filter) }
    return try CatalogReport(list, of: catalog, filter: filter).table.rows
      .compactMap { $0.first?.plainText }
  }

  private static func modelNames(
    _ catalog: Catalog, _ filter: CatalogFilter
  ) throws(InputError) -> [String] {
    try filter.fitting(catalog.models.identifiers, list: "models") {
      [.model: $0, .vendor: $0.split(separator: "/").first.map(String.init) ?? $0]
    }
  }

  private static func models(
    _ catalog: Catalog, _ filter: CatalogFilter
  ) throws(InputError) -> (TextTable, [JSONText]) {
    var table = TextTable(columns: [
      TextTable.Column("Model"), TextTable.Column("Family", givesWay: true),
      TextTable.Column("Parameters", .right), TextTable.Column("Active", .right),
      TextTable.Column("KV per token", .right), TextTable.Column("Context", .right),
    ])
    var entries: [JSONText] = []
    for name in try modelNames(catalog, filter) {
      guard let model = catalog.models.summary(of: name) else { continue }
      table.append([
        InlineText(name), InlineText(model.family),
        InlineText(NumberText.compact(Double(model.parameters))),
        InlineText(NumberText.compact(Double(model.activeParameters))),
        InlineText(NumberText.bytes(model.cacheBytesPerToken)),
        InlineText(model.maximumContextTokens.map { "\($0)" } ?? "—"),
      ])
      entries.append([
        "name": .string(name), "family": .string(model.family),
        "total": .integer(model.parameters), "active": .integer(model.activeParameters),
        "kvBytesPerToken": .number(model.cacheBytesPerToken),
        "maximumContextTokens": model.maximumContextTokens.map { .integer($0) } ?? nil,
      ])
    }
    return (table, entries)
  }

  private static func accelerators(
    _ catalog: Catalog, _ filter: CatalogFilter
  ) throws(InputError) -> (TextTable, [JSONText]) {
    var table = TextTable(columns: [
      TextTable.Column("GPU"), TextTable.Column("Vendor", givesWay: true),
      TextTable.Column("Family", givesWay: true),
      TextTable.Column("BF16 TFLOP/s", .right), TextTable.Column("FP8", .right),
      TextTable.Column("FP4", .right), TextTable.Column("Memory", .right),
      TextTable.Column("Bandwidth", .right), TextTable.Column("Link", givesWay: true),
      TextTable.Column("Confidence", givesWay: true),
    ])
    var entries: [JSONText] = []
    let accelerators = try filter.fitting(catalog.accelerators.accelerators, list: "gpus") {
      [.gpu: $0.id, .vendor: $0.vendor]
    }
    for accelerator in accelerators {
      func peak(_ format: NumberFormat) -> Double? {
        accelerator.densePeaks[format].map { $0 / 1e12 }
      }
      func peakText(_ format: NumberFormat) -> InlineText {
        InlineText(peak(format).map { NumberText.trimmed($0, digits: 5) } ?? "—")
      }
      table.append([
        InlineText(accelerator.id), InlineText(accelerator.vendor), InlineText(accelerator.family),
        peakText(.bf16), peakText(.fp8), peakText(.nvfp4),
        InlineText(NumberText.binaryBytes(accelerator.memoryBytes)),
        InlineText(NumberText.bytes(accelerator.bytesPerSecond) + "/s"),
        InlineText(accelerator.link.name), InlineText(accelerator.confidence),
      ])
      entries.append([
        "id": .string(accelerator.id), "vendor": .string(accelerator.vendor),
        "family": .string(accelerator.family),
        "denseTeraflops": [
          "bf16": .optional(peak(.bf16)), "fp8": .optional(peak(.fp8)),
          "int8": .optional(peak(.int8)), "fp4": .optional(peak(.nvfp4)),
        ],
        "memoryBytes": .number(accelerator.memoryBytes),
        "bytesPerSecond": .number(accelerator.bytesPerSecond),
        "linkBytesPerSecondEachWay": .number(accelerator.link.bytesPerSecondEachWay),
        "source": .string(accelerator.source), "confidence": .string(accelerator.confidence),
        "caveat": .optional(accelerator.caveat),
      ])
    }
    return (table, entries)
  }

  private static func engines(
    _ catalog: Catalog, _ filter: CatalogFilter
  ) throws(InputError) -> (TextTable, [JSONText]) {
    var table = TextTable(columns: [
      TextTable.Column("Engine"), TextTable.Column("Families of chips"),
      TextTable.Column("Sequences", .right), TextTable.Column("Memory share", .right),
    ])
    var entries: [JSONText] = []
    let profiles = try filter.fitting(catalog.engines.profiles, list: "engines") {
      [.gpu: $0.families.joined(separator: ", ")]
    }
    for profile in profiles {
      table.append([
        InlineText(profile.name), InlineText(profile.families.joined(separator: ", ")),
        InlineText(NumberText.compact(profile.memory.sequenceLimit)),
        InlineText(NumberText.percent(profile.memory.utilization)),
      ])
      entries.append([
        "name": .string(profile.name), "engine": .string(profile.engine),
        "families": .array(profile.families.map { .string($0) }),
        "sequenceLimit": .number(profile.memory.sequenceLimit),
        "source": .string(profile.source),
      ])
    }
    return (table, entries)
  }

  private static func offers(
    _ catalog: Catalog, _ filter: CatalogFilter
  ) throws(InputError) -> (TextTable, [JSONText]) {
    var table = TextTable(columns: [
      TextTable.Column("Offer"), TextTable.Column("Sold as", givesWay: true),
      TextTable.Column("GPU"),
      TextTable.Column("GPUs", .right),
      TextTable.Column("On demand", .right, note: "per GPU and hour"),
      TextTable.Column("Spot", .right), TextTable.Column("1 year", .right),
      TextTable.Column("3 years", .right), TextTable.Column("As of", .right, givesWay: true),
    ])
    var entries: [JSONText] = []
    let ids = try filter.fitting(
      catalog.prices.offers.map { ($0.id, $0.gpu, $0.provider) }
        + catalog.prices.owned.map { ($0.offerID, $0.gpu, "own") }, list: "offers"
    ) { [.gpu: $0.1, .host: $0.2] }.map(\.0)
    let wanted = Set(ids)
    for offer in catalog.prices.offers where wanted.contains(offer.id) {
      func price(_ commitment: Commitment) -> InlineText {
        InlineText(offer.usdPerGPUHour(commitment).map { NumberText.usd($0) } ?? "—")
      }
      table.append([
        InlineText(offer.id), InlineText(offer.service?.title ?? "machine"),
        InlineText(offer.gpu), InlineText("\(offer.gpusPerInstance)"),
        price(.onDemand), price(.spot), price(.reserved1Year), price(.reserved3Year),
        InlineText(offer.provenance.asOf.description),
      ])
      entries.append([
        "id": .string(offer.id), "provider": .string(offer.provider), "gpu": .string(offer.gpu),
        "gpusPerInstance": .integer(offer.gpusPerInstance),
        "hostClass": .optional(catalog.prices.hostClass(of: offer)?.rawValue),
        "service": offer.service.map { .string($0.kind.rawValue) } ?? nil,
        "stock": offer.stock.map { .integer($0) } ?? nil,
        "usdPerGPUHour": [
          "onDemand": .optional(offer.usdPerGPUHour(.onDemand)),
          "spot": .optional(offer.usdPerGPUHour(.spot)),
          "reserved1Year": .optional(offer.usdPerGPUHour(.reserved1Year)),
          "reserved3Year": .optional(offer.usdPerGPUHour(.reserved3Year)),
          "alwaysOn": .optional(
            offer.service.flatMap { service in
              offer.usdPerGPUHour().map { $0 * service.keptPriceShare }
            }),
        ],
        "source": .string(offer.provenance.source),
        "asOf": .string(offer.provenance.asOf.description),
      ])
    }
    for owned in catalog.prices.owned where wanted.contains(owned.offerID) {
      table.append([
        InlineText(owned.offerID), InlineText("hardware"), InlineText(owned.gpu),
        InlineText("\(owned.gpusPerServer)"),
        InlineText(NumberText.usd(owned.usdPerGPUHour) + " owned"), InlineText("—"),
        InlineText("—"), InlineText("—"), InlineText(owned.provenance.asOf.description),
      ])
      entries.append([
        "id": .string(owned.offerID), "provider": .string("own"), "gpu": .string(owned.gpu),
        "gpusPerInstance": .integer(owned.gpusPerServer), "hostClass": .string("own"),
        "usdPerGPUHour": ["owned": .number(owned.usdPerGPUHour)],
        "capitalUSDPerGPU": .number(owned.capitalUSDPerGPU),
        "kilowattsPerGPU": .number(owned.kilowattsPerGPU), "site": .string(owned.site.rawValue),
        "source": .string(owned.provenance.source),
        "asOf": .string(owned.provenance.asOf.description),
      ])
    }
    return (table, entries)
  }

  private static func apis(
    _ catalog: Catalog, _ filter: CatalogFilter
  ) throws(InputError) -> (TextTable, [JSONText]) {
    var table = TextTable(columns: [
      TextTable.Column("API"), TextTable.Column("Open model", givesWay: true),
      TextTable.Column("Input", .right, note: "per million tokens"),
      TextTable.Column("Cached", .right), TextTable.Column("Output", .right),
      TextTable.Column("Batch input", .right, givesWay: true),
      TextTable.Column("Batch output", .right, givesWay: true),
      TextTable.Column("As of", .right, givesWay: true),
    ])
    var entries: [JSONText] = []
    let tariffs = try filter.fitting(catalog.prices.tariffs, list: "apis") {
      [.host: $0.provider, .model: $0.id + ($0.openModel.map { " " + $0 } ?? "")]
    }
    for tariff in tariffs {
      func price(_ value: Double?) -> InlineText {
        InlineText(value.flatMap { $0 > 0 ? NumberText.usdPrice($0) : nil } ?? "—")
      }
      // Who writes nothing, or is paid by the search, has no such price.
      func known(_ value: Double?) -> JSONText { .optional(value.flatMap { $0 > 0 ? $0 : nil }) }
      let prices = tariff.prices
      table.append([
        InlineText(tariff.id), InlineText(tariff.openModel ?? ""),
        price(prices.usdPerMillionInput), price(prices.usdPerMillionCachedInput),
        price(prices.usdPerMillionOutput), price(tariff.batch?.usdPerMillionInput),
        price(tariff.batch?.usdPerMillionOutput), InlineText(tariff.provenance.asOf.description),
      ])
      entries.append([
        "id": .string(tariff.id), "provider": .string(tariff.provider),
        "openModel": .optional(tariff.openModel),
        "usdPerMillion": [
          "input": known(prices.usdPerMillionInput),
          "cachedInput": .optional(prices.usdPerMillionCachedInput),
          "output": known(prices.usdPerMillionOutput),
          "batchInput": known(tariff.batch?.usdPerMillionInput),
          "batchOutput": known(tariff.batch?.usdPerMillionOutput),
        ],
        "purpose": .string(tariff.purpose.rawValue),
        "deprecation": .optional(tariff.deprecation?.description),
        "source": .string(tariff.provenance.source),
        "asOf": .string(tariff.provenance.asOf.description),
      ])
    }
    return (table, entries)
  }
}
