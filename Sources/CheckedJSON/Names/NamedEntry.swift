/// One thing that has a name.
package struct NamedEntry: Sendable, Hashable {
  /// The name that it bears in files and reports.
  package let id: String
  /// Other names of it.
  package let aliases: [String]
  /// Whether it wins over others that fit a short name as well.
  package let isPreferred: Bool

  package init(_ id: String, aliases: [String] = [], isPreferred: Bool = false) {
    self.id = id
    self.aliases = aliases
    self.isPreferred = isPreferred
  }
}
