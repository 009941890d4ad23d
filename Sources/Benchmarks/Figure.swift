import CheckedJSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The least seconds that some work took, by the clock and of the processor.
///
/// On a machine that does other work besides, only the latter says how fast the work is.
struct Timing {
  private(set) var byClock = Double.infinity
  private(set) var byCore = Double.infinity

  /// The least of some runs.
  init(bestOf runs: Int, _ work: () -> Void) {
    for _ in 0..<runs {
      let start = Self.processorTime
      let elapsed = ContinuousClock().measure(work) / .seconds(1)
      byClock = min(byClock, elapsed)
      byCore = min(byCore, Self.processorTime - start)
    }
  }

  /// What one run took that uses several threads.
  init(_ work: () async -> Void) async {
    let start = Self.processorTime
    let began = ContinuousClock.now
    await work()
    byClock = (ContinuousClock.now - began) / .seconds(1)
    byCore = Self.processorTime - start
  }

  /// What is left of work without a part of it.
  static func - (whole: Timing, part: Timing) -> Timing {
    var rest = whole
    rest.byClock = max(1e-9, whole.byClock - part.byClock)
    rest.byCore = max(1e-9, whole.byCore - part.byCore)
    return rest
  }

  static func + (first: Timing, second: Timing) -> Timing {
    var sum = first
    sum.byClock += second.byClock
    sum.byCore += second.byCore
    return sum
  }

  /// Seconds that the processor has spent on this process.
  private static var processorTime: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}

/// One printed figure.
struct Figure {
  let name: String
  let unit: String
  /// By the clock.
  let value: Double
  /// By a core's time.
  let ofCore: Double
  /// What was worked on: the same for the same benchmark, whatever the state of the library.
  let input: String
  /// What came of it.
  let outcome: String?

  /// So many things a second.
  init(
    _ name: String, each count: Double, in timing: Timing, unit: String = "a second",
    of input: String, outcome: String? = nil
  ) {
    self.name = name
    self.unit = unit
    value = count / timing.byClock
    ofCore = count / timing.byCore
    self.input = input
    self.outcome = outcome
  }

  /// How long one of so many things takes.
  init(
    _ name: String, taking timing: Timing, for count: Double = 1, in unit: Duration,
    of input: String, outcome: String? = nil
  ) {
    self.name = name
    self.unit = unit.rawValue
    value = timing.byClock / count * unit.perSecond
    ofCore = timing.byCore / count * unit.perSecond
    self.input = input
    self.outcome = outcome
  }

  enum Duration: String {
    case milliseconds = "ms"
    case microsecondsEach = "µs a request"

    var perSecond: Double {
      switch self {
      case .milliseconds: 1e3
      case .microsecondsEach: 1e6
      }
    }
  }

  /// Prints it, as a line of JSON if that is asked for.
  func print() {
    guard !CommandLine.arguments.contains("--json") else {
      let members: JSONText = [
        "name": .string(name), "value": .number(rounded(value)),
        "ofCore": .number(rounded(ofCore)), "unit": .string(unit), "input": .string(input),
        "outcome": .optional(outcome),
      ]
      Swift.print(members.compact)
      return
    }
    let title = name + String(repeating: " ", count: max(1, 26 - name.count))
    Swift.print(
      title + "\(rounded(value)) \(unit), \(rounded(ofCore)) of a core  (\(input)"
        + (outcome.map { "; " + $0 } ?? "") + ")")
  }
}

func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
