/// What a comparison found.
struct Answer: Sendable {
  var verdict = Verdict(nothingBecause: "nothing was compared")
  var breakEven: BreakEven?
  var uncertainty: Uncertainty?
  var hosts: [HostAnswer] = []
  var otherLens: LensAnswer?
  var mixed: MixedAnswer?
  var lengthSplit: LengthSplit?
}
