import CheckedJSON
import ModelArithmetic

extension BenchmarkedDeployment {
  /// Reads the `backend` of an optimum-benchmark config.
  mutating func readOptimum(_ backend: JSONPlace) {
    if let arguments = backend["engine_args"] { readKeys(of: arguments) }
    weightType = Self.optimumWeights(backend) ?? weightType
    let count = Self.devices(backend["device_ids"])
    guard let count, count > 1, tensor == nil else { return }
    chips = count
    // Without ranks, PyTorch spreads a model over its devices by layers.
    if backend.string("name") == "pytorch" { pipeline = pipeline ?? count }
  }

  /// The format of the weights: that of the quantisation, which the type of the computation is not.
  private static func optimumWeights(_ backend: JSONPlace) -> String? {
    if let scheme = backend.string("quantization_scheme"), !scheme.isEmpty {
      let settings = backend["quantization_config"]
      if let bits = settings?.count(anyOf: ["bits", "weight_bits", "w_bit"]) {
        return "int\(bits)"
      }
      if settings?.flag("load_in_4bit") == true { return "int4" }
      if settings?.flag("load_in_8bit") == true { return "int8" }
      return scheme
    }
    let model = backend.string("model") ?? ""
    guard CheckpointName(model).weights == nil else { return nil }
    return backend.string("torch_dtype") ?? backend.string("dtype")
  }

  /// How many devices `0,1` or a list names; `nil` where none is named.
  private static func devices(_ place: JSONPlace?) -> Int? {
    guard let place else { return nil }
    if let text = place.textValue {
      let count = text.split { $0 == "," || $0 == " " }.count
      return count > 0 ? count : nil
    }
    return place.elements.isEmpty ? nil : place.elements.count
  }
}
