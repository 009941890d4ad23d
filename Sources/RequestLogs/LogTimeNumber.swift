/// The shape of the last time that was a plain decimal: how many digits stood before and after the point.
///
/// Times rarely gain a digit from one line to the next, so those of the last one are taken for granted and
/// only checked, and the processor need not wait for them before it goes on to the next field.
struct LogTimeNumber: Sendable {
  /// From 1 to 16; 0 if the next time has to be read without a guess.
  private(set) var wholeDigits = 0
  /// From 0 to 6.
  private(set) var decimals = 0
  /// Microseconds of a unit, and of the last digit after the point; 0 for nanoseconds.
  private(set) var wholeScale: UInt64 = 0
  private(set) var fractionScale: UInt64 = 0

  init() {}

  /// The shape of a time that has been read; none if its digits are more than microseconds take.
  init(wholeDigits: Int, decimals: Int, unit: TimeUnit) {
    let (digits, places) =
      switch unit {
      case .seconds: (12, 6)
      case .milliseconds: (15, 3)
      case .microseconds, .nanoseconds: (16, 0)
      }
    guard wholeDigits <= digits, decimals <= places else { return }
    self.wholeDigits = wholeDigits
    self.decimals = decimals
    wholeScale = unit == .nanoseconds ? 0 : UInt64(unit.microseconds.multiply)
    fractionScale = LogBytes.powersOfTen[places - decimals]
  }
}
