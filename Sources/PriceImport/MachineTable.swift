/// Machines by name and region, in the order in which they came.
struct MachineTable {
  private var all: [ImportedMachine] = []
  private var index: [String: Int] = [:]

  mutating func add(_ machine: ImportedMachine) {
    let key = machine.kind + "\u{1F}" + machine.region
    if let position = index[key] {
      all[position].offer(onDemand: machine.onDemand, spot: machine.spot)
      all[position].entries += machine.entries
    } else {
      index[key] = all.count
      all.append(machine)
    }
  }

  /// The machines, those that cost the same in every region as one without a region.
  var merged: [ImportedMachine] {
    let byKind = Dictionary(grouping: all.indices, by: { all[$0].kind })
    return all.indices.compactMap { position in
      let machine = all[position]
      let kin = byKind[machine.kind] ?? [position]
      let isUniform = kin.allSatisfy {
        all[$0].onDemand == machine.onDemand && all[$0].spot == machine.spot
      }
      guard kin.count > 1, isUniform else { return machine }
      guard position == kin[0] else { return nil }
      var single = machine
      single.region = ""
      single.entries = kin.flatMap { all[$0].entries }
      for other in kin.dropFirst() { single.add(asksOf: all[other]) }
      single.notes.append("the same price in \(kin.count) regions")
      return single
    }
  }
}
