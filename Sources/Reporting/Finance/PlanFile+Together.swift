import Breakeven
import CheckedJSON
import PriceImport
import Pricing

extension PlanFile {
  /// Reads the report of several workloads that were planned together: all APIs as one side, all machines as the other.
  ///
  /// Tokens and dollars are those of a mean month; a token of a class costs what all APIs together ask for theirs.
  init(together: JSONPlace, of root: JSONMembers) throws(InputError) {
    let resources = try together.object().required("resources")
    guard !resources.isNull else {
      throw together.error(expected: "a plan of several workloads together")
    }
    let members = try resources.object()
    asOf = try root.required("asOf").text()
    let workloads = try root.required("workloads").array()
    var names: [String] = []
    var isJob = true
    var lengths = Lengths()
    for place in workloads {
      let workload = try place.object()
      guard let share = workload["together"], !share.isNull else { continue }
      names.append(try workload.required("name").text())
      isJob = try workload.required("period").text() == "job" && isJob
      try lengths.add(workload)
    }
    workload = names.joined(separator: ", ")
    period = isJob ? "job" : "month"
    requests = try members.required("requests").number(in: 0...1e15)
    promptTokens = lengths.prompt
    uncachedPromptTokens = lengths.uncachedPrompt
    completionTokens = lengths.completion
    let apiRequests = try members.required("apiRequests").number(in: 0...1e15)
    var sums = Sums()
    for entry in try members.required("entries").array() { try sums.add(entry) }
    api = sums.api(requests: apiRequests)
    machines = sums.machines(
      promptShare: try members.required("promptShare").number(in: 0...1),
      overheadUSD: sums.operationUSD)
    switch (api, machines) {
    case (.some, .some):
      side = .mixed
      mixedAPIShare = requests > 0 ? min(1, apiRequests / requests) : 0
    case (_, .some): (side, mixedAPIShare) = (.selfHost, nil)
    case (.some, nil): (side, mixedAPIShare) = (.api, nil)
    case (nil, nil):
      throw resources.error(expected: "a plan of an API or of machines to compare with")
    }
  }

  /// Mean lengths over the requests of all workloads.
  private struct Lengths {
    private var requests = 0.0
    private var sums = (prompt: 0.0, uncached: 0.0, completion: 0.0)

    var prompt: Double { mean(sums.prompt) }
    var uncachedPrompt: Double { mean(sums.uncached) }
    var completion: Double { mean(sums.completion) }

    private func mean(_ sum: Double) -> Double { requests > 0 ? sum / requests : 0 }

    mutating func add(_ workload: JSONMembers) throws(InputError) {
      let count = try workload.required("requests").number(in: 0...1e15)
      func tokens(_ key: String) throws(InputError) -> Double {
        try workload.required(key).number(in: 0...1e9) * count
      }
      requests += count
      sums.prompt += try tokens("meanPromptTokens")
      sums.uncached += try tokens("meanUncachedPromptTokens")
      sums.completion += try tokens("meanCompletionTokens")
    }
  }

  /// What a mean month uses and costs by side.
  private struct Sums {
    private var apiNames: [String] = []
    private var machineNames: [String] = []
    private var tokens: [Bill.TokenClass: (count: Double, usd: Double)] = [:]
    private var apiUSD = 0.0
    private var apiTaxUSD = 0.0
    private var unitUSD = 0.0
    private var machineUSD = 0.0
    private var gpuHours = 0.0
    private var instanceHours = 0.0
    private var gpusPerInstance: [String: Double] = [:]
    private(set) var operationUSD = 0.0

    mutating func add(_ place: JSONPlace) throws(InputError) {
      let entry = try place.object()
      let name = try entry.required("name").text()
      let usd = try entry.required("usd").number(in: PlanFile.money)
      let quantity = try entry.required("quantity").number(in: 0...1e24)
      let side = try entry.required("side")
      switch try side.text() {
      case "api":
        apiUSD += usd
        if !apiNames.contains(name) { apiNames.append(name) }
        guard let tokenClass = entry["class"], !tokenClass.isNull else {
          let kind = try entry["kind"].flatMap { $0.isNull ? nil : $0 }?.text()
          if kind == "provisioned" { unitUSD += usd } else { apiTaxUSD += usd }
          return
        }
        let key: Bill.TokenClass = try tokenClass.choice()
        tokens[key, default: (0, 0)].count += quantity
        tokens[key]?.usd += usd
      case "machines":
        machineUSD += usd
        guard let gpus = entry["gpusPerInstance"], !gpus.isNull else { return }
        let count = try gpus.number(in: 1...100_000)
        gpuHours += quantity * count
        instanceHours += quantity
        gpusPerInstance[name] = count
        if !machineNames.contains(name) { machineNames.append(name) }
      case "operation": operationUSD += usd
      default: throw side.error(expected: "api, machines or operation")
      }
    }

    /// All APIs as one, each token with its part of the tax; `nil` without any.
    func api(requests: Double) -> API? {
      guard !apiNames.isEmpty, requests > 0 else { return nil }
      let taxFactor = apiUSD > apiTaxUSD ? apiUSD / (apiUSD - apiTaxUSD) : 1
      return API(
        name: apiNames.joined(separator: ", "),
        overheadUSD: machineNames.isEmpty ? operationUSD : 0, billUSD: apiUSD,
        tokens: tokens.mapValues { $0.count / requests },
        usdPerToken: tokens.mapValues { $0.count > 0 ? $0.usd / $0.count * taxFactor : 0 },
        units: unitUSD > 0 ? .init(usd: unitUSD * taxFactor, overflowShare: nil) : nil)
    }

    /// All machines as one; `nil` without any.
    ///
    /// Where machines differ in size, hours that do not say whose they are count as those of the mean machine.
    func machines(promptShare: Double, overheadUSD: Double) -> Machines? {
      guard !machineNames.isEmpty else { return nil }
      let lines = machineNames.compactMap { AcceleratorLine(in: $0) }
      return Machines(
        name: machineNames.joined(separator: ", "), overheadUSD: overheadUSD,
        machineUSD: machineUSD,
        gpuHours: gpuHours,
        gpusPerInstance: instanceHours > 0 ? gpuHours / instanceHours : 1,
        gpusByResource: gpusPerInstance, promptShare: promptShare,
        // Of machines whose offers do not all say what they hold, nothing is known.
        accelerators: lines.count == machineNames.count ? Set(lines) : [])
    }
  }
}
