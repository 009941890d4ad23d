package import CheckedJSON
package import ModelArithmetic
package import Roofline

/// Finds what a measurement was made on: its architecture, chip, engine generation and datatypes.
package struct MeasurementResolver: Sendable {
  /// Finds an architecture by name.
  package typealias ModelLookup = @Sendable (String) throws(InputError) -> ModelArchitecture

  let model: ModelLookup
  let accelerators: AcceleratorCatalog
  let engines: EngineCatalog
  let speculation: SpeculationCatalog
  /// The canonical id of a model, under which its acceptance was published.
  let identifier: @Sendable (String) -> String

  /// Makes a resolver that looks architectures up through `model`.
  package init(
    accelerators: AcceleratorCatalog, engines: EngineCatalog,
    speculation: SpeculationCatalog = SpeculationCatalog(),
    identifier: @escaping @Sendable (String) -> String = { $0 },
    model: @escaping ModelLookup
  ) {
    self.model = model
    self.accelerators = accelerators
    self.engines = engines
    self.speculation = speculation
    self.identifier = identifier
  }

  /// The deployment that the row describes, as its engine was then.
  ///
  /// - Throws: `InputError` that names what is not known.
  package func deployment(of row: Measurement) throws(InputError) -> Deployment {
    try deployment(of: row) { years(of: row, by: $0) }
  }

  /// The deployment that the row describes, with the newest of its engine generation.
  func newestDeployment(of row: Measurement) throws(InputError) -> Deployment {
    try deployment(of: row) { _ in nil }
  }

  /// Years from December 2025 to the software of the run; 0 if nothing tells.
  func years(of row: Measurement, by engine: EngineProfile) -> Double {
    engines.build(engine: engine, version: row.engineVersion, date: row.date)?.date.years ?? 0
  }

  private func deployment(
    of row: Measurement, years: (EngineProfile) -> Double?
  ) throws(InputError) -> Deployment {
    let plain = try worker(of: row, layout: row.layout, years: years)
    return try row.speculation.map { published throws(InputError) in
      try speculating(plain, published, row)
    } ?? plain
  }

  /// The deployment in a layout, without tokens guessed ahead.
  func worker(of row: Measurement, layout: Layout) throws(InputError) -> Deployment {
    try worker(of: row, layout: layout) { years(of: row, by: $0) }
  }

  private func worker(
    of row: Measurement, layout: Layout, years: (EngineProfile) -> Double?
  ) throws(InputError) -> Deployment {
    let accelerator = try accelerators.accelerator(named: row.gpu)
    let architecture = try model(row.architectureName)
    let engine = engines.generation(
      engine: row.engine, version: row.engineVersion, date: row.date, vendor: accelerator.vendor)
    return try Deployment(
      model: architecture, accelerator: accelerator, layout: layout,
      precision: try row.precision(of: architecture, by: engine), engine: engine,
      years: years(engine),
      builtOn: engines.build(engine: engine, version: row.engineVersion, date: row.date))
  }
}

extension Measurement {
  /// The datatypes of the row, with the engine's habits where they were not published.
  func precision(of model: ModelArchitecture, by engine: EngineProfile) throws(InputError)
    -> Precision
  {
    let weights = try NumberFormat(published: weightType)
    let activations = activationType.isEmpty ? nil : try NumberFormat(published: activationType)
    let isQuantized = weights.map { $0.bytesPerElement <= 1 } ?? false
    let usual =
      isQuantized && weights != .int4 ? engine.habits.quantizedCache ?? .bf16 : NumberFormat.bf16
    let cache = keyValueType.isEmpty ? usual : try NumberFormat(published: keyValueType) ?? usual
    return Precision(
      weights: Precision.Weights(weights, of: model), activations: activations, kvCache: cache)
  }
}

extension Precision.Weights {
  /// The named format, or the checkpoint as it is where that already stores its experts or layers so.
  init(_ format: NumberFormat?, of model: ModelArchitecture) {
    guard let format else {
      self = .checkpoint
      return
    }
    let role: Operator.Role = model.hasExperts ? .routedExpert : .denseFeedForward
    let published = model.checkpoint.format(of: role)
    // Nobody quantises four-bit floats to other four-bit floats: "fp4" then means the checkpoint.
    let isSame = published == format || (published.isFourBitFloat && format.isFourBitFloat)
    self = isSame ? .checkpoint : .format(format)
  }
}

extension NumberFormat {
  /// The format that publishers call so; `nil` for an empty name.
  init?(published name: String) throws(InputError) {
    switch name.lowercased() {
    case "": return nil
    case "fp32", "float32": self = .fp32
    case "bf16", "bfloat16", "16": self = .bf16
    case "fp16", "float16", "half": self = .bf16
    case "fp8", "fp8_block", "fp8_e4m3", "w8a8_fp8", "fp8_dynamic": self = .fp8
    case "int8", "w8a8", "int8_wo": self = .int8
    case "int4", "int4_wo", "w4a16", "awq", "gptq": self = .int4
    case "nvfp4", "fp4": self = .nvfp4
    case "mxfp4": self = .mxfp4
    case "q4_k", "q4_k_s", "q4_k_xl": self = .q4_k_m
    case "q8_k_xl": self = .q8_0
    case "q5_k", "q5_k_s", "q5_k_xl": self = .q5_k_m
    case "q3_k", "q3_k_s", "q3_k_l": self = .q3_k_m
    case "f16": self = .bf16
    case let name where name.hasPrefix("mlx-q"):
      guard let format = NumberFormat(rawValue: "mlx" + name.dropFirst(5)) else { fallthrough }
      self = format
    case let name where NumberFormat(rawValue: name)?.isOfWholeFiles == true:
      guard let format = NumberFormat(rawValue: name) else { fallthrough }
      self = format
    default:
      throw InputError.unknown(
        "datatype", name,
        among: [
          "fp32", "bf16", "fp16", "fp8", "fp8_block", "int8", "int4_wo", "nvfp4", "mxfp4", "q4_0",
          "q4_k_m", "q5_k_m", "q6_k", "q8_0", "mlx4", "mlx6", "mlx8",
        ])
    }
  }
}
