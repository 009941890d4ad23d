import CheckedJSON

/// Which open model each offering serves, learned from a catalog in which people wrote it down.
///
/// Price lists do not say it, and guessing would compare models that are not the same. An imported
/// offering takes the open model of the one with its id, or else of offerings elsewhere that bear
/// exactly its name, if they agree.
struct KnownOpenModels {
  private struct Served: Equatable {
    var openModel: String
    var quantization: String?
  }

  private var byID: [String: Served] = [:]
  private var byName: [String: String?] = [:]

  init(_ catalog: PriceCatalog?) {
    for tariff in catalog?.tariffs ?? [] {
      guard let openModel = tariff.openModel else { continue }
      byID[tariff.id] = Served(openModel: openModel, quantization: tariff.quantization)
      for name in [tariff.model, openModel] {
        let name = Self.name(name)
        if let known = byName[name], known != openModel {
          byName[name] = .some(nil)
        } else {
          byName[name] = openModel
        }
      }
    }
  }

  /// The tariff with what is known of its open model.
  func completed(_ value: JSONValue, provider: String, model: String) -> JSONValue {
    guard case .object(var members) = value else { return value }
    if let served = byID[provider + "/" + model] {
      members["openModel"] = .string(served.openModel)
      if let quantization = served.quantization {
        members["quantization"] = .string(quantization)
      }
    } else if let openModel = byName[Self.name(model)] ?? nil {
      members["openModel"] = .string(openModel)
    }
    return .object(members)
  }

  /// The part of a name after the last slash, in lower case.
  private static func name(_ model: String) -> String {
    (model.split(separator: "/").last.map(String.init) ?? model).lowercased()
  }
}
