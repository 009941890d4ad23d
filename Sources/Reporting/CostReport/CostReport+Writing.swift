#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension CostReport {
  /// The short form: at most 24 lines of at most 80 columns.
  public var summary: String { ShortAnswer(decision).text() }

  /// The plan month by month as rows of FOCUS 1.2, in CSV; `nil` where nothing can serve the workload.
  public var focus: String? { FocusTable(decision)?.csv }

  /// Writes the report: as HTML or JSON where the file's name ends so, else as Markdown with its charts in a folder
  /// beside it.
  ///
  /// - Throws: What the file system throws.
  public func write(to file: URL) throws {
    switch file.pathExtension.lowercased() {
    case "html", "htm": try Data(html.utf8).write(to: file, options: .atomic)
    case "json": try Data(json.utf8).write(to: file, options: .atomic)
    default:
      let name = file.deletingPathExtension().lastPathComponent + "-charts"
      let folder = file.deletingLastPathComponent().appending(path: name)
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true)
      for chart in charts {
        try Data(chart.svg.utf8).write(
          to: folder.appending(path: chart.fileName), options: .atomic)
      }
      try Data(markdown(chartFolder: name + "/").utf8).write(to: file, options: .atomic)
    }
  }

  /// Writes the report to a path; as HTML, JSON or Markdown by its ending.
  ///
  /// - Throws: What the file system throws.
  public func write(to path: String) throws { try write(to: URL(filePath: path)) }
}
