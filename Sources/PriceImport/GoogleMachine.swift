/// A machine of Google Cloud whose name tells its accelerators.
struct GoogleMachine {
  /// SkyPilot's names for the accelerator.
  let accelerators: [String]
  let gpu: String
  let count: Int

  private static let families: [(prefix: String, accelerators: [String], gpu: String)] = [
    ("a2-highgpu-", ["A100"], "A100-40GB"), ("a2-ultragpu-", ["A100-80GB"], "A100-80GB"),
    ("a3-highgpu-", ["H100"], "H100-SXM"), ("a3-megagpu-", ["H100-MEGA", "H100"], "H100-SXM"),
    ("a3-ultragpu-", ["H200"], "H200-SXM"), ("a4-highgpu-", ["B200"], "B200"),
  ]
  private static let l4Machines = [
    "g2-standard-4": 1, "g2-standard-8": 1, "g2-standard-12": 1, "g2-standard-16": 1,
    "g2-standard-24": 2, "g2-standard-32": 1, "g2-standard-48": 4, "g2-standard-96": 8,
  ]

  init?(_ name: String) {
    if let count = Self.l4Machines[name] {
      (accelerators, gpu, self.count) = (["L4"], "L4", count)
      return
    }
    guard let family = Self.families.first(where: { name.hasPrefix($0.prefix) }),
      let count = Int(name.dropFirst(family.prefix.count).prefix { $0.isNumber }),
      (1...16).contains(count)
    else { return nil }
    (accelerators, gpu, self.count) = (family.accelerators, family.gpu, count)
  }
}
