import Breakeven

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Files {
  /// What errors call the standard input.
  static let standardInputName = "standard input"

  /// The workload of a file, of the standard input for `-`, or a built-in one by its bare name.
  ///
  /// - Parameter settings: keys that are set before it is read.
  static func workload(
    _ path: String, applying settings: [WorkloadSetting] = []
  ) throws -> Workload {
    let document = try workloadDocument(path).applying(settings)
    return try Workload(document) { trace throws(InputError) in
      let folder = path.parentFolder
      let beside = trace.hasPrefix("/") || folder.isEmpty ? trace : folder + "/" + trace
      return try TraceReader().profile(path: beside).mix
    }
  }

  private static func workloadDocument(_ path: String) throws -> JSONDocument {
    if path == "-" { return try JSONDocument(StandardInput.bytes(), file: standardInputName) }
    if !path.contains("/"), !path.hasSuffix(".json"),
      !FileManager.default.fileExists(atPath: path),
      let file = EmbeddedFile.all.first(where: { $0.path == "Workloads/\(path).json" })
    {
      return try JSONDocument(file.data, file: file.path)
    }
    return try document(path)
  }
}
