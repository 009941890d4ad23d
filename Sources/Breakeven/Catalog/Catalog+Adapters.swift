package import CheckedJSON
package import Roofline

extension Catalog {
  /// What is known of serving low-rank adapters.
  package static func adapterFacts() throws(InputError) -> AdapterFacts {
    try loadedAdapterFacts.get()
  }

  /// Which sellers of tokens serve a customer's adapters.
  static func adapterSellers() throws(InputError) -> AdapterSellers {
    try loadedAdapterSellers.get()
  }

  private static let adapterFile = "data/adapters.json"

  private static let loadedAdapterFacts = Result { () throws(InputError) in
    try AdapterFacts(JSONDocument(EmbeddedFile.at(adapterFile).data, file: adapterFile))
  }

  private static let loadedAdapterSellers = Result { () throws(InputError) in
    try AdapterSellers(JSONDocument(EmbeddedFile.at(adapterFile).data, file: adapterFile))
  }
}
