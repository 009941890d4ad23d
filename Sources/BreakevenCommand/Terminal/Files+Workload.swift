import Breakeven
import RequestLogs

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Files {
  /// The workload of a file, or a built-in one by its bare name.
  static func workload(_ path: String) throws -> Workload {
    if !path.contains("/"), !path.hasSuffix(".json"),
      !FileManager.default.fileExists(atPath: path),
      let file = EmbeddedFile.all.first(where: { $0.path == "Workloads/\(path).json" })
    {
      return try Workload(JSONDocument(file.data, file: file.path))
    }
    return try Workload(document(path)) { trace throws(InputError) in
      let folder = path.parentFolder
      let beside = trace.hasPrefix("/") || folder.isEmpty ? trace : folder + "/" + trace
      return try TraceReader().profile(path: beside).mix
    }
  }
}
