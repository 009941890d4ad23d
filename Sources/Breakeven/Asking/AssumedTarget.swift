import Pricing
import Workloads

/// How soon answers are wanted where a question does not say it: what is written among the workload's assumptions.
enum AssumedTarget: String, CaseIterable {
  case firstToken = "first token within "
  case furtherToken = " ms for each further token"
  case deadline = "done within "

  /// The words of the assumption.
  static func firstToken(seconds: Double) -> String {
    let plain = Int(exactly: seconds).map(String.init) ?? UsualValue.spelled(seconds)
    return firstToken.rawValue + plain + " s"
  }

  static func furtherToken(seconds: Double) -> String {
    "\(Int((seconds * 1000).rounded()))" + furtherToken.rawValue
  }

  static func deadline(hours: Int) -> String {
    deadline.rawValue + "\(hours) h, as batch APIs promise"
  }
}

extension ServiceObstacle {
  /// The obstacle in one sentence, which says where its target was not stated and is assumed.
  func reason(in workload: Workload) -> String {
    guard let target = assumedTarget,
      workload.statedAssumptions.contains(where: { $0.contains(target.rawValue) })
    else { return description }
    return description + " (assumed)"
  }

  /// What the description ends with, if it is a target that may be assumed.
  private var assumedTarget: AssumedTarget? {
    switch self {
    case .firstToken: .firstToken
    case .perToken: .furtherToken
    case .batchWindow: .deadline
    case .notOffered, .noAPISendsFirstToken, .noAPIStreams, .nobodyWaitsForABatch, .limit: nil
    }
  }
}
