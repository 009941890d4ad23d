import Breakeven
import Calibration
import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Files of results, which several verbs read alike: measurement files, and what benchmarks write.
enum ResultFiles {
  /// The results of a file, and whether it is a measurement file.
  static func read(
    _ path: String, _ deployment: DeploymentOptions, _ unsaid: UnsaidOptions, _ catalog: Catalog
  ) throws -> (file: MeasurementFile, isTable: Bool) {
    let data = try Files.read(path)
    guard !isMeasurementFile(data) else {
      return (
        try MeasurementFile(data, file: path, publishers: Catalog.publisherPractices()), true
      )
    }
    let file = try BenchmarkFile(
      data, file: path, setting: try setting(deployment, unsaid),
      names: catalog.measurementResolver)
    return (MeasurementFile(measurements: file.measurements, refusals: file.refusals), false)
  }

  /// Whether a file is a table of measurements, by the columns of its first line.
  private static func isMeasurementFile(_ data: Data) -> Bool {
    let first = data.prefix(4096).prefix { $0 != 10 && $0 != 13 }
    let columns = String(decoding: first, as: UTF8.self).split { ",;\t".contains($0) }.map {
      $0.filter { $0 != " " && $0 != "\"" && $0 != "\u{FEFF}" }
    }
    return columns.filter(MeasurementFile.requiredColumns.contains).count >= 3 || data.isEmpty
  }

  private static func setting(
    _ deployment: DeploymentOptions, _ unsaid: UnsaidOptions
  ) throws -> BenchmarkSetting {
    BenchmarkSetting(
      engine: deployment.engine ?? "", architecture: deployment.model ?? "",
      gpu: deployment.gpu ?? "", tensor: deployment.tensor, pipeline: deployment.pipeline,
      expert: deployment.expert, attentionData: deployment.attentionData,
      weightType: deployment.weights ?? "",
      keyValueType: deployment.cacheFormat?.rawValue ?? "", promptTokens: unsaid.promptTokens,
      completionTokens: unsaid.completionTokens, concurrency: unsaid.concurrency)
  }
}
