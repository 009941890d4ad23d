package import CheckedJSON

extension ManagedService {
  /// Reads `{ "kind", "idleSeconds"?: { "least", "most" }, "billsStart"? }`.
  package init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["kind", "idleSeconds", "billsStart"])
    let kind: Kind = try members.required("kind").choice()
    var idle: ClosedRange<Double>?
    if let place = members["idleSeconds"] {
      let bounds = try place.object()
      try bounds.allowOnly(["least", "most"])
      let least = try bounds.required("least").number(in: 0...Self.longestIdleSeconds)
      idle = least...(try bounds.required("most").number(in: least...Self.longestIdleSeconds))
    } else if kind == .serverless {
      throw place.error(expected: "\"idleSeconds\", as serverless workers are given back")
    }
    self.init(
      kind: kind, idleSeconds: idle, billsStart: try members["billsStart"]?.bool() ?? true)
  }

  /// A month: whoever waits longer keeps the worker.
  private static let longestIdleSeconds = 31.0 * 86_400
}
