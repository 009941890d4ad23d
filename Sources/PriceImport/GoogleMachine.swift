/// A machine of Google Cloud whose name tells its accelerators.
struct GoogleMachine {
  /// SkyPilot's names for the accelerator.
  let accelerators: [String]
  let gpu: String
  let count: Int

  private static let families: [(prefix: String, accelerators: [String], gpu: String)] = [
    ("a2-highgpu-", ["A100"], "A100-40GB"), ("a2-ultragpu-", ["A100-80GB"], "A100-80GB"),
    ("a3-highgpu-", ["H100"], "H100-SXM"), ("a3-megagpu-", ["H100-MEGA", "H100"], "H100-SXM"),
    ("a3-ultragpu-", ["H200"], "H200-SXM"), ("a3-edgegpu-", ["H100"], "H100-SXM"),
    ("a2-megagpu-", ["A100"], "A100-40GB"),
    ("a4-highgpu-", ["B200"], "B200"), ("a4x-highgpu-", ["GB200"], "GB200"),
    ("a4x-maxgpu-", ["GB300"], "GB300"),
  ]
  private static let l4Machines = [
    "g2-standard-4": 1, "g2-standard-8": 1, "g2-standard-12": 1, "g2-standard-16": 1,
    "g2-standard-24": 2, "g2-standard-32": 1, "g2-standard-48": 4, "g2-standard-96": 8,
  ]

  /// A card for every 48 virtual processors.
  private static let g4Machines = [
    "g4-standard-48": 1, "g4-standard-96": 2, "g4-standard-192": 4, "g4-standard-384": 8,
  ]

  /// Whether the name is of a family that has accelerators, known here or not.
  static func hasAccelerators(_ name: String) -> Bool {
    // A and G with the number of a generation: a2, a3, a4x, g2, g4; ct are hosts of TPUs.
    let family = name.prefix { $0 != "-" }
    guard name.contains("-"), let letter = family.first else { return false }
    return family.hasPrefix("ct")
      || (letter == "a" || letter == "g") && family.dropFirst().first?.isNumber == true
  }

  init?(_ name: String) {
    if let count = Self.l4Machines[name] {
      (accelerators, gpu, self.count) = (["L4"], "L4", count)
      return
    }
    if let count = Self.g4Machines[name] {
      accelerators = ["RTX-PRO-6000", "RTXPRO6000"]
      (gpu, self.count) = ("RTX-PRO-6000-Blackwell", count)
      return
    }
    guard let family = Self.families.first(where: { name.hasPrefix($0.prefix) }),
      let count = Int(name.dropFirst(family.prefix.count).prefix { $0.isNumber }),
      (1...16).contains(count)
    else { return nil }
    (accelerators, gpu, self.count) = (family.accelerators, family.gpu, count)
  }
}
