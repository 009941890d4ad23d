/// The ids under which other catalogs' accelerators are known to ours.
enum AcceleratorName {
  /// The id of an accelerator, or `nil` if its name is not known or fits several.
  ///
  /// - Parameters:
  ///   - name: The other catalog's name.
  ///   - gigabytes: Its memory, which tells the parts of one name apart.
  ///   - instanceType: The machine's name, which may state the form factor.
  ///   - description: Whatever else is said of the accelerator, which may state it too.
  static func id(
    for name: String, gigabytes: Double?, instanceType: String, description: String = ""
  ) -> String? {
    let key = name.uppercased().filter { $0.isLetter || $0.isNumber }
    let machine = instanceType.lowercased()
    let isPCIe = machine.contains("pcie") || description.lowercased().contains("pcie")
    switch key {
    case "H100", "H100SXM", "H100MEGA", "H10080GB", "H100SXM5":
      if machine.hasPrefix("standard_nc") { return "H100-NVL" }
      return isPCIe && key != "H100SXM" ? "H100-PCIe" : "H100-SXM"
    case "A100", "A10080GB", "A10080GBSXM", "A100SXM", "A100SXM4", "A100PCIE":
      let is80 = key.hasPrefix("A10080GB") || (gigabytes ?? 0) > 60
      let isSXM = key.contains("SXM")
      let form =
        !isSXM && (isPCIe || key == "A100PCIE" || machine.hasPrefix("standard_nc"))
        ? "-PCIe" : ""
      return (is80 ? "A100-80GB" : "A100-40GB") + form
    case "V100", "V100SXM2", "V10032GB":
      return key == "V10032GB" || (gigabytes ?? 0) > 24 ? "V100-32GB" : "V100-16GB"
    default: return names[key]
    }
  }

  private static let names = [
    "H100PCIE": "H100-PCIe", "H100NVL": "H100-NVL", "H200": "H200-SXM", "H200SXM": "H200-SXM",
    "H200NVL": "H200-NVL", "H800": "H800-SXM", "H20": "H20", "GH200": "GH200", "B200": "B200",
    "B300": "B300", "GB200": "GB200", "GB300": "GB300", "L40S": "L40S", "L40": "L40", "L4": "L4",
    "A10": "A10", "A10G": "A10G", "A40": "A40", "T4": "T4", "A6000": "RTX-A6000",
    "RTXA6000": "RTX-A6000", "RTX4090": "RTX-4090", "RTX5090": "RTX-5090", "RTX3090": "RTX-3090",
    "RTX6000ADA": "RTX-6000-Ada", "RTXPRO6000": "RTX-PRO-6000-Blackwell",
    "RTXPRO6000SERVER": "RTX-PRO-6000-Blackwell",
    "RTXPRO6000WK": "RTX-PRO-6000-Blackwell-Workstation", "MI250X": "MI250X", "MI300X": "MI300X",
    "MI325X": "MI325X", "MI350X": "MI350X", "MI355X": "MI355X", "GAUDI2": "Gaudi2",
    "GAUDI3": "Gaudi3", "GAUDIHL205": "Gaudi2", "TRAINIUM2": "Trainium2",
    "INFERENTIA2": "Inferentia2",
  ]
}
