extension ReplicaSetup {
  /// What a worker does of a request.
  enum Role: Sendable {
    case all
    case reads
    case writes
  }
}
