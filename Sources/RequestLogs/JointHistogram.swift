import Workloads

/// Requests by the octave eighths of both lengths, with the sums of the lengths in each cell.
///
/// The sums make every mean over cells exact; the cells are fixed, so histograms add up exactly.
struct JointHistogram: Hashable, Sendable {
  struct Cell: Hashable, Sendable {
    var requests: UInt64 = 0
    var promptTokens: UInt64 = 0
    var completionTokens: UInt64 = 0

    @inline(__always)
    mutating func add(_ requests: UInt64, _ promptTokens: UInt64, _ completionTokens: UInt64) {
      self.requests &+= requests
      self.promptTokens &+= promptTokens
      self.completionTokens &+= completionTokens
    }
  }

  static let binCount = 176

  var cells = [Cell](repeating: Cell(), count: Self.binCount * Self.binCount)

  @inline(__always)
  static func bin(of tokens: UInt32) -> Int {
    if tokens < 8 { return Int(truncatingIfNeeded: tokens) }
    let octave = 31 &- tokens.leadingZeroBitCount
    let eighth = (tokens &>> UInt32(truncatingIfNeeded: octave &- 3)) & 7
    return 8 &+ (octave &- 3) &* 8 &+ Int(truncatingIfNeeded: eighth)
  }

  /// The bins of all lengths below ``TokenHistogram/exactLimit``, as most are.
  static let shortBins: [UInt8] = (0..<UInt32(TokenHistogram.exactLimit)).map {
    UInt8(bin(of: $0))
  }

  @inline(__always)
  static func cell(_ prompt: UInt32, _ completion: UInt32) -> Int {
    bin(of: prompt) &* binCount &+ bin(of: completion)
  }

  mutating func add(_ other: JointHistogram) {
    for index in cells.indices where other.cells[index].requests > 0 {
      let cell = other.cells[index]
      cells[index].add(cell.requests, cell.promptTokens, cell.completionTokens)
    }
  }

  /// One point for each cell that is not empty, at its mean.
  var points: [RequestPoint] {
    cells.filter { $0.requests > 0 }.map {
      let requests = Double($0.requests)
      return RequestPoint(
        promptTokens: Double($0.promptTokens) / requests,
        completionTokens: Double($0.completionTokens) / requests, weight: requests)
    }
  }
}
