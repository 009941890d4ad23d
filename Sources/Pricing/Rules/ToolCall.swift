/// A tool that a provider runs while it answers, and charges by the call.
public enum ToolCall: String, Sendable, Hashable, CaseIterable {
  /// A search of the web, grounding among them.
  case webSearch
  /// A search in files that were uploaded to the provider.
  case fileSearch
  /// A search of a map.
  case mapSearch

  /// The calls in words.
  package var title: String {
    switch self {
    case .webSearch: "web searches"
    case .fileSearch: "file searches"
    case .mapSearch: "map searches"
    }
  }
}
