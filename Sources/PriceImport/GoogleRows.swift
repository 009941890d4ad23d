import CheckedJSON

/// The rows in which Google's hosts and accelerators stand apart, brought together into machines.
struct GoogleRows {
  /// Rows of hosts, whose names tell their accelerators.
  var hosts: [CSVTable.Row] = []
  private var accelerators: [Key: Accelerators] = [:]

  private struct Key: Hashable {
    let region: String
    let accelerator: String
    let count: Int
  }

  /// Accelerators of one region, at their cheapest zone.
  private struct Accelerators {
    var entries: [String]
    var onDemand: Double?
    var spot: Double?
    var isUsed = false
  }

  /// Adds a row of accelerators without a host.
  mutating func add(
    _ entry: String, region: String, accelerator: String, count: Int, onDemand: Double?,
    spot: Double?
  ) {
    let key = Key(region: region, accelerator: accelerator, count: count)
    var sum = accelerators[key] ?? Accelerators(entries: [])
    sum.entries.append(entry)
    sum.onDemand = [sum.onDemand, onDemand].compactMap(\.self).min()
    sum.spot = [sum.spot, spot].compactMap(\.self).min()
    accelerators[key] = sum
  }

  /// The sums of hosts and accelerators; every row that went into none is named.
  mutating func machines(
    _ add: (ImportedMachine) -> Void, leavingOut leaveOut: (String, PriceImport.Reason) -> Void
  ) {
    for row in hosts {
      let entry = "line \(row.line)"
      let instance = row["InstanceType"]
      guard let machine = GoogleMachine(instance) else {
        leaveOut(
          entry,
          .unsupported("the accelerators of \"\(instance.shortened())\", which are not known"))
        continue
      }
      let keys = machine.accelerators.map {
        Key(region: row["Region"], accelerator: $0, count: machine.count)
      }
      guard let key = keys.first(where: { accelerators[$0] != nil }),
        let bare = accelerators[key]
      else {
        leaveOut(
          entry,
          .unsupported("a host without a row of its accelerators, \(instance.shortened())"))
        continue
      }
      func sum(_ host: Double?, _ accelerators: Double?) -> Double? {
        guard let host, let accelerators, host > 0 else { return nil }
        return host + accelerators
      }
      let onDemand = sum(row.number("Price"), bare.onDemand)
      let spot = sum(row.number("SpotPrice"), bare.spot)
      guard onDemand != nil || spot != nil else {
        leaveOut(entry, .noPrice(instance))
        continue
      }
      // The accelerators' own rows count with the first machine that they are part of.
      let entries = [entry] + (bare.isUsed ? [] : bare.entries)
      accelerators[key]?.isUsed = true
      add(
        ImportedMachine(
          entries: entries, instanceType: instance, region: row["Region"], gpu: machine.gpu,
          count: machine.count, onDemand: onDemand, spot: spot,
          notes: ["the sum of the host's and the accelerators' rows"]))
    }
    let unused = accelerators.values.filter { !$0.isUsed }.flatMap(\.entries)
    for entry in unused.sorted(by: Self.byLine) {
      leaveOut(entry, .unsupported("accelerators without a host of theirs in the region"))
    }
  }

  private static func byLine(_ first: String, _ second: String) -> Bool {
    (first.count, first) < (second.count, second)
  }
}
