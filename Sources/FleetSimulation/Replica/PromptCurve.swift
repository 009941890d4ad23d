/// Seconds of attention among the first tokens of a prompt, as parabolas between knees.
///
/// Every token sees those before it, up to the layer's window `w`: so seconds grow with `x²/2` below
/// `w` and with `w·x − w²/2` beyond.
struct PromptCurve: Sendable, Hashable {
  private struct Parabola: Sendable, Hashable {
    let start: Double
    let constant: Double
    let linear: Double
    let square: Double

    func seconds(_ tokens: Double) -> Double {
      let beyond = tokens - start
      return constant + beyond * (linear + beyond * square)
    }
  }

  private let parabolas: [Parabola]

  init(knees: [Double], seconds: (Double) -> Double) {
    let starts = [0] + knees.filter { $0 >= 1 && $0 < 1e9 }
    parabolas = starts.enumerated().map { index, start in
      let end = index + 1 < starts.count ? starts[index + 1] : start + 65_536
      let half = (end - start) / 2
      let (low, middle, high) = (seconds(start), seconds(start + half), seconds(end))
      return Parabola(
        start: start, constant: low, linear: (4 * middle - 3 * low - high) / (2 * half),
        square: (high - 2 * middle + low) / (2 * half * half))
    }
  }

  /// Seconds of attention for the prompt's tokens from `start` to `end`.
  func seconds(from start: Int, to end: Int) -> Double {
    seconds(upTo: Double(end)) - seconds(upTo: Double(start))
  }

  private func seconds(upTo tokens: Double) -> Double {
    var index = parabolas.count - 1
    while index > 0, parabolas[index].start > tokens { index -= 1 }
    return parabolas[index].seconds(tokens)
  }
}
