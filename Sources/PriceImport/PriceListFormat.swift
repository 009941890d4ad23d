import CheckedJSON

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

extension PriceImporter.Format {
  /// The format that a text has by its keys or its header row; `nil` where it is none that is known.
  package static func detected(in data: Data) -> PriceImporter.Format? {
    let start = data.prefix {
      $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "[")
    }
    let header = String(decoding: start.prefix(4096), as: UTF8.self)
    if header.contains("AcceleratorName"), header.contains("InstanceType") { return .skypilot }
    if header.contains("gpu_name"), header.contains("instance_name") { return .gpuhunt }
    guard let document = try? JSONDocument(data, file: nil) else { return nil }
    switch document.root.value {
    case .array(let providers):
      guard case .object(let members)? = providers.first, case .array? = members["models"] else {
        return nil
      }
      return .genaiPrices
    case .object(let members):
      if case .array(let models)? = members["data"], case .object(let model)? = models.first,
        model["pricing"] != nil
      {
        return .openRouter
      }
      for case .object(let entry) in members.values {
        if entry["litellm_provider"] != nil { return .litellm }
        if case .object? = entry["models"] { return .modelsDev }
      }
      return nil
    default: return nil
    }
  }
}
