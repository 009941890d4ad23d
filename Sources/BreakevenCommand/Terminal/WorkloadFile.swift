import Breakeven
import FileAccess
import RequestLogs

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
  private let settings: [WorkloadSetting]

  /// Reads a file, the standard input for `-`, or a built-in workload by its bare name.
  ///
  /// - Parameter settings: Keys that are set before the workload is read.
  init(_ path: String, applying settings: [WorkloadSetting] = []) throws(CommandFailure) {
    self.path = path
    self.settings = settings
    if path == "-" {
      (name, text) = ("standard input", try Files.readStandardInput())
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

  /// The workload; what is wrong with the file itself is told before what is wrong with a setting.
  func workload() throws(InputError) -> Workload {
    if !settings.isEmpty { _ = try WorkloadFile(withoutSettings: self).workload() }
    return try locatingErrors { () throws(InputError) in
      let document = try JSONDocument(text, file: name).applying(settings)
      return try Workload(document) { trace throws(InputError) in
        let folder = path.parentFolder
        let beside = trace.hasPrefix("/") || folder.isEmpty ? trace : folder + "/" + trace
        Files.spare(beside)
        return try TraceReader().profile(path: beside).mix
      }
    }
  }

  private init(withoutSettings other: WorkloadFile) {
    (name, path, text, settings) = (other.name, other.path, other.text, [])
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
      guard named.file == name else { throw named }
      guard settings.isEmpty else {
        if named.place != "--set" { named.file = "\(name) with --set" }
        throw named
      }
      throw named.located(in: text)
    }
  }
}
