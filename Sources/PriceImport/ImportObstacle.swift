import CheckedJSON

/// Carries the reason why one entry cannot be imported.
struct ImportObstacle: Error {
  let reason: PriceImport.Reason

  /// The reason of any error that reading an entry may end in.
  static func reason(of error: any Error) -> PriceImport.Reason {
    switch error {
    case let obstacle as ImportObstacle: obstacle.reason
    case let error as InputError: .invalid(error)
    default: .unsupported("\(error)")
    }
  }
}
