package import Calibration
package import CheckedJSON
package import ModelArithmetic
package import Roofline

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The data that ships with the library, read from its sources.
package enum Fixtures {
  package static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/EmbeddedData/data")

  package static func data(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: name))
  }

  package static func accelerators() throws -> AcceleratorCatalog {
    try AcceleratorCatalog(JSONDocument(data("accelerators.json")))
  }

  package static func engines() throws -> EngineCatalog {
    try EngineCatalog(JSONDocument(data("engines.json")))
  }

  package static func publishers() throws -> PublisherPractices {
    try PublisherPractices(JSONDocument(data("publishers.json")))
  }

  package static func setup() throws -> CalibrationSetup {
    try CalibrationSetup(
      JSONDocument(data("calibration.json")),
      accelerators: AcceleratorCatalog(JSONDocument(data("accelerators.json"))),
      kernels: KernelCatalog(JSONDocument(data("kernels.json"))))
  }

  package static func speculation() throws -> SpeculationCatalog {
    try SpeculationCatalog(JSONDocument(data("speculation.json")))
  }

  @Sendable package static func model(_ name: String) throws(InputError) -> ModelArchitecture {
    let file = name.split(separator: "/").joined(separator: "__") + ".json"
    guard let data = try? data("models/" + file) else {
      throw InputError.unknown("model", name, among: [])
    }
    return try ModelArchitecture(config: data, name: name)
  }

  package static func resolver() throws -> MeasurementResolver {
    MeasurementResolver(
      accelerators: try accelerators(), engines: try engines(), speculation: try speculation(),
      model: { name throws(InputError) in
        try model(name)
      })
  }

  package static func deployment(
    _ name: String = "meta-llama/Llama-3.1-8B-Instruct", on chip: String = "H100-SXM",
    engine: String = "vLLM", layout: Layout = .single,
    precision: Precision = .asPublished
  ) throws -> Deployment {
    try Deployment(
      model: try model(name), accelerator: try accelerators().accelerator(named: chip),
      layout: layout, precision: precision, engine: try engines().profile(named: engine))
  }

  /// A chip with given peaks, for worked numbers.
  package static func chip(
    flops: Double, bytesPerSecond: Double, memory: Double = 1e12, link: Double = 1e15
  ) throws -> Accelerator {
    try AcceleratorCatalog(
      JSONDocument(
        Data(
          """
          {"version": 1, "accelerators": [{"id": "x", "vendor": "v", "family": "f",
          "denseTeraflops": {"bf16": \(flops / 1e12)}, "visibleGiB": \(memory / 1_073_741_824),
          "gigabytesPerSecond": \(bytesPerSecond / 1e9), "source": "a test", "confidence": "high",
          "link": {"name": "l", "gigabytesPerSecondEachWay": \(min(link / 1e9, 99_999)), "chips": 64}}]}
          """.utf8))
    ).accelerators[0]
  }
}
