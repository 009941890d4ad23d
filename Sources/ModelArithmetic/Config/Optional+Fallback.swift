import CheckedJSON

extension Optional {
  /// The value, or else one whose reading may throw; `??` forgets the type of the error.
  func orElse(
    _ fallback: @autoclosure () throws(InputError) -> Wrapped
  ) throws(InputError) -> Wrapped {
    if let self { return self }
    return try fallback()
  }

  /// The value, or else one that may be absent too.
  func orElse(
    _ fallback: @autoclosure () throws(InputError) -> Wrapped?
  ) throws(InputError) -> Wrapped? {
    if let self { return self }
    return try fallback()
  }
}
