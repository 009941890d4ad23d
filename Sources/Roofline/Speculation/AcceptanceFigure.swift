import CheckedJSON
import Numerics

/// Published acceptance lengths of one model, method and kind of text, by draft length.
struct AcceptanceFigure: Sendable, Hashable {
  /// The canonical id of the model.
  let model: String
  let method: SpeculationMethod
  /// The kind of text, such as `coding`.
  let task: String
  /// Acceptance rates of a token by draft length, in order.
  let rates: [(draftTokens: Int, rate: Double)]
  let source: String

  init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["model", "method", "task", "lengths", "source"])
    model = try members.required("model").text()
    method = try members.required("method").choice()
    task = try members.required("task").text()
    source = try members.required("source").text()
    var rates: [(Int, Double)] = []
    for pair in try members.required("lengths").array() {
      let ends = try pair.array()
      guard ends.count == 2 else { throw pair.error(expected: "draft tokens and a length") }
      let draftTokens = try ends[0].integer(in: 1...32)
      let length = try ends[1].number(in: 1...Double(draftTokens + 1))
      rates.append((draftTokens, Self.rate(ofLength: length, draftTokens: draftTokens)))
    }
    self.rates = rates.sorted { $0.0 < $1.0 }
  }

  /// `A = (1 − α^(d+1)) / (1 − α)`: tokens of a step whose draft tokens are each accepted with `α`.
  static func length(rate: Double, draftTokens: Int) -> Double {
    var length = 1.0
    var all = 1.0
    for _ in 0..<draftTokens {
      all *= rate
      length += all
    }
    return length
  }

  /// The `α` of an acceptance length; by bisection, as the length rises with it.
  static func rate(ofLength length: Double, draftTokens: Int) -> Double {
    var low = 0.0
    var high = 1.0
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if Self.length(rate: middle, draftTokens: draftTokens) < length {
        low = middle
      } else {
        high = middle
      }
    }
    return (low + high) / 2
  }

  /// The acceptance length at a draft length.
  ///
  /// Between two that were measured the rate is linear in `ln d`; beyond them it follows the slope of
  /// other figures of the method, since later guesses are accepted less often.
  func length(draftTokens: Int, slope: Double) -> Double? {
    guard let first = rates.first, let last = rates.last else { return nil }
    func depth(_ tokens: Int) -> Double { naturalLogarithm(Double(tokens)) }
    let next = rates.first { $0.draftTokens >= draftTokens } ?? last
    let before = rates.last { $0.draftTokens <= draftTokens } ?? first
    var rate = before.rate
    if before.draftTokens < next.draftTokens {
      let share =
        (depth(draftTokens) - depth(before.draftTokens))
        / (depth(next.draftTokens) - depth(before.draftTokens))
      rate += share * (next.rate - before.rate)
    } else if before.draftTokens != draftTokens {
      rate += slope * (depth(draftTokens) - depth(before.draftTokens))
    }
    return Self.length(rate: min(0.99, max(0.01, rate)), draftTokens: draftTokens)
  }

  /// Mean change of the rate with `ln d` over figures of several draft lengths; 0 where none has any.
  static func slope(of figures: [AcceptanceFigure]) -> Double {
    var product = 0.0
    var square = 0.0
    for figure in figures where figure.rates.count > 1 {
      let count = Double(figure.rates.count)
      let depths = figure.rates.map { naturalLogarithm(Double($0.draftTokens)) }
      let depth = depths.reduce(0, +) / count
      let rate = figure.rates.reduce(0) { $0 + $1.rate } / count
      for (each, point) in zip(depths, figure.rates) {
        product += (each - depth) * (point.rate - rate)
        square += (each - depth) * (each - depth)
      }
    }
    return square > 0 ? product / square : 0
  }

  static func == (first: AcceptanceFigure, second: AcceptanceFigure) -> Bool {
    first.model == second.model && first.method == second.method && first.task == second.task
      && first.source == second.source
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(model)
    hasher.combine(task)
  }
}
