import CheckedJSON
import Workloads

extension Question {
  func addLengths(
    _ kind: UsageKind?, to members: inout [String: JSONValue], _ assumed: inout [String]
  ) throws(InputError) {
    members["prompt"] = prompt.map { .string($0) }
    members["completion"] = completion.map { .string($0) }
    if let ratio {
      guard let value = WrittenRatio.value(of: ratio), RequestLengths.ratios.contains(value) else {
        throw InputError(
          place: "--ratio", found: "\"\(ratio.shortened())\"",
          expected: "prompt tokens for each completion token, such as 6:1")
      }
      if let prompt, let tokens = WrittenQuantity.tokens.value(of: prompt) {
        members["completion"] = .number(max(1, tokens / value))
      } else if let completion, let tokens = WrittenQuantity.tokens.value(of: completion) {
        members["prompt"] = .number(max(1, tokens * value))
      } else if let kind {
        members["prompt"] = .number(max(1, kind.completionTokens.likely * value))
      } else {
        members["promptPerCompletion"] = .string(ratio)
        return
      }
    }
    guard let kind else { return }
    var stated: Double?
    switch members["prompt"] {
    case .number(let tokens)?: stated = tokens
    case .string(let text)?: stated = WrittenQuantity.tokens.value(of: text)
    default: break
    }
    let prompts = try promptLengths(kind, stated: stated)
    if prompt == nil, members["prompt"] == nil {
      members["prompt"] = prompts.json
      let longest = kind.longestPromptTokens.map { ", at most \($0.spelled(range: false))" } ?? ""
      assumed.append(
        Workload.assumption(
          "prompts of \(kind.promptTokens.spelled()) tokens\(longest)", from: kind.promptTokens))
    }
    if completion == nil, members["completion"] == nil {
      members["completion"] = .number(kind.completionTokens.likely)
      assumed.append(
        Workload.assumption(
          "completions of \(kind.completionTokens.spelled()) tokens", from: kind.completionTokens))
    }
    let cached = kind.cachedShare
    guard cached.likely > 0 else { return }
    let prefix = try Self.prefix(holding: cached.likely, of: prompts.spread)
    members["sharedPrefix"] = ["tokens": .number(prefix.rounded()), "hitRate": 1]
    assumed.append(
      Workload.assumption(
        "\(cached.spelled(percent: true)) of prompt tokens are cached", from: cached))
  }

  /// How long prompts are: as stated, else as is usual for the kind, and at most as long as its longest.
  private func promptLengths(
    _ kind: UsageKind, stated: Double?
  ) throws(InputError) -> (json: JSONValue, spread: LengthQuantiles) {
    let usual = try UsualValues.builtIn().promptSpread
    let mean = min(max(1, stated ?? kind.promptTokens.likely), Bounds.maximumTokens / 20)
    guard stated == nil, let longest = kind.longestPromptTokens?.likely else {
      return (.number(mean), try usual.quantiles(mean: mean))
    }
    let (p50, p90) = (
      (usual.p50.likely * mean).rounded(), min((usual.p90.likely * mean).rounded(), longest)
    )
    return (
      [
        "mean": .number(mean), "p50": .number(p50), "p90": .number(p90), "max": .number(longest),
      ], try LengthQuantiles(mean: mean, p50: p50, p90: p90, max: longest)
    )
  }

  /// The length `T` of a prefix that holds a share of all prompt tokens: `E[min(T, P)] = share · E[P]`.
  private static func prefix(
    holding share: Double, of lengths: LengthQuantiles
  ) throws(InputError) -> Double {
    let prompts = try RequestMix(
      prompt: .quantiles(lengths), completion: .fixed(1), correlation: 0)
    var (low, high) = (0.0, lengths.mean * 20)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if prompts.mean(of: { min(middle, $0.promptTokens) }) < share * lengths.mean {
        low = middle
      } else {
        high = middle
      }
    }
    return high
  }

  /// The mean of lengths as a workload file has them; `nil` where they are none.
  static func meanTokens(_ lengths: JSONValue?) -> Double? {
    switch lengths {
    case .number(let tokens)?: tokens
    case .string(let text)?: WrittenQuantity.tokens.value(of: text)
    case .object(let members)?: meanTokens(members["mean"])
    default: nil
    }
  }
}
