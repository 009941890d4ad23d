/// A step of the machine that a ``NameExpression`` is; the distances are to the step itself.
enum NameStep: Sendable {
  case byte(ByteSet)
  case split(Int, Int)
  case jump(Int)
  case start
  case end
  /// A place between a letter, digit or underscore and something else, or where none is such a place.
  case wordEdge(isWanted: Bool)
  case ahead([NameStep], isNegated: Bool)
}
