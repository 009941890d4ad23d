import CheckedJSON
import Pricing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PriceImporter {
  /// Imports a `vms.csv` of SkyPilot's catalog: one cloud, prices per hour of the whole instance.
  ///
  /// Google's rows state host and accelerators apart; both are summed for the machine families
  /// whose accelerators the name of the machine tells.
  static func skypilot(
    _ data: Data, provider: String, file: String?, source: String, asOf: CalendarDate,
    peers: MachinePeers, accelerators: (String) -> String?
  ) throws(InputError) -> PriceImport {
    let table = try CSVTable(
      data, file: file,
      requiring: [
        "InstanceType", "AcceleratorName", "AcceleratorCount", "Region", "Price",
      ])
    var catalog = ImportedCatalog()
    var machines = MachineTable()
    var google = GoogleRows()
    for row in table.rows {
      let entry = "line \(row.line)"
      let instance = row["InstanceType"]
      let name = row["AcceleratorName"]
      guard !name.isEmpty || GoogleMachine.hasAccelerators(instance) else {
        catalog.skipRow()
        continue
      }
      guard !EuroSellers.inSkyPilot.contains(provider.lowercased()) else {
        catalog.leaveOut(entry, .otherCurrency("EUR", isSaid: false))
        continue
      }
      if let problem = ["Price", "SpotPrice"].lazy.compactMap({
        unreadablePrice(row, column: $0, file: file)
      }).first {
        catalog.leaveOut(entry, .invalid(problem))
        continue
      }
      guard !name.isEmpty else {
        google.hosts.append(row)
        continue
      }
      let slice = TPUSlice(name)
      if slice == nil, name.lowercased().hasPrefix("tpu") || instance.uppercased().hasPrefix("TPU")
      {
        catalog.leaveOut(
          entry, .unsupported("a slice of a TPU pod of several hosts, \(name.shortened())"))
        continue
      }
      guard let countNumber = row.number("AcceleratorCount"),
        let count = Int(exactly: countNumber), (1...100_000).contains(count)
      else {
        catalog.leaveOut(entry, .unsupported("a part of an accelerator, or no count of them"))
        continue
      }
      let price = row.number("Price").flatMap { $0 > 0 ? $0 : nil }
      // RunPod repeats the price as the spot price: that is no discount and no market.
      let spot = row.number("SpotPrice").flatMap { $0 > 0 && $0 != price ? $0 : nil }
      guard price != nil || spot != nil else {
        catalog.leaveOut(entry, .noPrice(instance.isEmpty ? name : instance))
        continue
      }
      if let slice, let gpu = accelerators(slice.gpu) {
        machines.add(
          .init(
            entries: [entry], instanceType: name, region: row["Region"], gpu: gpu,
            count: slice.chips * count, onDemand: price, spot: spot,
            notes: ["the slice with its host"]))
        continue
      }
      if instance.isEmpty, slice == nil {
        google.add(
          entry, region: row["Region"], accelerator: name, count: count, onDemand: price,
          spot: spot)
        continue
      }
      guard
        let gpu = ListedAccelerator(
          name: name,
          gigabytes: SkyPilotMemory.gigabytes(
            in: row["GpuInfo"], count: count, provider: provider),
          instanceType: instance, description: row["GpuInfo"]
        ).id(accelerators)
      else {
        catalog.leaveOut(
          entry, .unsupported("the accelerator \"\(name.shortened())\", which is not known"))
        continue
      }
      machines.add(
        .init(
          entries: [entry], instanceType: instance, region: row["Region"], gpu: gpu,
          count: count, onDemand: price, spot: spot))
    }
    google.machines {
      machines.add($0)
    } leavingOut: {
      catalog.leaveOut($0, $1)
    }
    catalog.add(machines, provider: provider, source: source, asOf: asOf, peers: peers)
    return catalog.finish()
  }

  /// What is wrong with a cell that neither holds a price nor says that there is none, as an empty one, 0, −1 and pandas'
  /// `NaN` do.
  static func unreadablePrice(_ row: CSVTable.Row, column: String, file: String?) -> InputError? {
    let cell = row[column]
    guard !cell.isEmpty else { return nil }
    if let number = Double(cell), number.isNaN || number == -1 || (number >= 0 && number.isFinite) {
      return nil
    }
    return InputError(
      file: file, place: "line \(row.line), \(column)", found: "\"\(cell.shortened())\"",
      expected: "US dollars for an hour with a point, such as 55.04, or nothing")
  }
}
