import CheckedJSON
import ModelArithmetic
import TestFixtures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@testable import Roofline

/// What engines do of their own accord is read from their data, never told by their names.
@Suite struct EngineHabitsTests {
  private static func habits(_ json: String) throws -> EngineHabits {
    try EngineHabits(JSONDocument(Data(json.utf8)).root)
  }

  /// A file that says nothing means an engine that schedules a step ahead and keeps 16 bits.
  @Test func whatIsNotStatedIsUsual() throws {
    let none = try EngineHabits(nil)
    #expect(none == .usual)
    #expect(none.stepsAhead == 1 && none.quantizedCache == nil)
    #expect(!none.keepsFourBitCaches && !none.reservesBlocks)
    #expect(none.json == nil)
  }

  @Test func readsWhatItWrites() throws {
    let text =
      #"{"stepsAhead":0,"quantizedCache":"fp8","fourBitCaches":true,"reservesBlocks":true,"source":"a page"}"#
    #expect(try Self.habits(text).json?.compact == text)
  }

  @Test(arguments: [
    (#"{"stepsAhead": 0}"#, "source"), (#"{"source": "a", "stepsAhead": -1}"#, "stepsAhead"),
    (#"{"source": "a", "quantizedCache": "fp9"}"#, "quantizedCache"),
    (#"{"source": "a", "steps": 1}"#, "steps"), (#"{"source": 1}"#, "source"),
  ])
  func refusesWhatItCannotMean(json: String, named: String) throws {
    let error = #expect(throws: InputError.self) { try Self.habits(json) }
    #expect(error?.description.contains(named) == true)
  }

  @Test(arguments: [
    ("vLLM", 0.0, NumberFormat?.none, false), ("SGLang", 1, nil, false),
    ("TensorRT-LLM", 1, .fp8, true), ("Generic", 1, nil, false),
  ])
  func builtInEnginesHaveTheirs(
    engine: String, stepsAhead: Double, cache: NumberFormat?, reserves: Bool
  ) throws {
    let habits = try Fixtures.engines().profile(named: engine).habits
    #expect(habits.stepsAhead == stepsAhead)
    #expect(habits.quantizedCache == cache)
    #expect(habits.reservesBlocks == reserves && habits.keepsFourBitCaches == reserves)
  }
}
