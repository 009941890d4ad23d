import CheckedJSON
import Numerics
import Workloads

extension Question {
  /// What is assumed of servers: how many accelerators they have.
  static func servers(_ name: String, gpus: Int) -> [String] {
    guard let each = WrittenMachines(name).gpusPerServer else { return [] }
    return [
      Workload.assumption(
        "\(PlainDecimal.grouped(Double(gpus / each))) × \(name.shortened()) \(gpus == each ? "is" : "are") \(PlainDecimal.grouped(Double(gpus))) GPUs",
        source: WrittenMachines.serverSource)
    ]
  }

  func ownMachines(_ assumed: inout [String]) throws(InputError) -> JSONValue? {
    var machines: [JSONValue] = []
    for text in own {
      if let near = WrittenMachines.nearest(toMiscounted: text) {
        throw InputError(
          place: "--own", found: "\"\(text.shortened())\"", expected: WrittenMachines.counts,
          suggestion: near)
      }
      let written = WrittenMachines(text)
      let count = written.count ?? written.gpusPerServer ?? 1
      if written.count == nil {
        assumed.append(
          Workload.assumption("1 \(written.name.shortened()) is owned, as no number is said"))
      }
      assumed += Self.servers(written.name, gpus: count)
      var entry: [String: JSONValue] = [
        "gpu": .string(written.name), "count": .number(Double(count)),
      ]
      if let power {
        guard let price = WrittenQuantity.usdPerKilowattHour.value(of: power),
          OwnMachines.electricity.contains(price)
        else {
          throw InputError(
            place: "--power", found: "\"\(power.shortened())\"",
            expected: "US dollars per kWh from 0 to 10, such as 0.30/kWh")
        }
        entry["usdPerKWh"] = .number(price)
      }
      if !isBatch { entry["spare"] = .bool(false) }
      machines.append(.object(entry))
    }
    if !machines.isEmpty, !isBatch {
      assumed.append(Workload.assumption("no spare replica is kept on your own machines"))
    }
    return machines.isEmpty ? nil : .array(machines)
  }
}
