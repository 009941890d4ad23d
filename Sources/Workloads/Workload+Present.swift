import CheckedJSON

/// Reading and writing of what is there already: today's bill, own machines, whose tokens are counted.
extension Workload {
  static func readToday(_ place: JSONPlace) throws(InputError) -> Today {
    if place.isText { return try Today(api: place.text()) }
    let members = try place.object()
    try members.allowOnly(["api", "usdPerMonth"])
    let api = try members["api"]?.text()
    let bill = try members["usdPerMonth"]?.quantity(.usdPerMonth, in: Today.bills)
    return try place.located { () throws(InputError) in try Today(api: api, usdPerMonth: bill) }
  }

  /// Reads `[{"gpu": "A100-80GB", "count": 8, …}, "8xA100-80GB"]`, or one text alone.
  static func readOwn(_ place: JSONPlace) throws(InputError) -> [OwnMachines] {
    let places = try place.isText ? [place] : place.array()
    guard places.count <= 100 else { throw place.error(expected: "at most 100 kinds of machines") }
    var machines: [OwnMachines] = []
    for place in places {
      if case .string(let text) = place.value {
        let written = WrittenMachines(text)
        guard let count = written.count ?? written.gpusPerServer else {
          let near = WrittenMachines.nearest(toMiscounted: text)
          throw place.error(
            expected: near == nil
              ? "how many there are, such as \"8x\(written.name)\"" : WrittenMachines.counts)
        }
        machines.append(
          try place.located { () throws(InputError) in
            try OwnMachines(gpu: written.name, count: count)
          })
        continue
      }
      let members = try place.object()
      try members.allowOnly(["gpu", "count", "paid", "usdPerKWh", "usdPerGPU", "spare"])
      machines.append(
        try OwnMachines(
          gpu: members.required("gpu").text(),
          count: members.required("count").integer(in: OwnMachines.counts),
          isPaid: members["paid"]?.bool() ?? true,
          usdPerKilowattHour: members["usdPerKWh"]?
            .quantity(.usdPerKilowattHour, in: OwnMachines.electricity),
          usdPerGPU: members["usdPerGPU"]?.quantity(.usd, in: OwnMachines.purchases),
          wantsSpare: members["spare"]?.bool()))
    }
    return machines
  }
}

extension Today {
  var json: JSONText {
    .object(
      JSONText.present([
        ("api", api.map(JSONText.string)), ("usdPerMonth", usdPerMonth.map(JSONText.number)),
      ]))
  }
}

extension OwnMachines {
  var json: JSONText {
    .object(
      JSONText.present([
        ("gpu", .string(gpu)), ("count", .number(Double(count))),
        ("paid", isPaid ? nil : .bool(false)),
        ("usdPerKWh", usdPerKilowattHour.map(JSONText.number)),
        ("usdPerGPU", usdPerGPU.map(JSONText.number)),
        ("spare", wantsSpare.map(JSONText.bool)),
      ]))
  }
}
