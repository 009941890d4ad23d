/// A slice of a pod of TPUs that one host holds, as SkyPilot's list names it.
///
/// `tpu-v6e-8` and `tpu-v5litepod-8` are 8 chips, `tpu-v5p-8` the 8 cores of 4 chips; the price is that of the slice with
/// its host (docs.cloud.google.com/tpu/docs: hosts of 1, 4 or 8 chips of v5e and v6e, and of 4 of v5p).
struct TPUSlice {
  /// The accelerator's id.
  let gpu: String
  let chips: Int

  private static let kinds = [
    (prefix: "tpu-v5litepod-", gpu: "TPU-v5e", sizes: [1: 1, 4: 4, 8: 8]),
    (prefix: "tpu-v6e-", gpu: "TPU-v6e", sizes: [1: 1, 4: 4, 8: 8]),
    (prefix: "tpu-v5p-", gpu: "TPU-v5p", sizes: [8: 4]),
  ]

  /// Reads a name; `nil` for a slice of several hosts, and for one of another generation.
  init?(_ name: String) {
    let name = name.lowercased()
    guard let kind = Self.kinds.first(where: { name.hasPrefix($0.prefix) }),
      let size = Int(name.dropFirst(kind.prefix.count)), let chips = kind.sizes[size]
    else { return nil }
    (gpu, self.chips) = (kind.gpu, chips)
  }
}
