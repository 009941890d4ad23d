/// The datatype of each operator of a published checkpoint.
public struct CheckpointPrecision: Sendable, Hashable {
  /// The datatype of every operator role that is not listed apart.
  public let base: NumberFormat
  /// Roles that are stored in another datatype than the base.
  public let exceptions: [Operator.Role: NumberFormat]

  /// Makes a precision from a base and its exceptions.
  public init(base: NumberFormat, exceptions: [Operator.Role: NumberFormat] = [:]) {
    self.base = base
    self.exceptions = exceptions
  }

  /// One datatype for all.
  public static func uniform(_ format: NumberFormat) -> CheckpointPrecision {
    CheckpointPrecision(base: format)
  }

  /// The datatype of an operator.
  public func format(of role: Operator.Role) -> NumberFormat { exceptions[role] ?? base }
}
