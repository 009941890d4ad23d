import CheckedJSON

extension PriceCheck {
  /// Offerings of one provider that are one model under two names, by their ids: the later and the first of them.
  ///
  /// `deepinfra/meta-llama/Llama-3.3-70B-Instruct` and `deepinfra/llama-3.3-70b-instruct` differ in case and in what
  /// stands before the model's own name.
  static func repeated(in tariffs: [Tariff]) -> [String: String] {
    struct Name: Hashable {
      let provider: String
      let model: NameKey
      let purpose: TariffPurpose
      let quantization: String?
    }
    var first: [Name: String] = [:]
    var repeated: [String: String] = [:]
    for tariff in tariffs {
      let last = tariff.model.split(separator: "/").last.map(String.init) ?? tariff.model
      let name = Name(
        provider: tariff.provider, model: NameKey(last), purpose: tariff.purpose,
        quantization: tariff.quantization)
      if let other = first[name] {
        repeated[tariff.id] = other
      } else {
        first[name] = tariff.id
      }
    }
    return repeated
  }
}
