/// The datatype of each operator of a published checkpoint.
package struct CheckpointPrecision: Sendable, Hashable {
  /// The datatype of every operator role that is not listed apart.
  package let base: NumberFormat
  /// Roles of which most weights are stored in another datatype than the base.
  package let exceptions: [Operator.Role: NumberFormat]

  /// Makes a precision from a base and its exceptions.
  package init(base: NumberFormat, exceptions: [Operator.Role: NumberFormat] = [:]) {
    self.base = base
    self.exceptions = exceptions
  }

  /// One datatype for all.
  package static func uniform(_ format: NumberFormat) -> CheckpointPrecision {
    CheckpointPrecision(base: format)
  }

  /// The datatype of most weights of a role.
  package func format(of role: Operator.Role) -> NumberFormat { exceptions[role] ?? base }

  /// The datatype of one operator's matrix in the published checkpoint.
  package func format(of each: Operator) -> NumberFormat { each.publishedFormat ?? base }

  /// Bytes of one operator in the published checkpoint: its matrices in their own datatype with their
  /// scales, its biases and vectors in the base.
  package func bytes(of each: Operator) -> Double {
    let stored = each.published == nil ? 0 : each.storedParameters
    return (stored > 0 ? each.storedBytes : 0)
      + Double(each.parameters - stored) * base.bytesPerElement
  }

  /// Bytes of so many numbers of like matrices with their scales, and of others in the base.
  package func bytes(matrix: Double, other: Double, of need: WeightNeed) -> Double {
    guard let perNumber = need.publishedBytesPerNumber else {
      return (matrix + other) * base.bytesPerElement
    }
    return matrix * perNumber + other * base.bytesPerElement
  }
}
