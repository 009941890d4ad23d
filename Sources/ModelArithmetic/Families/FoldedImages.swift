import CheckedJSON
import Numerics

/// Inkling's encoder of images: each layer folds neighbouring pixels, then frames, into longer vectors
/// and multiplies them by a matrix.
///
/// As released, patches of 40 pixels a side and two frames in four layers: the scales 1, 5, 10, 40 and
/// 40 over two frames. transformers, `plan_out_scales` of `modeling_inkling.py`.
struct FoldedImages {
  /// What one vector covers, and how long it is.
  private struct Scale {
    var pixels: Int
    var channels: Int
  }

  private let scales: [Scale]

  init(_ vision: ConfigReader) throws(InputError) {
    let side = try vision.count("patch_size", default: 40, in: 2...512)
    let frames = try vision.count("temporal_patch_size", default: 2, in: 1...16)
    let colours = try vision.count("num_channels", "n_channels", default: 3, in: 1...16)
    let layers = try vision.count("num_hidden_layers", "n_layers", default: 24, in: .layers)
    var all = [Scale(pixels: 1, channels: colours)]
    var folded = 1
    for factor in Self.primeFactors(side) {
      folded *= factor
      let channels = (folded * folded * colours + 63) / 64 * 64
      all.append(Scale(pixels: folded * folded, channels: channels))
    }
    var joined = 1
    for factor in Self.primeFactors(frames) {
      joined *= factor
      let pixels = side * side * joined
      // As the class has it, 64 for each; only a last scale that is met twice is read so.
      all.append(Scale(pixels: pixels, channels: pixels * colours * 64))
    }
    let whole = Double(side * side * frames * colours)
    let wanted = (0...layers).map { naturalLogarithm(whole) * Double($0) / Double(layers) }
    let sizes = all.map { naturalLogarithm(Double($0.pixels)) }
    var chosen =
      layers >= all.count
      ? wanted.map { Self.nearest(to: $0, among: sizes) }
      : Self.assignment(of: wanted, to: sizes)
    chosen[0] = 0
    chosen[layers] = all.count - 1
    scales = chosen.map { all[$0] }
    guard scales.dropLast().allSatisfy({ $0.channels <= 1 << 20 }) else {
      throw vision.place.error(expected: "layers of images of at most 1048576 numbers")
    }
  }

  /// The layers, of which the last makes vectors of the text model's width.
  func operators(width: Int) -> [Operator] {
    let last = scales.count - 2
    var operators: [Operator] = []
    for (index, (start, end)) in zip(scales, scales.dropFirst()).enumerated() {
      let output = index == last ? width : end.channels
      let name = "vision.encoder_layers.\(index)"
      operators.append(
        .towerMatrix(name + ".projection", start.channels * (end.pixels / start.pixels), output))
      if index < last { operators.append(.towerNorm(name + ".layer_norm", output, bias: false)) }
    }
    return operators + [.towerNorm("vision.final_norm", width, bias: false)]
  }

  /// The prime factors of a number, the greatest first.
  private static func primeFactors(_ number: Int) -> [Int] {
    var (rest, factors, candidate) = (number, [Int](), 2)
    while rest > 1 {
      while rest % candidate == 0 {
        factors.append(candidate)
        rest /= candidate
      }
      candidate += 1
    }
    return factors.reversed()
  }

  private static func nearest(to wanted: Double, among sizes: [Double]) -> Int {
    sizes.indices.min { abs(sizes[$0] - wanted) < abs(sizes[$1] - wanted) } ?? 0
  }

  /// A size for each wanted one, none twice, with the least sum of distances; both lists ascend, so that
  /// the choice does too.
  private static func assignment(of wanted: [Double], to sizes: [Double]) -> [Int] {
    // cost[c]: the least sum for the rows so far of which the last takes size c; from[row][c]: the size
    // before it.
    var cost = sizes.map { abs($0 - wanted[0]) }
    var from: [[Int]] = []
    for row in wanted.dropFirst() {
      var (next, before) = ([Double](), [Int]())
      var (best, bestIndex) = (Double.infinity, 0)
      for (index, size) in sizes.enumerated() {
        next.append(best + abs(size - row))
        before.append(bestIndex)
        if cost[index] < best { (best, bestIndex) = (cost[index], index) }
      }
      cost = next
      from.append(before)
    }
    var chosen = [cost.indices.min { cost[$0] < cost[$1] } ?? 0]
    for before in from.reversed() { chosen.append(before[chosen[chosen.count - 1]]) }
    return chosen.reversed()
  }
}
