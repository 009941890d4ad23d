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
    accelerators: (String) -> String?
  ) throws(InputError) -> PriceImport {
    let table = try CSVTable(
      data, file: file,
      requiring: [
        "InstanceType", "AcceleratorName", "AcceleratorCount", "Region", "Price",
      ])
    var catalog = ImportedCatalog()
    var machines = MachineTable()
    var bareAccelerators: [String: (onDemand: Double?, spot: Double?)] = [:]
    var hosts: [CSVTable.Row] = []
    for row in table.rows {
      let entry = "line \(row.line)"
      let instance = row["InstanceType"]
      let name = row["AcceleratorName"]
      guard !name.isEmpty else {
        if GoogleMachine(instance) != nil { hosts.append(row) }
        continue
      }
      if name.lowercased().hasPrefix("tpu") || instance.uppercased().hasPrefix("TPU") {
        catalog.leaveOut(entry, .unsupported("a slice of a TPU pod, \(name.shortened())"))
        continue
      }
      guard let countNumber = row.number("AcceleratorCount"),
        let count = Int(exactly: countNumber), (1...100_000).contains(count)
      else {
        catalog.leaveOut(entry, .unsupported("a part of an accelerator, or no count of them"))
        continue
      }
      guard let price = row.number("Price"), price > 0 else {
        catalog.leaveOut(entry, .noPrice(instance))
        continue
      }
      // RunPod repeats the price as the spot price: that is no discount and no market.
      let spot = row.number("SpotPrice").flatMap { $0 > 0 && $0 != price ? $0 : nil }
      if instance.isEmpty {
        let key = [row["Region"], name, "\(count)"].joined(separator: " ")
        let old = bareAccelerators[key]
        bareAccelerators[key] = (
          [old?.onDemand, price].compactMap(\.self).min(),
          [old?.spot, spot].compactMap(\.self).min()
        )
        continue
      }
      guard
        let gpu = ListedAccelerator(
          name: name, gigabytes: nil, instanceType: instance, description: row["GpuInfo"]
        ).id(accelerators)
      else {
        catalog.leaveOut(
          entry, .unsupported("the accelerator \"\(name.shortened())\", which is not known"))
        continue
      }
      machines.add(
        .init(
          entry: entry, instanceType: instance, region: row["Region"], gpu: gpu, count: count,
          onDemand: price, spot: spot))
    }
    for row in hosts {
      guard let machine = GoogleMachine(row["InstanceType"]), let host = row.number("Price"),
        let bare = machine.accelerators.lazy.compactMap({
          bareAccelerators[[row["Region"], $0, "\(machine.count)"].joined(separator: " ")]
        }).first, let gpuPrice = bare.onDemand
      else { continue }
      let spotHost = row.number("SpotPrice")
      var sum = ImportedMachine(
        entry: "line \(row.line)", instanceType: row["InstanceType"], region: row["Region"],
        gpu: machine.gpu, count: machine.count, onDemand: host + gpuPrice,
        spot: bare.spot.flatMap { gpu in spotHost.map { gpu + $0 } })
      sum.notes = ["the sum of the host's and the accelerators' rows"]
      machines.add(sum)
    }
    for machine in machines.merged {
      catalog.addOffer(
        machine.offer(
          provider: provider, source: source + ", " + machine.instanceType.shortened(to: 100),
          asOf: asOf),
        provider: provider, entry: machine.entry)
    }
    return catalog.finish()
  }
}
