import CheckedJSON
import Numerics
import Pricing

/// What price lists do not say of an offering, learned from a catalog in which people wrote it down.
///
/// Which open model it serves is not to be guessed, as that would compare models that are not the same. An
/// imported offering takes the open model of the one with its id, or else that of which its whole name is the id, or else
/// of offerings elsewhere that bear exactly its name, if they agree. A context that is known to be more than the model has is not taken
/// over again. Regions, what the cache takes, the price of keeping prompts in it, fees, measured speed,
/// limits and batch window are those of the offering with its id, where the list has none; what holds for
/// a provider is that of any of its offerings.
struct KnownOfferings {
  private var byID: [String: Tariff] = [:]
  private var openModelByName: [String: String?] = [:]
  private var byProvider: [String: Tariff] = [:]
  private let openModelByID: [String: String]
  /// The least that a seller asks for a million tokens of the model of a name.
  private var leastByName: [String: (input: Double, output: Double)] = [:]

  /// Whether prices are taken over that are far from what is known.
  private let isForced: Bool

  /// - Parameters:
  ///   - openModels: The ids of open models, under which many sellers list them.
  ///   - isForced: Whether prices are taken over that are far from what is known.
  init(_ catalog: PriceCatalog?, openModels: Set<String> = [], isForced: Bool = false) {
    self.isForced = isForced
    openModelByID = Dictionary(
      openModels.sorted().map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    for tariff in catalog?.tariffs ?? [] {
      byID[tariff.id] = tariff
      byProvider[tariff.provider] = byProvider[tariff.provider] ?? tariff
      noteLeast(of: tariff)
      guard let openModel = tariff.openModel else { continue }
      for name in [tariff.model, openModel] {
        let name = Self.name(name)
        if let known = openModelByName[name], known != openModel {
          openModelByName[name] = .some(nil)
        } else {
          openModelByName[name] = openModel
        }
      }
    }
  }

  private mutating func noteLeast(of tariff: Tariff) {
    guard tariff.purpose == .generation else { return }
    let (input, output) = (tariff.prices.usdPerMillionInput, tariff.prices.usdPerMillionOutput)
    for name in Set([tariff.model, tariff.openModel].compactMap(\.self).map(Self.name)) {
      let known = leastByName[name] ?? (input, output)
      leastByName[name] = (min(known.input, input), min(known.output, output))
    }
  }

  /// What is wrong with prices that are those of another number of tokens than a million.
  ///
  /// Nobody sells a model at a hundredth of what all others ask for it, in input and in output: a price by the thousand
  /// is a thousandth. Where none is known, the bound is half of 0.01, the least that a list asks for the dearer of the
  /// two (genai-prices 0.2.3, Llama 3.2 1B at OpenRouter).
  func unitProblem(of tariff: Tariff, at place: JSONPlace) -> InputError? {
    guard tariff.purpose == .generation, !isForced else { return nil }
    let (input, output) = (tariff.prices.usdPerMillionInput, tariff.prices.usdPerMillionOutput)
    let usual: String
    if let least = leastByName[Self.name(tariff.model)] {
      guard input < least.input / 100, output < least.output / 100 else { return nil }
      usual =
        "at least \(PlainDecimal.text(least.input)) and \(PlainDecimal.text(least.output)) are known"
    } else {
      guard max(input, output) < 0.005 else { return nil }
      usual = "nothing is known to cost less than 0.01 for the dearer"
    }
    return InputError(
      file: place.file, place: place.path,
      found: "\(PlainDecimal.text(input)) and \(PlainDecimal.text(output)) for input and output",
      expected:
        "US dollars for a million tokens, of which \(usual): are they those of a thousand or of one? --force imports it"
    )
  }

  /// The tariff with what is known beside its prices.
  func completed(_ value: JSONValue, provider: String, model: String) -> JSONValue {
    guard case .object(var members) = value else { return value }
    let known = byID[provider + "/" + model]
    if let openModel = known?.openModel {
      members["openModel"] = .string(openModel)
      if let quantization = known?.quantization { members["quantization"] = .string(quantization) }
    } else if model.contains("/"), let openModel = openModelByID[model.lowercased()] {
      members["openModel"] = .string(openModel)
    } else if let openModel = openModelByName[Self.name(model)] ?? nil {
      members["openModel"] = .string(openModel)
    }
    if let regions = known?.regionalMultipliers, !regions.isEmpty {
      var multipliers = regions.mapValues { JSONValue($0) }
      if case .object(let listed)? = members["regionalMultipliers"] {
        multipliers.merge(listed) { $1 }
      }
      members["regionalMultipliers"] = .object(multipliers)
    }
    if let storage = known?.prices.usdPerMillionTokenHoursCacheStorage,
      case .object(var prices)? = members["prices"]
    {
      let key = "cacheStoragePerMillionTokenHours"
      prices[key] = prices[key] ?? .number(storage)
      members["prices"] = .object(prices)
    }
    if let known, let context = known.contextTokens, let wrong = known.listedContextTokens,
      members["contextTokens"] == .number(Double(wrong))
    {
      members["contextTokens"] = .number(Double(context))
      members["listedContextTokens"] = .number(Double(wrong))
    }
    if let least = known?.leastCachedTokens {
      members["leastCachedTokens"] = .number(Double(least))
    }
    if let step = known?.cacheStepTokens { members["cacheStepTokens"] = .number(Double(step)) }
    if let fees = known?.fees { members["fees"] = JSONValue(fees).filled(from: members["fees"]) }
    if let speed = known?.speed { members["speed"] = JSONValue(speed) }
    if let limits = known?.limits { members["limits"] = JSONValue(limits) }
    if let window = known?.batchWindow { members["batchWindow"] = JSONValue(window) }
    return .object(members)
  }

  /// What an offering is for; to write where nothing is known of it.
  func purpose(provider: String, model: String) -> TariffPurpose {
    byID[provider + "/" + model]?.purpose ?? .generation
  }

  /// What is known of a provider beside its prices, as members of the head of its file.
  func head(ofProvider provider: String) -> [String: JSONValue] {
    guard let known = byProvider[provider] else { return [:] }
    var members: [String: JSONValue] = [:]
    members["class"] = known.hostClass.map { .string($0.rawValue) }
    members["limits"] = known.providerLimits.map { JSONValue($0) }
    return members
  }

  /// The part of a name after the last slash, in lower case.
  private static func name(_ model: String) -> String {
    (model.split(separator: "/").last.map(String.init) ?? model).lowercased()
  }
}

extension JSONValue {
  /// Known fees with those of a list in their place, where it has any.
  fileprivate func filled(from listed: JSONValue?) -> JSONValue {
    guard case .object(let known) = self, case .object(let listed)? = listed else { return self }
    var members = known.merging(listed) { $1 }
    if case .object(let calls)? = known["usdPerThousandCalls"],
      case .object(let newer)? = listed["usdPerThousandCalls"]
    {
      members["usdPerThousandCalls"] = .object(calls.merging(newer) { $1 })
    }
    return .object(members)
  }
}
