package import Calibration
public import CheckedJSON
public import ModelArithmetic
public import Pricing
public import Roofline

/// All that a decision may choose from: models, accelerators, engines and prices.
public struct Catalog: Sendable {
  /// Open models.
  public let models: ModelCatalog
  /// Accelerators.
  public let accelerators: AcceleratorCatalog
  /// Engines and what they make of accelerators.
  public let engines: EngineCatalog
  /// API tariffs, GPU offers, owned hardware.
  public let prices: PriceCatalog

  /// So many times what their sellers ask is what its APIs cost: 1 unless somebody asks what if.
  package let apiPriceFactor: Double

  /// Makes a catalog from its parts.
  ///
  /// - Parameters:
  ///   - models: Open models.
  ///   - accelerators: Accelerators.
  ///   - engines: Engines and what they make of accelerators.
  ///   - prices: API tariffs, GPU offers, owned hardware.
  public init(
    models: ModelCatalog, accelerators: AcceleratorCatalog, engines: EngineCatalog,
    prices: PriceCatalog
  ) {
    self.init(
      models: models, accelerators: accelerators, engines: engines, prices: prices,
      apiPriceFactor: 1)
  }

  private init(
    models: ModelCatalog, accelerators: AcceleratorCatalog, engines: EngineCatalog,
    prices: PriceCatalog, apiPriceFactor: Double
  ) {
    self.models = models
    self.accelerators = accelerators
    self.engines = engines
    self.prices = prices
    self.apiPriceFactor = apiPriceFactor
  }

  /// The catalogs that the library carries.
  ///
  /// - Throws: `InputError` if a file of the library itself is broken, which its tests exclude.
  public static func builtIn() throws(InputError) -> Catalog {
    Catalog(
      models: try loadedModels.get(), accelerators: try loadedAccelerators.get(),
      engines: try loadedEngines.get(), prices: try loadedPrices.get())
  }

  /// The models, accelerators and engines that the library carries, and no prices: all that speed depends on.
  ///
  /// - Throws: `InputError` if a file of the library itself is broken, which its tests exclude.
  package static func hardware() throws(InputError) -> Catalog {
    Catalog(
      models: try loadedModels.get(), accelerators: try loadedAccelerators.get(),
      engines: try loadedEngines.get(), prices: try PriceCatalog(tariffs: [], offers: []))
  }

  /// A part of a catalog, which somebody may want alone.
  package enum Part: Sendable {
    case models, accelerators, engines, offers, apis
  }

  /// One part of what the library carries, and nothing of the others: for those who list it.
  ///
  /// - Throws: `InputError` if a file of the library itself is broken, which its tests exclude.
  package static func builtIn(only part: Part) throws(InputError) -> Catalog {
    func prices(areOfAPIs: Bool) throws(InputError) -> PriceCatalog {
      try PriceCatalog(
        files: EmbeddedFile.below("Pricing")
          .filter { $0.path.hasPrefix("Pricing/apis/") == areOfAPIs }
          .map { ($0.path, $0.data) })
    }
    return Catalog(
      models: part == .models ? try loadedModels.get() : ModelCatalog([]),
      accelerators: part == .accelerators ? try loadedAccelerators.get() : AcceleratorCatalog(),
      engines: part == .engines ? try loadedEngines.get() : EngineCatalog(),
      prices: part == .apis || part == .offers
        ? try prices(areOfAPIs: part == .apis) : try PriceCatalog())
  }

  /// The accelerators that the library carries.
  package static func builtInAccelerators() throws(InputError) -> AcceleratorCatalog {
    try loadedAccelerators.get()
  }

  // Each is read when it is first asked for, once.
  private static let loadedAccelerators = Result { () throws(InputError) in
    try AcceleratorCatalog(document("data/accelerators.json"))
  }
  private static let loadedEngines = Result { () throws(InputError) in
    try EngineCatalog(document("data/engines.json"))
  }
  private static let loadedPrices = Result { () throws(InputError) in
    try PriceCatalog(files: EmbeddedFile.below("Pricing").map { (name: $0.path, data: $0.data) })
  }

