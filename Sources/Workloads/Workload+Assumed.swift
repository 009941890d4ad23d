/// What somebody assumed for the author of a workload and wrote into its sources.
extension Workload {
  private static let mark = "Assumed: "

  /// A line of ``sources`` that states an assumption.
  package static func assumption(_ text: String, source: String? = nil) -> String {
    mark + text + (source.map { "; " + $0 } ?? "")
  }

  /// The assumptions among ``sources``, without where they come from.
  package var statedAssumptions: [String] {
    sources.filter { $0.hasPrefix(Self.mark) }.map { line in
      let text = line.dropFirst(Self.mark.count)
      return String(text.prefix { $0 != ";" })
    }
  }

  /// The first of ``sources`` that is no assumption.
  package var firstSource: String? { sources.first { !$0.hasPrefix(Self.mark) } }
}
