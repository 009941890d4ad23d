/// How a matrix of a checkpoint is stored: the bits of each number, and the scales beside them.
///
/// Llama-3.1-8B's `down_proj`, 14,336 to 4,096 numbers, in AWQ: 4 bits for each number, and 16 bits of
/// scale and 4 of zero point for each 128 of a row, together 30,507,008 B.
///
///     MatrixStorage(.int4, bits: 4, .group(of: 128, bits: 20)).bytes(inputs: 14_336, outputs: 4096)
package struct MatrixStorage: Sendable, Hashable {
  /// What stands beside the numbers.
  package enum Addition: Sendable, Hashable {
    /// For every so many numbers of a row: scale, and zero point if there is one.
    case group(of: Int, bits: Double)
    /// For every rectangle of so many outputs and inputs.
    case block(outputs: Int, inputs: Int, bits: Double)
    /// For every output.
    case output(bits: Double)
    /// For every input: the order of the groups, scales of the activations.
    case input(bits: Double)
    /// Once for the matrix: its scale, its codebooks.
    case matrix(bits: Double)
  }

  /// The datatype that engines compute with; of a width that has no name, the nearest.
  package let format: NumberFormat
  /// Bits of each number without what stands beside it.
  package let bits: Double
  /// What stands beside the numbers.
  package let additions: [Addition]

  /// Makes a storage of its parts.
  package init(_ format: NumberFormat, bits: Double, _ additions: Addition...) {
    self.init(format, bits: bits, additions)
  }

  /// Makes a storage of its parts.
  package init(_ format: NumberFormat, bits: Double, _ additions: [Addition]) {
    self.format = format
    self.bits = bits
    self.additions = additions
  }

  /// Numbers in a datatype, with the scales that belong to it.
  package init(_ format: NumberFormat) {
    self.init(format, bits: format.bytesPerElement * 8)
  }

  /// The same with so many bits for the scale of each block.
  func withScales(bits: Double) -> MatrixStorage {
    MatrixStorage(
      format, bits: self.bits,
      additions.map { addition in
        if case .block(let outputs, let inputs, _) = addition {
          return .block(outputs: outputs, inputs: inputs, bits: bits)
        }
        return addition
      })
  }

  /// Bytes of a matrix, scales included.
  package func bytes(inputs: Int, outputs: Int) -> Double {
    let (rows, columns) = (Double(outputs), Double(inputs))
    let beside = additions.reduce(0.0) { sum, addition in
      switch addition {
      case .group(let size, let bits):
        sum + rows * (columns / Double(max(1, size))).rounded(.up) * bits
      case .block(let height, let width, let bits):
        sum + (rows / Double(max(1, height))).rounded(.up)
          * (columns / Double(max(1, width))).rounded(.up) * bits
      case .output(let bits): sum + rows * bits
      case .input(let bits): sum + columns * bits
      case .matrix(let bits): sum + bits
      }
    }
    return (rows * columns * bits + beside) / 8
  }
}

extension NumberFormat {
  /// The named integer format whose arithmetic one of so many bits has: up to four are widened on the
  /// way, as INT4 is.
  static func integer(bits: Double) -> NumberFormat { bits > 4.999 ? .int8 : .int4 }
}
