import Roofline

import CheckedJSON

/// Why a row is none that a replica's prediction can be held against, by the columns that say so.
///
/// The plain columns of a measurement file describe a whole run of one deployment. Wider files say
/// more, and some of it means that the numbers are of something else.
enum RowScope {
  /// The reason; `nil` for a plain run.
  static func obstacle(_ row: MeasurementRow, _ publishers: PublisherPractices) -> String? {
    let flag = row.text("flag")
    if !flag.isEmpty { return "it is doubtful: \(flag.shortened(to: 60))" }
    let kind = row.text("kind")
    if !kind.isEmpty, kind != "e2e" {
      return "it is not a whole run of known lengths and layout: \(kind.shortened(to: 60))"
    }
    let speculation = row.text("speculative")
    if speculation == "unknown" { return "whether it speculates was not published" }
    if !speculation.isEmpty, speculation != "none", SpeculationMethod(published: speculation) == nil
    {
      return "it speculates (\(speculation.shortened(to: 20))), which is not predicted"
    }
    if publishers.requests(of: row) == .unpublishedLengths {
      return "the lengths of its requests vary in ways that were not published"
    }
    return nil
  }
}
