package import CheckedJSON

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

extension PriceImporter.Format {
  /// The format that a text has by its keys or its header row; `nil` where it is none that is known.
  ///
  /// - Throws: `InputError` for a text that begins as JSON and is none.
  package static func detected(
    in data: Data, file: String? = nil
  ) throws(InputError) -> PriceImporter.Format? {
    let start = data.prefix {
      $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "[")
    }
    let header = String(decoding: start.prefix(4096), as: UTF8.self)
    if header.contains("AcceleratorName"), header.contains("InstanceType") { return .skypilot }
    if header.contains("gpu_name"), header.contains("instance_name") { return .gpuhunt }
    // A byte order mark is not part of the text.
    let first = data.prefix(64).first {
      $0 > UInt8(ascii: " ") && ![0xEF, 0xBB, 0xBF].contains($0)
    }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
    let document = try JSONDocument(data, file: file)
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