  /// The same catalog with other prices.
  ///
  /// - Parameter prices: All prices there are from then on: those of this catalog go.
  public func with(prices: PriceCatalog) -> Catalog {
    with(prices: prices, apiPriceFactor: apiPriceFactor)
  }

  /// The same catalog with other prices, of which those of APIs are so many times what their sellers ask.
  func with(prices: PriceCatalog, apiPriceFactor: Double) -> Catalog {
    Catalog(
      models: models, accelerators: accelerators, engines: engines, prices: prices,
      apiPriceFactor: apiPriceFactor)
  }

  /// The same catalog with other engine profiles.
  ///
  /// - Parameter engines: All profiles there are from then on: those of this catalog go.
  public func with(engines: EngineCatalog) -> Catalog {
    Catalog(
      models: models, accelerators: accelerators, engines: engines, prices: prices,
      apiPriceFactor: apiPriceFactor)
  }

  /// The open models that the library carries, each read when it is first asked for.
  package static var builtInModels: ModelCatalog { (try? loadedModels.get()) ?? ModelCatalog([]) }

  /// The open models with their names and checkpoints, or what is wrong with the library's tables.
  private static let loadedModels = Result { () throws(InputError) in
    ModelCatalog(
      EmbeddedFile.below("data/models").map { (path: $0.path, bytes: $0.data) },
      aliases: try ModelAlias.table(document("data/aliases.json")),
      checkpoints: try PublishedCheckpoint.table(document("data/checkpoints.json")),
      summaries: { modelSummaries })
  }

  /// The figures of the built-in models that a list shows, by id; empty if the index is broken, which the tests
  /// exclude.
  private static let modelSummaries: [String: ModelSummary] =
    (try? ModelSummary.index(document("data/model-index.json"))) ?? [:]

  /// What the library carries of the prices of the past.
  package static func priceHistory() throws(InputError) -> PriceHistory {
    try PriceHistory(
      files: EmbeddedFile.below("Pricing").map { (name: $0.path, data: $0.data) })
  }

  /// Published steps in quality from a model's original weights to quantised ones.
  package static func quality() throws(InputError) -> QualityTable {
    try QualityTable(document("data/quality.json"))
  }

  /// What the built-in engine profiles were fitted from: priors, generations of engines, families of chips.
  package static func calibrationSetup() throws(InputError) -> CalibrationSetup {
    try CalibrationSetup(
      document("data/calibration.json"),
      accelerators: loadedAccelerators.get(),
      kernels: KernelCatalog(document("data/kernels.json")))
  }

  /// The built-in measurements.
  package static func measurements() throws(InputError) -> MeasurementFile {
    let path = "data/measurements.csv"
    return try MeasurementFile(
      EmbeddedFile.at(path).data, file: path, publishers: publisherPractices())
  }

  /// What publishers of measurements mean by their figures, where their rows do not say.
  package static func publisherPractices() throws(InputError) -> PublisherPractices {
    try PublisherPractices(document("data/publishers.json"))
  }

  /// Finds what the rows of a measurement file were made on, in this catalog.
  package var measurementResolver: MeasurementResolver {
    let shapes = ReadShapes(models)
    return MeasurementResolver(
      accelerators: accelerators, engines: engines,
      speculation: (try? Self.speculation()) ?? SpeculationCatalog(),
      identifier: { [models] in models.canonicalIdentifier(of: $0) ?? $0 }
    ) {
      name throws(InputError) in try shapes.architecture(shapedLike: name)
    }
  }

  private static func document(_ path: String) throws(InputError) -> JSONDocument {
    try JSONDocument(EmbeddedFile.at(path).data, file: path)
  }
}
