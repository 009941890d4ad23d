import CheckedJSON
import ModelArithmetic
import Numerics
import Roofline

extension KernelWork {
  /// The work of a row; `nil` for an unknown type.
  ///
  /// - Parameter number: a column's number.
  init?(
    _ kernel: KernelOperator, type: String, on accelerator: Accelerator, row: CSVTable.Row,
    _ number: (String) throws(InputError) -> Double
  ) throws(InputError) {
    self.init()
    let bandwidth = accelerator.bytesPerSecond
    let peak16 = accelerator.densePeak(for: .bf16)
    if kernel == .allReduce {
      guard let path = Accelerator.Link.Path(rawValue: type) else { return nil }
      let ranks = max(2, try number("ranks"))
      launches = path.latencyFactor(ranks: ranks)
      memory =
        2 * (ranks - 1) / ranks * (try number("bytes"))
        / (accelerator.link.bytesPerSecondEachWay * path.bandwidthShare(ranks: ranks))
      return
    }
    guard let format = KernelType(type) else { return nil }
    let peak = accelerator.densePeak(for: format.compute)
    switch kernel {
    case .gemm:
      let (m, n, k) = (try number("m"), try number("n"), try number("k"))
      compute = 2 * (m + Self.paddedRows) * n * k / peak
      memory =
        (n * k * format.weightBytes + m * k * max(1, min(2, format.weightBytes)) + 2 * m * n)
        / bandwidth
    case .experts:
      let (tokens, hidden) = (try number("tokens"), try number("hidden"))
      let (active, all) = (try number("active"), max(1, try number("experts")))
      let ranks = max(1, try number("expert_ranks"))
      let width = try number("intermediate") / max(1, try number("tensor_ranks"))
      let reached =
        row["routing"] == "balanced"
        ? min(all, max(ranks, tokens * active)) : all * (1 - power(1 - active / all, tokens))
      let rows = tokens * active / ranks
      compute = 6 * hidden * width * rows / peak
      memory = 3 * hidden * width * reached / ranks * format.weightBytes / bandwidth
      items = reached / ranks
      pass = 4 * (tokens * active * hidden + 1.5 * rows * width) / bandwidth
    case .decodeAttention:
      let (sequences, context) = (try number("sequences"), try number("context"))
      let (heads, cached) = (try number("heads"), try number("kv_heads"))
      let (width, window) = (try number("head_dimension"), try number("window"))
      let keys = sequences * (window > 0 ? min(window, context) : context)
      compute = 4 * keys * heads * width / peak16
      memory = 2 * keys * cached * width * format.weightBytes / bandwidth
      items = sequences * cached
    case .prefillAttention:
      let (sequences, tokens) = (try number("sequences"), try number("tokens"))
      let (heads, cached) = (try number("heads"), try number("kv_heads"))
      let (width, window) = (try number("head_dimension"), try number("window"))
      let seen = window > 0 ? min(window, tokens) : tokens
      compute = 4 * sequences * (tokens * seen - seen * seen / 2) * heads * width / peak16
      pass = 4 * sequences * tokens * (heads + cached) * width / bandwidth
    case .latentDecode:
      let (sequences, context) = (try number("sequences"), try number("context"))
      let keys = sequences * context
      compute = 2 * keys * (try number("heads") + 4) * 1088 / peak16
      memory = 576 * keys * format.weightBytes / bandwidth
      items = sequences
    case .allReduce: break
    }
  }

  /// Rows that a product is padded by; a fit of its own would bend other chips for one.
  private static let paddedRows = 30.0
}
