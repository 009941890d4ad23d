import Foundation

@testable import Breakeven
@testable import Calibration
@testable import CheckedJSON
@testable import ModelArithmetic
@testable import PriceImport
@testable import Pricing
@testable import Reporting
@testable import Roofline
@testable import Workloads

private let catalog = Result { try Catalog.builtIn() }
private let date = CalendarDate(year: 2026, month: 11, day: 21)

extension FuzzTarget {
  /// Readers of files that are held in memory.
  static let readers: [FuzzTarget] = [
    FuzzTarget("json") { bytes in
      guard let document = try? JSONDocument(Data(bytes)) else { return }
      promise(
        (try? JSONDocument(Data(bytes)))?.root.value == document.root.value,
        "JSON is read otherwise")
    },
    FuzzTarget("csv") { _ = try? CSVTable(Data($0), file: nil, requiring: []) },
    FuzzTarget("model") { bytes in
      guard let model = try? ModelArchitecture(config: Data(bytes), name: "fuzz") else { return }
      if let accelerators = try? catalog.get().accelerators {
        _ = ModelReport(model, accelerators: accelerators, base: nil).json
      }
    },
    FuzzTarget("gguf") { _ = try? GGUFHeader(Data(Array("GGUF".utf8) + $0)) },
    FuzzTarget("safetensors") { bytes in
      let length = (0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) }
      _ = try? SafetensorsSize(header: Data(length + bytes))
      _ = try? SafetensorsSize(header: Data(bytes))
      _ = try? SafetensorsSize(index: Data(bytes))
    },
    FuzzTarget("import") { bytes in
      guard let first = bytes.first, let date else { return }
      let formats = PriceImporter.Format.allCases
      let data = Data(bytes.dropFirst())
      _ = try? PriceImporter.Format.detected(in: data)
      let prices = try? PriceImporter.prices(
        from: data, format: formats[Int(first) % formats.count], file: "fuzz", source: "fuzz",
        asOf: date, provider: first & 0x80 == 0 ? nil : "aws",
        knowing: try? catalog.get().prices,
        accelerators: { try? catalog.get().accelerator(named: $0).id })
      for file in prices?.files ?? [] {
        promise(
          (try? PriceCatalog(files: [(file.name, Data(file.text.utf8))])) != nil,
          "an imported catalog cannot be read: \(file.text)")
      }
    },
    FuzzTarget("prices") { _ = try? PriceCatalog(files: [("Pricing/apis/fuzz.json", Data($0))]) },
    FuzzTarget("measurements") { bytes in
      guard let file = try? MeasurementFile(bytes, publishers: .none) else { return }
      promise(file.measurements.count <= bytes.count, "more measurements than bytes")
    },
    FuzzTarget("kernels") { bytes in
      guard let first = bytes.first, let accelerators = try? catalog.get().accelerators else {
        return
      }
      let kernels = KernelOperator.allCases
      var timings = KernelTimings()
      try? timings.add(
        kernels[Int(first) % kernels.count], Data(bytes.dropFirst()), file: nil,
        accelerators: accelerators)
    },
    FuzzTarget("results") { bytes in
      let setting = BenchmarkSetting(
        engine: "vLLM", architecture: "Qwen/Qwen3-32B", gpu: "H100-SXM")
      guard let file = try? BenchmarkFile(Data(bytes), setting: setting) else { return }
      if let catalog = try? catalog.get() {
        _ =
          ValidationReport(
            Validation(
              MeasurementFile(measurements: file.measurements, refusals: []),
              resolver: catalog.measurementResolver)
          ).json
      }
    },
    FuzzTarget("engines") { bytes in
      guard let document = try? JSONDocument(Data(bytes)) else { return }
      _ = try? EngineCatalog(document)
      _ = try? BaselineReport(document)
    },
    FuzzTarget("workload") { bytes in
      guard let document = try? JSONDocument(Data(bytes)), let workload = try? Workload(document)
      else { return }
      let text = workload.json
      promise((try? Workload(json: text))?.json == text, "a workload is written otherwise: \(text)")
    },
    FuzzTarget("question") { bytes in
      let words = String(decoding: bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false
      ).map(String.init)
      func word(_ index: Int) -> String? {
        index < words.count && !words[index].isEmpty ? words[index] : nil
      }
      var question = Question()
      (question.requests, question.users, question.bill, question.job) =
        (word(0), word(1), word(2), word(3))
      (question.prompt, question.completion, question.ratio) = (word(4), word(5), word(6))
      (question.deadline, question.power, question.people) = (word(7), word(8), word(9))
      question.models = [word(10)].compactMap(\.self)
      question.gpus = [word(11)].compactMap(\.self)
      question.own = [word(12)].compactMap(\.self)
      question.kind = word(13)
      question.timeToFirstToken = word(14)
      question.timePerOutputToken = word(15)
      question.today = word(16)
      for setting in words { _ = try? WorkloadSetting(setting) }
      guard let catalog = try? catalog.get(), question.missing == nil else { return }
      _ = try? question.workload(catalog)
    },
  ]
}
