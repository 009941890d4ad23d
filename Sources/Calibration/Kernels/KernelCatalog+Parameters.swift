import Numerics
import Roofline

extension KernelCatalog {
  /// The chips that were timed, with the engines whose kernels ran, in order.
  var places: [(accelerator: String, engine: String)] {
    var known: Set<[String]> = []
    return fits.compactMap { fit in
      let (accelerator, engine) = (fit.group.accelerator, fit.group.engine)
      return known.insert([accelerator, engine]).inserted ? (accelerator, engine) : nil
    }
  }

  /// What the kernels of an engine on a chip say of the effective parameters, by name.
  ///
  /// A step counts experts as shares of what dense matrices reach, so theirs are ratios of two kernels:
  /// vLLM's 8-bit experts on an H100 reach 0.81 of the bandwidth where its 16-bit ones reach 0.86.
  /// Launches are taken as a ratio only: under graphs part of them is paid, which end-to-end runs tell.
  func parameters(_ accelerator: Accelerator, engine: String) -> [String: Double] {
    func formula(_ kernel: KernelOperator, _ types: String...) -> KernelFormula? {
      self.formula(kernel, types, accelerator: accelerator.id, engine: engine)
    }
    let dense16 = formula(.gemm, "bf16")
    let dense8 = [formula(.gemm, "fp8_block"), formula(.gemm, "fp8")]
    let dense4 = formula(.gemm, "nvfp4")
    let experts16 = formula(.experts, "bf16")
    let byBlocks8 = formula(.experts, "fp8_block")
    // vLLM's kernels for one scale reach a fifth of an H100's bandwidth: engines run others there.
    let byMatrix8 = formula(.experts, "fp8").flatMap { $0[.bandwidthShare] > 0.4 ? $0 : nil }
    let experts8 = byBlocks8 ?? byMatrix8
    let experts4 = formula(.experts, "nvfp4")
    var values: [String: Double] = [:]
    values["matrixCompute16"] = dense16?[.computeShare]
    let denseCompute8 = mean(dense8.map { $0?[.computeShare] })
    values["matrixCompute8"] = denseCompute8
    values["matrixCompute4"] = dense4?[.computeShare]
    // Timings of four-bit products hold the quantisation of their activations, which reads no weights.
    let bandwidth = mean(([dense16] + dense8).map { $0?[.bandwidthShare] })
    values["matrixBandwidth"] = bandwidth
    values["attentionCompute"] = formula(.prefillAttention, "bf16")?[.computeShare]
    values["attentionBandwidth"] = formula(.decodeAttention, "bf16")?[.bandwidthShare]
    values["latentAttentionCompute"] = formula(.latentDecode, "bf16")?[.computeShare]
    let compute16 = quotient(experts16?[.computeShare], dense16?[.computeShare])
    values["expertCompute"] = compute16
    values["fourBitExperts"] = mean([
      quotient(quotient(experts4?[.computeShare], dense4?[.computeShare]), compute16),
      quotient(
        quotient(formula(.experts, "mxfp4")?[.computeShare], denseCompute8), compute16),
    ])
    let bandwidth16 = quotient(experts16?[.bandwidthShare], bandwidth)
    values["expertBandwidth"] = mean([
      bandwidth16, quotient(experts4?[.bandwidthShare], bandwidth),
    ])
    values["eightBitExperts"] = mean([
      quotient(quotient(byMatrix8?[.computeShare], denseCompute8), compute16),
      quotient(experts8?[.bandwidthShare], experts16?[.bandwidthShare]),
    ])
    values["blockScaledExperts"] = quotient(byBlocks8?[.computeShare], byMatrix8?[.computeShare])
    // vLLM's timings of four-bit integers reach a tenth of the bandwidth, its runs eight tenths.
    values["weightOnlyBandwidth"] = quotient(
      formula(.experts, "int4_wo").flatMap {
        (0.3...1).contains($0[.bandwidthShare]) ? $0[.bandwidthShare] : nil
      }, experts16?[.bandwidthShare]
    ).map { min(1, $0) }
    values["routedPasses"] = mean([experts16, experts8, experts4].map { $0?[.passes] })
    values["weightOnlyLaunch"] = quotient(
      formula(.experts, "mxfp4_wo")?[.launch], mean([experts16, experts8].map { $0?[.launch] }))
    let sum = formula(.allReduce, accelerator.link.path.rawValue)
    values["allReduceLatency"] = sum?[.launch]
    values["linkBandwidth"] = sum?[.bandwidthShare]
    return values
  }

  private func quotient(_ first: Double?, _ second: Double?) -> Double? {
    guard let first, let second else { return nil }
    return first / second
  }

  /// The geometric mean of what is known; `nil` of nothing.
  private func mean(_ values: [Double?]) -> Double? {
    let known = values.compactMap { $0.map(naturalLogarithm) }
    return known.isEmpty ? nil : exponential(known.reduce(0, +) / Double(known.count))
  }
}
