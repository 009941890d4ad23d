import Breakeven
import CheckedJSON
import FileAccess

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension CostReport {
  /// The short form: at most 24 lines of at most 80 columns.
  public var summary: String { ShortAnswer(decision).text() }

  /// The plan month by month as rows of FOCUS 1.2, in CSV; `nil` where nothing can serve the workload.
  ///
  /// - Throws: `InputError` for a charge that is not a number.
  public var focus: String? {
    get throws(InputError) { try FocusTable(decision)?.csv }
  }

  /// Why there is no plan to write as rows, in a sentence.
  package var whyNoPlan: String { noPlan.description }

  private var noPlan: InputError {
    guard decision.scope == .each else {
      return InputError(
        found: "nothing that can serve the workload", expected: "a plan to write as FOCUS rows")
    }
    return InputError(
      found: "several models, each with an answer of its own",
      expected: "the models that would do named in candidates.models, for one plan of FOCUS rows")
  }

  /// Writes the report, with its charts or not at all: as HTML, JSON or FOCUS rows (.csv) where the file's name ends
  /// so, else as Markdown with its charts in a folder beside it.
  ///
  /// - Parameter file: Where to; what stands there is replaced.
  /// - Throws: What the file system throws.
  public func write(to file: URL) throws {
    var files: [(path: String, contents: String)] = []
    switch file.pathExtension.lowercased() {
    case "html", "htm": files = [(file.path, html)]
    case "json": files = [(file.path, json)]
    case "csv":
      guard let focus = try focus else {
        throw noPlan
      }
      files = [(file.path, focus)]
    default:
      let name = file.deletingPathExtension().lastPathComponent + "-charts"
      let folder = file.path.folderPrefix + name + "/"
      files = charts.map { (folder + $0.fileName, $0.svg) }
      files.append((file.path, markdown(chartFolder: name + "/")))
    }
    try OutputFiles(files).write()
  }

  /// Writes the report to a path; as HTML, JSON, FOCUS rows or Markdown by its ending.
  ///
  /// - Parameter path: Where to; what stands there is replaced.
  /// - Throws: What the file system throws.
  public func write(to path: String) throws { try write(to: URL(filePath: path)) }
}
