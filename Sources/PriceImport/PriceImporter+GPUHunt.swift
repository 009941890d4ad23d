import CheckedJSON
import Pricing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PriceImporter {
  /// Imports a CSV of gpuhunt's catalog: one cloud, prices per hour of the whole instance, with
  /// on-demand and spot in rows of their own.
  static func gpuhunt(
    _ data: Data, provider: String, file: String?, source: String, asOf: CalendarDate,
    peers: MachinePeers, accelerators: (String) -> String?
  ) throws(InputError) -> PriceImport {
    let table = try CSVTable(
      data, file: file,
      requiring: ["instance_name", "location", "price", "gpu_count", "gpu_name", "spot"])
    var catalog = ImportedCatalog()
    var machines = MachineTable()
    for row in table.rows {
      let entry = "line \(row.line)"
      let instance = row["instance_name"]
      let name = row["gpu_name"]
      guard let count = Int(row["gpu_count"]), (1...100_000).contains(count), !name.isEmpty else {
        if row["gpu_count"] != "0", !row["gpu_count"].isEmpty {
          catalog.leaveOut(entry, .unsupported("no whole number of named accelerators"))
        } else {
          catalog.skipRow()
        }
        continue
      }
      if let problem = unreadablePrice(row, column: "price", file: file) {
        catalog.leaveOut(entry, .invalid(problem))
        continue
      }
      guard let price = row.number("price"), price > 0 else {
        catalog.leaveOut(entry, .noPrice(instance))
        continue
      }
      guard
        let gpu = ListedAccelerator(
          name: name, gigabytes: row.number("gpu_memory"), instanceType: instance
        ).id(accelerators)
      else {
        catalog.leaveOut(
          entry, .unsupported("the accelerator \"\(name.shortened())\", which is not known"))
        continue
      }
      let isSpot: Bool
      switch row["spot"].lowercased() {
      case "true": isSpot = true
      case "false": isSpot = false
      default:
        catalog.leaveOut(entry, .unsupported("neither True nor False as spot"))
        continue
      }
      machines.add(
        .init(
          entries: [entry], instanceType: instance, region: row["location"], gpu: gpu, count: count,
          onDemand: isSpot ? nil : price, spot: isSpot ? price : nil))
    }
    catalog.add(machines, provider: provider, source: source, asOf: asOf, peers: peers)
    return catalog.finish()
  }
}
