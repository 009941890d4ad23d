import CheckedJSON
import Roofline
import TestFixtures
import Testing

@testable import Calibration

@Suite struct MeasurementFileTests {
  static let header =
    "engine,model,gpu,gpus,prompt_tokens,completion_tokens,load,concurrency,output_tokens_per_s,ttft_ms,tpot_ms"

  @Test(arguments: [
    "vLLM,m,H100,1,abc,10,fixed_concurrency,1,5,,", "vLLM,m,H100,1,-5,10,saturation,,5,,",
    "vLLM,m,H100,1,nan,10,saturation,,5,,", "vLLM,m,H100,1,inf,10,saturation,,5,,",
    "vLLM,m,H100,1e30,10,10,saturation,,5,,", "vLLM,m,H100,1,10,10,fixed_concurrency,,5,,",
    "vLLM,m,H100,1,10,10,no_such_load,1,5,,", "vLLM,,H100,1,10,10,saturation,,5,,",
    "vLLM,m,H100,1,10,0,saturation,,5,,", "x",
  ])
  func rowsThatMakeNoSenseAreRefused(_ row: String) throws {
    let file = try MeasurementFile("\(Self.header)\n\(row)\n".utf8, publishers: .none)
    #expect(file.measurements.isEmpty)
    #expect(file.refusals.map(\.line) == [2])
  }

  @Test(arguments: ["", "engine,model\nvLLM,m\n", "engine,\"model\n", "\u{0}\u{1}\u{2}"])
  func filesThatMakeNoSenseAreErrors(_ text: String) {
    #expect(throws: InputError.self) { try MeasurementFile(text.utf8, publishers: .none) }
  }

  @Test func quotesAndLineEndsAreRead() throws {
    let file = try MeasurementFile(
      "\(Self.header)\r\n\"v\"\"L,LM\",m,H100,1,10,20,static_batch,4,,100,10\r\n".utf8,
      publishers: .none)
    let row = try #require(file.measurements.first)
    #expect(row.engine == "v\"L,LM")
    #expect(row.conditions.load == .staticBatch(requests: 4))
    #expect(row.measured.timeToFirstTokenSeconds == 0.1)
  }

  /// `concurrency / (TTFT/C + TPOT)`: 8 / (0.2/100 + 0.010) = 666.7 tokens/s.
  @Test func throughputFollowsFromLatencies() throws {
    let file = try MeasurementFile(
      "\(Self.header)\nvLLM,m,H100,1,10,100,fixed_concurrency,8,,200,10\n".utf8, publishers: .none)
    let value = try #require(file.measurements.first?.measuredOutputTokensPerSecond)
    #expect(abs(value - 666.67) < 0.01)
  }

  @Test func nearlyAllShippedMeasurementsArePredicted() throws {
    let file = try MeasurementFile(
      Fixtures.data("measurements.csv"), publishers: Fixtures.publishers())
    let every = Array(file.measurements.enumerated().filter { $0.offset % 40 == 0 }.map(\.element))
    let validation = Validation(
      MeasurementFile(measurements: every, refusals: []), resolver: try Fixtures.resolver())
    let predicted = validation.rows.filter { $0.skipReason == nil }
    #expect(Double(predicted.count) >= 0.95 * Double(validation.rows.count))
    let overall = try #require(validation.overall)
    #expect(overall.medianError < 0.12)
    #expect(overall.coverage > 0.7)
  }

  @Test(arguments: [
    ("vLLM", "0.6.1", "2024-08", "NVIDIA", "vLLM 2024"),
    ("vLLM", "0.6.1", "2024-08", "AMD", "vLLM 2024 (AMD)"),
    ("vLLM", "v0.11.0", "", "NVIDIA", "vLLM 2025"), ("vllm", "", "2024-05", "NVIDIA", "vLLM 2024"),
    ("TensorRT-LLM", "1.2.0rc6.post2", "", "NVIDIA", "TensorRT-LLM 2025"),
    ("TensorRT-LLM", "0.14.0", "", "NVIDIA", "TensorRT-LLM 2024"),
    ("SGLang", "lmsysorg/sglang:v0.5.9-cu130", "", "NVIDIA", "SGLang 2025"),
    ("ATOM (AMD)", "", "2026-01-14", "AMD", "ATOM 2026"),
    ("no such engine", "1.0", "2026", "NVIDIA", "Generic any"),
  ])
  func generationsByVersionOrDate(
    _ engine: String, _ version: String, _ date: String, _ vendor: String, _ name: String
  ) throws {
    let profile = try Fixtures.engines().generation(
      engine: engine, version: version, date: date, vendor: vendor)
    #expect(profile.name == name)
  }

  @Test func rowsOfImpossibleLayoutsAreSkipped() throws {
    let header =
      "engine,model,gpu,gpus,tp,pp,ep,attention_dp,prompt_tokens,completion_tokens,load,"
      + "concurrency,output_tokens_per_s\n"
    let rows = [
      "vLLM,openai/gpt-oss-120b,H100-SXM,8,8,1,7,1,100,100,fixed_concurrency,4,100",
      "vLLM,openai/gpt-oss-120b,H100-SXM,4,8,1,1,1,100,100,fixed_concurrency,4,100",
      "vLLM,openai/gpt-oss-120b,H100-SXM,3,3,1,1,1,100,100,fixed_concurrency,4,100",
      "vLLM,openai/gpt-oss-120b,H100-SXM,2,2,1,1,1,100,100,fixed_concurrency,4,100",
    ]
    let validation = Validation(
      try MeasurementFile((header + rows.joined(separator: "\n") + "\n").utf8, publishers: .none),
      resolver: try Fixtures.resolver())
    let reasons = validation.rows.sorted { $0.line < $1.line }.map(\.skipReason)
    #expect(reasons.count == 4)
    #expect(reasons[0]?.contains("divide the 8 tensor ranks") == true)
    #expect(reasons[1] == "tp × pp is 8, more than the 4 of gpus")
    #expect(reasons[2]?.contains("64 query heads") == true)
    #expect(reasons[3] == nil)
  }

  /// A spreadsheet's semicolons and decimal commas are those of the table; lines are counted as they stand.
  @Test func semicolonsPartMeasurementsToo() throws {
    let text = """
      engine;model;gpu;gpus;prompt_tokens;completion_tokens;load;concurrency;output_tokens_per_s
      vLLM;m;H100;1;1000;200;fixed_concurrency;16;1280,5

      vLLM;m;H100;1;1000;200;fixed_concurrency;32;2000,25
      """
    let file = try MeasurementFile(text.utf8, publishers: .none)
    let tokens = file.measurements.compactMap(\.measured.outputTokensPerSecond)
    #expect(tokens == [1280.5, 2000.25])
    #expect(file.measurements.map(\.line) == [2, 4])
  }

  /// The mark of UTF-8 belongs to no column, so that the first is found.
  @Test func aMarkBeforeTheHeaderIsPassed() throws {
    let text = "\u{FEFF}\(Self.header)\nvLLM,m,H100,1,1000,200,fixed_concurrency,16,1280,,\n"
    let file = try MeasurementFile(text.utf8, publishers: .none)
    #expect(file.measurements.map(\.engine) == ["vLLM"])
  }
}
