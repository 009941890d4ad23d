import Synchronization

/// The names of a catalog's configs taken apart, when the first is looked for by its shape.
final class EntryNames: Sendable {
  private let identifiers: [String]
  private let names = Mutex<[ModelName]?>(nil)

  init(_ identifiers: [String]) { self.identifiers = identifiers }

  /// All of them, in the order of the configs.
  var all: [ModelName] {
    names.withLock { names in
      let made = names ?? identifiers.map(ModelName.init)
      names = made
      return made
    }
  }
}
