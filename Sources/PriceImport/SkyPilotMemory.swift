/// The memory of one accelerator, as the column `GpuInfo` of SkyPilot's lists states it.
///
/// `{'Gpus': [{'Count': 2.0, 'MemoryInfo': {'SizeInMiB': 81920}}], 'TotalGpuMemoryInMiB': 163840}` are 80 GB each. The
/// column has the form of AWS's `DescribeInstanceTypes`, where the size is that of each accelerator.
enum SkyPilotMemory {
  /// Sellers whose lists write the memory of the whole machine as the size of each accelerator: two H100 NVL of 94 GB
  /// stand as 191,660 MiB (SkyPilot's catalog of 2026).
  private static let sellersOfTotals: Set = ["vast", "vastai", "primeintellect"]
  /// Up to here a size is in GiB, whatever its name says (RunPod, Shadeform); no accelerator has as little as 1 GiB.
  private static let mostGibibytes = 1024.0

  /// Gigabytes of one accelerator; `nil` where the column does not say.
  static func gigabytes(in info: String, count: Int, provider: String) -> Double? {
    guard let size = number(after: "'SizeInMiB':", in: info), size > 0 else { return nil }
    let gigabytes = size <= mostGibibytes ? size : size / 1024
    let isOfEach = number(after: "'TotalGpuMemoryInMiB':", in: info) == size * Double(count)
    guard count > 1, !isOfEach, sellersOfTotals.contains(provider.lowercased()) else {
      return gigabytes
    }
    return gigabytes / Double(count)
  }

  private static func number(after key: String, in info: String) -> Double? {
    guard let range = info.firstRange(of: key) else { return nil }
    return Double(
      info[range.upperBound...].drop { $0 == " " }.prefix { $0.isNumber || $0 == "." })
  }
}
