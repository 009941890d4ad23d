/// What has been read of one line.
struct LogFields: Sendable {
  var time = LogRecord.noTime
  /// ``missing`` until read, like the other counts.
  private var promptCount = Self.missing
  private var completionCount = Self.missing
  /// Tokens that were counted beside those, and so come on top.
  private var promptBeside: UInt64 = 0
  private var completionBeside: UInt64 = 0
  /// What holds if there is no finer count.
  private var promptTotal = Self.missing
  private var completionTotal = Self.missing
  var cached: UInt64 = 0
  var requests: UInt64 = 1
  var hasFailed = false
  /// Whether the line is of something else than a request, and so says nothing.
  var isNoRequest = false
  /// What only lines that stand for many requests have.
  var group = Group()
  private var hasGroup = false

  struct Group: Sendable {
    var promptSquares: UInt128 = 0
    var completionSquares: UInt128 = 0
    var products: UInt128 = 0
    var hourOfWeek: Int?
    var firstTime: Int64?
    var lastTime: Int64?
  }

  static let missing = UInt64.max

  /// Prompt tokens, with those that were counted beside them.
  @inline(__always)
  var prompt: UInt64 { promptCount != Self.missing ? promptCount &+ promptBeside : promptTotal }

  /// Completion tokens, with those that were counted beside them.
  @inline(__always)
  var completion: UInt64 {
    completionCount != Self.missing ? completionCount &+ completionBeside : completionTotal
  }

  /// Whether both lengths were there.
  @inline(__always)
  var hasLengths: Bool { prompt != Self.missing && completion != Self.missing }

  /// Whether the line is one request that was answered, of lengths that are believed.
  @inline(__always)
  var isAnsweredRequest: Bool {
    prompt <= LogRecord.maximumTokens && completion <= LogRecord.maximumTokens && completion > 0
      && !hasFailed && !isNoRequest
  }

  /// The request of a line for which ``isAnsweredRequest`` holds.
  @inline(__always)
  var record: LogRecord {
    LogRecord(
      time: time, promptTokens: UInt32(truncatingIfNeeded: prompt),
      completionTokens: UInt32(truncatingIfNeeded: completion),
      cachedTokens: UInt32(truncatingIfNeeded: min(cached, prompt)))
  }

  /// Forgets the last line.
  @inline(__always)
  mutating func reset() {
    time = LogRecord.noTime
    (promptCount, promptBeside, promptTotal) = (Self.missing, 0, Self.missing)
    (completionCount, completionBeside, completionTotal) = (Self.missing, 0, Self.missing)
    (cached, requests, hasFailed, isNoRequest) = (0, 1, false, false)
    if hasGroup { (group, hasGroup) = (Group(), false) }
  }

  /// Takes a number; `false` if it cannot be what the role says.
  @inline(__always)
  mutating func take(_ number: LogNumber, as role: LogRole, unit: TimeUnit, isGrouped: Bool) -> Bool
  {
    switch role {
    case .prompt, .completion, .cachedInside, .cachedBeside, .writtenBeside, .completionBeside,
      .promptTotal, .completionTotal:
      guard let tokens = number.count, tokens <= LogRecord.maximumTokens || isGrouped else {
        return false
      }
      takeTokens(tokens, as: role)
      return true
    case .time:
      guard let time = number.microseconds(in: unit) else { return false }
      self.time = time
      return true
    default:
      return takeRare(number, as: role, unit: unit)
    }
  }

  @inline(__always)
  mutating func takeTokens(_ tokens: UInt64, as role: LogRole) {
    switch role {
    case .prompt:
      promptCount = tokens
    case .completion:
      completionCount = tokens
    case .cachedInside:
      cached &+= tokens
    case .cachedBeside:
      promptBeside &+= tokens
      cached &+= tokens
    case .writtenBeside:
      promptBeside &+= tokens
    case .completionBeside:
      completionBeside &+= tokens
    case .promptTotal:
      promptTotal = tokens
    default:
      completionTotal = tokens
    }
  }

  private mutating func takeRare(_ number: LogNumber, as role: LogRole, unit: TimeUnit) -> Bool {
    switch role {
    case .requests:
      guard let count = number.count, count <= 1_000_000_000_000 else { return false }
      requests = count
    case .status:
      if number.count != 200 { hasFailed = true }
    case .promptSquares, .completionSquares, .products:
      guard number.value >= 0, number.value < 1e36 else { return false }
      let sum = UInt128(number.value)
      hasGroup = true
      if role == .promptSquares { group.promptSquares = sum }
      if role == .completionSquares { group.completionSquares = sum }
      if role == .products { group.products = sum }
    case .hourOfWeek:
      guard let hour = number.count, hour < 168 else { return false }
      hasGroup = true
      group.hourOfWeek = Int(hour)
    case .firstTime, .lastTime:
      guard let time = number.microseconds(in: unit) else { return false }
      take(time: time, as: role)
    case .failure: hasFailed = true
    default: break
    }
    return true
  }

  /// Takes a time that was a text.
  mutating func take(time: Int64, as role: LogRole) {
    switch role {
    case .firstTime: group.firstTime = time
    case .lastTime: group.lastTime = time
    default: self.time = time
    }
    hasGroup = hasGroup || role != .time
  }
}

/// A number as it stood in a log: `mantissa · 10^exponent`.
struct LogNumber: Sendable {
  var mantissa: UInt64
  var exponent = 0
  var isNegative = false

  var value: Double {
    var value = Double(mantissa)
    for _ in 0..<min(abs(exponent), 400) { value = exponent < 0 ? value / 10 : value * 10 }
    return isNegative ? -value : value
  }

  /// The number as a count; `nil` if it is negative, not whole to within rounding, or beyond 10¹⁸.
  @inline(__always)
  var count: UInt64? {
    if exponent == 0, !isNegative || mantissa == 0 { return mantissa }
    return slowCount
  }

  private var slowCount: UInt64? {
    let value = value
    guard value >= 0, value < 1e18 else { return nil }
    return UInt64(value.rounded())
  }

  /// The number as a time in a unit, in whole microseconds; what is below one is cut off.
  @inline(__always)
  func microseconds(in unit: TimeUnit) -> Int64? {
    if exponent == 0, mantissa < 9_000_000_000_000 {
      let time = unit.microseconds(whole: mantissa, millionths: 0)
      guard time <= LogRecord.maximumTime else { return nil }
      return isNegative ? -time : time
    }
    return slowMicroseconds(unit)
  }

  private func slowMicroseconds(_ unit: TimeUnit) -> Int64? {
    let scale = unit.microseconds
    guard exponent <= 3, exponent >= -18 else {
      let time = value * Double(scale.multiply) / Double(scale.divide)
      guard time.isFinite, abs(time) <= Double(LogRecord.maximumTime) else { return nil }
      return Int64(time)
    }
    func power(_ exponent: Int) -> UInt128 {
      (0..<max(0, exponent)).reduce(1) { power, _ in power * 10 }
    }
    let time =
      UInt128(mantissa) * power(exponent) * UInt128(scale.multiply) / UInt128(scale.divide)
      / power(-exponent)
    guard time <= UInt128(LogRecord.maximumTime) else { return nil }
    return isNegative ? -Int64(time) : Int64(time)
  }
}
