package import CheckedJSON
import Synchronization

/// The shapes of a catalog, each read once however many measurements name it.
///
/// A measurement file names few models in thousands of rows. What is no known model is remembered too, as the search for
/// the nearest name takes as long as reading a config.
package final class ReadShapes: Sendable {
  private let models: ModelCatalog
  private let known = Mutex<[String: Result<ModelArchitecture, InputError>]>([:])

  package init(_ models: ModelCatalog) { self.models = models }

  /// The architecture of the shape that a name means: ``ModelCatalog/architecture(shapedLike:)``.
  package func architecture(shapedLike name: String) throws(InputError) -> ModelArchitecture {
    if let shape = known.withLock({ $0[name] }) { return try shape.get() }
    let shape = Result { () throws(InputError) in try models.architecture(shapedLike: name) }
    known.withLock { $0[name] = shape }
    return try shape.get()
  }
}
