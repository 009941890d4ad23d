/// A symmetric positive-definite system of linear equations `A·x = b`.
package struct SymmetricSystem {
  package let size: Int
  private var matrix: [Double]
  package private(set) var right: [Double]

  package init(size: Int) {
    self.size = size
    matrix = [Double](repeating: 0, count: size * size)
    right = [Double](repeating: 0, count: size)
  }

  /// Adds `weight · g·gᵀ` to A and `weight · value · g` to b, for a sparse vector g.
  package mutating func add(_ entries: [(index: Int, value: Double)], value: Double, weight: Double)
  {
    for (position, entry) in entries.enumerated() {
      right[entry.index] += weight * value * entry.value
      for other in entries[...position] {
        let (row, column) =
          entry.index > other.index
          ? (entry.index, other.index) : (other.index, entry.index)
        matrix[row * size + column] += weight * entry.value * other.value
      }
    }
  }

  /// Sets an element on or below the diagonal, which stands for the one opposite too.
  package mutating func set(row: Int, column: Int, to value: Double) {
    matrix[row * size + column] = value
  }

  /// Sets an element of b.
  package mutating func set(right row: Int, to value: Double) { right[row] = value }

  /// Adds to the diagonal.
  package mutating func addDiagonal(_ index: Int, weight: Double, value: Double) {
    matrix[index * size + index] += weight
    right[index] += weight * value
  }

  /// The right side b of a system whose factor is known.
  package struct Right {
    fileprivate var values: [Double]

    /// Zeros.
    package init(size: Int) { values = [Double](repeating: 0, count: size) }

    /// Adds `weight · value · g`, for a sparse vector g.
    package mutating func add(
      _ entries: [(index: Int, value: Double)], value: Double, weight: Double
    ) {
      for entry in entries { values[entry.index] += weight * value * entry.value }
    }
  }

  /// Cholesky's factor of A, with which systems of other right sides are solved cheaply.
  package struct Factor {
    fileprivate let size: Int
    fileprivate let values: [Double]

    /// The solution of the system with another right side.
    package func solution(of right: Right) -> [Double] { solution(right.values) }

    fileprivate func solution(_ right: [Double]) -> [Double] {
      var solution = right
      for row in 0..<size {
        for inner in 0..<row { solution[row] -= values[row * size + inner] * solution[inner] }
        solution[row] /= values[row * size + row]
      }
      for row in stride(from: size - 1, through: 0, by: -1) {
        for inner in (row + 1)..<max(size, row + 1) {
          solution[row] -= values[inner * size + row] * solution[inner]
        }
        solution[row] /= values[row * size + row]
      }
      return solution
    }
  }

  /// Solves by Cholesky's factorisation; `nil` if A is not positive definite.
  package func solution() -> [Double]? { factor()?.solution(right) }

  /// Cholesky's factor of A; `nil` if A is not positive definite.
  package func factor() -> Factor? {
    var factor = matrix
    for column in 0..<size {
      let diagonal =
        factor[column * size + column]
        - Self.product(factor, column * size, column * size, count: column)
      guard diagonal > 0, diagonal.isFinite else { return nil }
      let root = diagonal.squareRoot()
      factor[column * size + column] = root
      for row in (column + 1)..<max(size, column + 1) {
        let value =
          factor[row * size + column]
          - Self.product(factor, row * size, column * size, count: column)
        factor[row * size + column] = value / root
      }
    }
    return Factor(size: size, values: factor)
  }

  /// The inner product of two stretches, in four sums so that additions need not wait for each other.
  private static func product(_ values: [Double], _ first: Int, _ second: Int, count: Int) -> Double
  {
    var sums = SIMD4<Double>(repeating: 0)
    let whole = count & ~3
    for inner in stride(from: 0, to: whole, by: 4) {
      let a = SIMD4(
        values[first + inner], values[first + inner + 1], values[first + inner + 2],
        values[first + inner + 3])
      let b = SIMD4(
        values[second + inner], values[second + inner + 1], values[second + inner + 2],
        values[second + inner + 3])
      sums += a * b
    }
    var sum = sums.sum()
    for inner in whole..<count { sum += values[first + inner] * values[second + inner] }
    return sum
  }
}
