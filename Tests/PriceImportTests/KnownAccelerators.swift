import CheckedJSON

/// A few accelerators as the catalog of them knows them, for importers.
enum KnownAccelerators {
  private static let names = NameIndex(
    [
      NameIndex.Entry("H100-SXM", aliases: ["H100"]), NameIndex.Entry("H100-PCIe"),
      NameIndex.Entry("H100-NVL"),
      NameIndex.Entry("A100-80GB", aliases: ["A100", "A100-80GB-SXM"]),
      NameIndex.Entry("A100-80GB-PCIe"), NameIndex.Entry("A100-40GB"),
      NameIndex.Entry("RTX-A6000", aliases: ["A6000"]), NameIndex.Entry("A10"),
      NameIndex.Entry("L4"), NameIndex.Entry("V100-16GB"), NameIndex.Entry("TPU-v6e"),
    ], kind: "accelerator")

  static func id(_ name: String) -> String? {
    (try? names.position(of: name, place: nil)).map { names.entries[$0].id }
  }
}
