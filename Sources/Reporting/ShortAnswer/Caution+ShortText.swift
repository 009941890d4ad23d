import Breakeven
import Documents

extension Caution {
  /// The caution in a line or two of a terminal.
  var shortText: String {
    switch self {
    case .hostsDisagree(let answers): answers.disagreement
    case .lensesDisagree(let other):
      (other.lens == .marginal ? "Without people and tools: " : "With people and tools: ")
        + "\(NumberText.usd(other.selfHostUSD)) for your own GPUs against "
        + "\(NumberText.usd(other.apiUSD)) for the API: \(other.choice.title)"
        + (other.choice == .mixed ? other.mixedUSD.map { " for \(NumberText.usd($0))" } ?? "" : "")
        + "."
    case .noModelNamed(let count): "No model is named: each of \(count) has an answer of its own."
    case .anyModelWouldDo(let models):
      "Any of \(models.count) models is said to do as well; a saving between them rests on that."
    case .unusedEquivalence(let model, let api):
      "\(api) is said to stand for \(model), which is not compared."
    case .fewerBits(let model, let format, _, let without):
      "\(format) weights are fewer bits than the publisher of \(model) stores"
        + (without.map { "; with 8 or more it costs \(NumberText.usd($0))" } ?? "") + "."
    case .thinking:
      "The model thinks before it answers: are its tokens in the completion's length?"
    case .ownTooFew(let count, let gpu, let withSpare, let needed):
      "The \(NumberText.counted(count)) × \(gpu) you own cannot serve this alone"
        + (withSpare ? " with a spare replica" : "")
        + (needed.map { ": that takes \(NumberText.counted($0.gpus))." }
          ?? ", so they are not compared.")
    case .scarceMachines(let offer, let gpus, _):
      "\(NumberText.counted(gpus)) GPUs of \(offer) are assumed to be free at its price."
    case .billDiffers(let stated, let tariff):
      "The bill of \(NumberText.usd(stated)) and the \(NumberText.usd(tariff)) of its prices differ: check volume and lengths."
    case .todayNotComparable(let api, let reason?): "\(api), used today, is left out: \(reason)."
    case .todayNotComparable(let api, nil):
      "\(api) is not compared: no model is named that stands for it."
    case .cheapHost(let api, let share, let hosts, _):
      "\(api) asks \(NumberText.percent(share)) of the median of \(hosts) hosts: check it first."
    case .cheapMachines(let offer, let share, let sellers):
      "\(offer) costs \(NumberText.percent(share)) of the median of \(sellers) sellers."
    case .autoscaledMachines(let offer, _):
      "Machines of \(offer) are assumed to come and go by the hour."
    case .notChecked(let api, let terms):
      "Nobody published \(NumberText.list(terms.map(\.description))) of \(api)."
    case .plainModelPrice(let api, let adapters, let offer):
      (api.map { "\($0) asks that" } ?? "APIs ask what they do")
        + " for the plain model; your \(NumberText.counted(adapters)) adapter\(adapters == 1 ? "" : "s") "
        + (offer?.price == .ownPrice ? "have another price." : "were not checked.")
    case .callsNotCosted(let tools):
      "Your own \(NumberText.list(tools.map(\.title))) are not costed: state ownUSDPerThousand."
    case .stalePrices(let prices):
      "Old prices: "
        + prices.prefix(2).map { "\($0.id) (\($0.days) days)" }.joined(separator: ", ")
        + (prices.count > 2 ? " and \(prices.count - 2) more." : ".")
    case .noTargets(let first, let each):
      "No target for speed is stated: at the busiest your GPUs take \(NumberText.duration(seconds: first)) to the first "
        + "token, then \(NumberText.duration(seconds: each)) each."
    case .linkedMachines(let offer, let machines):
      "Each replica spans \(machines) machines of \(offer), linked at 400 Gb/s a GPU."
    case .limitsToRaise(let api, _): "\(api) must raise its limits first."
    default: text
    }
  }
}
