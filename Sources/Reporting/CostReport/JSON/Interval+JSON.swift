import Breakeven

extension Interval {
  /// The value and both ends of its 80 % interval, for programs.
  var json: JSONText { ["value": .number(value), "low": .number(low), "high": .number(high)] }
}
