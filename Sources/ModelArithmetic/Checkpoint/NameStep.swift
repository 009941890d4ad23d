/// A step of the machine that a ``NameExpression`` is; the distances are to the step itself.
enum NameStep: Sendable {
  case byte(ByteSet)
  case split(Int, Int)
  case jump(Int)
  case start
  case end
  case ahead([NameStep], isNegated: Bool)
}
