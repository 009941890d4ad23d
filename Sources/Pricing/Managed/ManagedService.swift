/// How a seller runs a customer's model on machines that the customer does not rent as such.
///
/// RunPod Serverless starts a worker with a request, bills it by the second from its start to the end of an idle
/// time of 5 seconds, and asks 20 % less of one that is always on: kind ``Kind/serverless``, an idle time from 1
/// to 3,600 s, starts that are billed, and a kept price of 0.8 of the other.
package struct ManagedService: Sendable, Hashable {
  /// What is sold.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Workers that come with requests and go when they are idle, billed by the second.
    case serverless
    /// Machines that run one model for one customer, billed while they run.
    case endpoint
  }

  /// What is sold.
  package let kind: Kind
  /// For how many idle seconds a worker may be kept before it is given back, by the seller's settings; `nil` where
  /// the seller gives back no worker by itself.
  package let idleSeconds: ClosedRange<Double>?
  /// Whether the time in which a worker loads the model is billed.
  package let billsStart: Bool
  /// What a worker that is always on costs an hour, over one that comes and goes; 1 where both cost the same.
  package let keptPriceShare: Double

  /// Makes a service.
  package init(
    kind: Kind, idleSeconds: ClosedRange<Double>? = nil, billsStart: Bool = true,
    keptPriceShare: Double = 1
  ) {
    self.kind = kind
    self.idleSeconds = idleSeconds
    self.billsStart = billsStart
    self.keptPriceShare = keptPriceShare
  }

  /// The same with another price of workers that are always on.
  package func with(keptPriceShare share: Double) -> ManagedService {
    ManagedService(
      kind: kind, idleSeconds: idleSeconds, billsStart: billsStart, keptPriceShare: share)
  }

  /// What it is called beside its seller.
  package var title: String {
    switch kind {
    case .serverless: "serverless"
    case .endpoint: "dedicated endpoint"
    }
  }
}
