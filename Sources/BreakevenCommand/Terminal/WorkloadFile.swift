import Breakeven
import CheckedJSON
import Documents
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
  private var tellsOfCaches = true

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
        let profile = try TraceReader().profile(path: beside)
        if try document.root.object()["sharedPrefix"] == nil, tellsOfCaches {
          Self.tell(ofCachesIn: profile, at: beside)
        }
        return try profile.mix
      }
    }
  }

  private init(withoutSettings other: WorkloadFile) {
    (name, path, text, settings) = (other.name, other.path, other.text, [])
    tellsOfCaches = false
  }

  /// The least share of cached prompt tokens in a log that is worth a word.
  private static let leastCachedShare = 0.01

  /// Says that a log has cached tokens, of which a workload takes its lengths alone.
  private static func tell(ofCachesIn profile: TraceProfile, at path: String) {
    guard profile.cachedShare >= leastCachedShare else { return }
    Console.error(
      "\(path): a cache served \(NumberText.percent(profile.cachedShare)) of its prompt tokens. A \"trace\" gives lengths alone, so that nothing is taken as cached: breakeven profile writes it as \"sharedPrefix\"."
    )
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
