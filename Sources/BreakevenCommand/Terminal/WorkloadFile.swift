import Breakeven

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The text of a workload, and what errors call the place that it is from.
struct WorkloadFile {
  /// The path as the user named it, or that of a built-in workload.
  let name: String
  private let path: String
  private let text: Data

  /// Reads a file, the standard input for `-`, or a built-in workload by its bare name.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    if path == "-" {
      (name, text) = ("standard input", try StandardInput.bytes())
      return
    }
    if !path.contains("/"), !path.hasSuffix(".json"),
      !FileManager.default.fileExists(atPath: path),
      let file = EmbeddedFile.all.first(where: { $0.path == "Workloads/\(path).json" })
    {
      (name, text) = (file.path, file.data)
      return
    }
    (name, text) = (path, try Files.read(path))
  }

  /// The workload, with keys that are set before it is read.
  func workload(applying settings: [WorkloadSetting] = []) throws(InputError) -> Workload {
    try locatingErrors { () throws(InputError) in
      let document = try JSONDocument(text, file: name).applying(settings)
      return try Workload(document) { trace throws(InputError) in
        let folder = path.parentFolder
        let beside = trace.hasPrefix("/") || folder.isEmpty ? trace : folder + "/" + trace
        return try TraceReader().profile(path: beside).mix
      }
    }
  }

  /// Names the file, line and column in errors that know a JSON path of it.
  func locatingErrors<Value>(
    _ body: () throws(InputError) -> Value
  ) throws(InputError) -> Value {
    do {
      return try body()
    } catch {
      var named = error
      named.file = error.file ?? name
      throw named.file == name ? named.located(in: text) : named
    }
  }
}
