/// The datatype of each operator of a published checkpoint.
public struct CheckpointPrecision: Sendable, Hashable {
  /// The datatype of every operator role that is not listed apart.
  package let base: NumberFormat
  /// Roles of which most weights are stored in another datatype than the base.
  package let exceptions: [Operator.Role: NumberFormat]
  /// Bytes for each number beyond what the datatype itself says: scales of blocks, zero points.
  package let extraBytesPerElement: [NumberFormat: Double]

  /// Makes a precision from a base and its exceptions.
  package init(
    base: NumberFormat, exceptions: [Operator.Role: NumberFormat] = [:],
    extraBytesPerElement: [NumberFormat: Double] = [:]
  ) {
    self.base = base
    self.exceptions = exceptions
    self.extraBytesPerElement = extraBytesPerElement
  }

  /// One datatype for all.
  public static func uniform(_ format: NumberFormat) -> CheckpointPrecision {
    CheckpointPrecision(base: format)
  }

  /// The datatype of most weights of a role.
  package func format(of role: Operator.Role) -> NumberFormat { exceptions[role] ?? base }

  /// The datatype of one operator's matrix in the published checkpoint.
  package func format(of each: Operator) -> NumberFormat { each.publishedFormat ?? base }

  /// Bytes of one operator in the published checkpoint: its matrices in their own datatype with their
  /// scales, its biases and vectors in the base.
  package func bytes(of each: Operator) -> Double {
    bytes(
      matrix: Double(each.matrixParameters),
      other: Double(each.parameters - each.matrixParameters), in: each.publishedFormat)
  }

  /// Bytes of so many numbers of matrices in a datatype with its scales, and of others in the base.
  package func bytes(matrix: Double, other: Double, in format: NumberFormat?) -> Double {
    guard let format else { return (matrix + other) * base.bytesPerElement }
    let perElement = format.bytesPerElement + (extraBytesPerElement[format] ?? 0)
    return matrix * perElement + other * base.bytesPerElement
  }
}
