import Numerics

/// US dollars in a line of text, where no document is written: whole dollars with their thousands, cents below 100.
enum PlainMoney {
  static func text(_ usd: Double) -> String {
    guard usd.isFinite, abs(usd) < 1e15 else { return "more than there is" }
    let sign = usd < 0 ? "-$" : "$"
    guard abs(usd) < 99.995 else { return sign + PlainDecimal.grouped(abs(usd).rounded()) }
    let cents = Int((abs(usd) * 100).rounded())
    return sign + "\(cents / 100)." + (cents % 100 < 10 ? "0" : "") + "\(cents % 100)"
  }
}
