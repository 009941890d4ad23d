import ModelArithmetic

extension Accelerator {
  /// Which peak seems to be the one with structured sparsity, twice the dense one, which datasheets print
  /// first; `nil` if none does.
  ///
  /// FP8 does at most twice the BF16 rate and four-bit floats at most three times that of FP8, but for
  /// GeForce chips, whose BF16 and FP8 rates are halved. An H100's 3,958 TFLOP/s FP8 against 989 BF16 is
  /// sparse. Where four-bit floats are no faster than FP8, FP8 may be four times BF16 (Trainium 3: 2,517 and
  /// 671). No chip with such sparsity has a dense BF16 peak above 500 FLOP for each byte of its memory's
  /// bandwidth, or above 1,000 with the slow memory that it shares with a processor (Jetson AGX Thor: 258.5
  /// TFLOP/s and 273 GB/s).
  package var sparsePeak: String? {
    guard let base = densePeaks[.bf16] else { return nil }
    if let fp8 = densePeaks[.fp8], fp8 > (densePeaks[.nvfp4] == fp8 ? 4 : 3) * base {
      return "FP8 peak \(fp8 / base) times BF16"
    }
    if let fp4 = densePeaks[.nvfp4], let fp8 = densePeaks[.fp8], fp4 > 4.5 * fp8 {
      return "FP4 peak \(fp4 / fp8) times FP8"
    }
    let hasSparsity = ["NVIDIA", "AMD"].contains(vendor)
    let intensity = base / bytesPerSecond
    return hasSparsity && intensity > (bytesPerSecond < 400e9 ? 1000 : 500)
      ? "BF16 peak \(Int(min(intensity, 1e9))) FLOP per byte of bandwidth" : nil
  }
}
