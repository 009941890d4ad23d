package import CheckedJSON
package import ModelArithmetic
package import Roofline

extension Catalog {
  /// What the library knows of speculative decoding.
  package static func speculation() throws(InputError) -> SpeculationCatalog {
    try loadedSpeculation.get()
  }

  private static let loadedSpeculation = Result { () throws(InputError) in
    let path = "data/speculation.json"
    return try SpeculationCatalog(JSONDocument(EmbeddedFile.at(path).data, file: path))
  }

  /// The id under which acceptance lengths of a model were published.
  package func acceptanceIdentifier(of model: ModelArchitecture) -> String {
    models.canonicalIdentifier(of: model.name) ?? model.name
  }
}
