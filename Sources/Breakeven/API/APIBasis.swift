public import Workloads

/// Why an offering is comparable.
public enum APIBasis: Sendable, Hashable {
  /// It serves the same open model.
  case sameModel(String)
  /// The workload's author declares it interchangeable with an open model.
  case declared(Equivalence)
  /// It is what the workload is sent to today.
  case today
}
