/// A symmetric positive-definite system of linear equations `A·x = b`.
struct SymmetricSystem {
  let size: Int
  private var matrix: [Double]
  private(set) var right: [Double]

  init(size: Int) {
    self.size = size
    matrix = [Double](repeating: 0, count: size * size)
    right = [Double](repeating: 0, count: size)
  }

  /// Adds `weight · g·gᵀ` to A and `weight · value · g` to b, for a sparse vector g.
  mutating func add(_ entries: [(index: Int, value: Double)], value: Double, weight: Double) {
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

  /// Adds to the diagonal.
  mutating func addDiagonal(_ index: Int, weight: Double, value: Double) {
    matrix[index * size + index] += weight
    right[index] += weight * value
  }

  /// Solves by Cholesky's factorisation; `nil` if A is not positive definite.
  func solution() -> [Double]? {
    var factor = matrix
    for column in 0..<size {
      var diagonal = factor[column * size + column]
      for inner in 0..<column {
        diagonal -= factor[column * size + inner] * factor[column * size + inner]
      }
      guard diagonal > 0, diagonal.isFinite else { return nil }
      let root = diagonal.squareRoot()
      factor[column * size + column] = root
      for row in (column + 1)..<max(size, column + 1) {
        var value = factor[row * size + column]
        for inner in 0..<column {
          value -= factor[row * size + inner] * factor[column * size + inner]
        }
        factor[row * size + column] = value / root
      }
    }
    var solution = right
    for row in 0..<size {
      for inner in 0..<row { solution[row] -= factor[row * size + inner] * solution[inner] }
      solution[row] /= factor[row * size + row]
    }
    for row in stride(from: size - 1, through: 0, by: -1) {
      for inner in (row + 1)..<max(size, row + 1) {
        solution[row] -= factor[inner * size + row] * solution[inner]
      }
      solution[row] /= factor[row * size + row]
    }
    return solution
  }
}
