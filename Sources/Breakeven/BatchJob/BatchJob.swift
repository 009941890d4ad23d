public import CheckedJSON
public import Pricing
import Roofline

/// One job of requests that lie ready, about to be submitted.
public struct BatchJob: Sendable, Hashable {
  /// How many requests.
  public let requests: Double
  /// Mean prompt tokens of a request.
  public let promptTokens: Double
  /// Of those, mean tokens of a prefix that other requests of the job share.
  public let sharedPromptTokens: Double
  /// Mean completion tokens of a request.
  public let completionTokens: Double
  /// Seconds from now to the last answer, at most.
  public let deadlineSeconds: Double
  /// Whether it may run on machines that can be taken away.
  public let allowsSpot: Bool
  /// The hour at which it lies ready, for APIs whose prices vary by the hour; `nil` if that is not known.
  public let readyHour: HourOfWeek?

  /// Makes a job.
  ///
  /// - Parameters:
  ///   - requests: How many, from 1 to 10¹².
  ///   - promptTokens: Mean prompt tokens of a request.
  ///   - sharedPromptTokens: Of those, mean tokens of a prefix that other requests of the job share.
  ///   - completionTokens: Mean completion tokens of a request.
  ///   - deadlineSeconds: Seconds from now to the last answer, at most.
  ///   - allowsSpot: Whether machines will do that can be taken away.
  ///   - readyHour: The hour at which it lies ready, for APIs whose prices vary by the hour; `nil` if that is not
  ///     known.
  /// - Throws: `InputError` for counts that are negative, absurd or not numbers, a shared prefix longer
  ///   than the prompt, or a deadline beyond a month.
  public init(
    requests: Double, promptTokens: Double, sharedPromptTokens: Double = 0,
    completionTokens: Double, deadlineSeconds: Double, allowsSpot: Bool = false,
    readyHour: HourOfWeek? = nil
  ) throws(InputError) {
    guard (1...1e12).contains(requests), (0...1e7).contains(promptTokens),
      (0...1e7).contains(completionTokens), (0...promptTokens).contains(sharedPromptTokens)
    else {
      throw InputError(
        found:
          "\(requests) requests of \(promptTokens) prompt tokens, \(sharedPromptTokens) of them shared, and \(completionTokens) completion tokens",
        expected: "1 to 1e12 requests, 0 to 1e7 tokens each, and a prefix within the prompt")
    }
    guard (1...2_628_000).contains(deadlineSeconds) else {
      throw InputError(
        found: "a deadline of \(deadlineSeconds) s", expected: "from 1 s to a month, 2628000 s")
    }
    self.requests = requests
    self.promptTokens = promptTokens
    self.sharedPromptTokens = sharedPromptTokens
    self.completionTokens = completionTokens
    self.deadlineSeconds = deadlineSeconds
    self.allowsSpot = allowsSpot
    self.readyHour = readyHour
  }

  /// What a replica must know of the requests: their shared prefix is computed once.
  var shape: RequestShape {
    RequestShape(
      prompt: promptTokens, completion: completionTokens, cachedPrompt: sharedPromptTokens)
  }
}
