package import CheckedJSON
import Pricing

extension TokenizerRatios {
  /// The counts that the library carries.
  ///
  /// - Throws: `InputError` if the library's own file is broken, which its tests exclude.
  package static func builtIn() throws(InputError) -> TokenizerRatios {
    let path = "data/tokenizers.json"
    return try TokenizerRatios(JSONDocument(EmbeddedFile.at(path).data, file: path))
  }

  /// Reads `{ "unit", "provenance", "families" }`; a family without a source has that of the file.
  package init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly(["unit", "provenance", "families"])
    let source = try members.required("provenance").provenance()
    var families: [Family] = []
    for place in try members.required("families").array() {
      let family = try place.object()
      try family.allowOnly(["id", "names", "tokens", "provenance"])
      var names: [String] = []
      for name in try family.required("names").array() { names.append(try name.text()) }
      let counts = try family.required("tokens").object()
      try counts.allowOnly(TextKind.allCases.map(\.rawValue))
      var tokens: [TextKind: Double] = [:]
      for kind in TextKind.allCases {
        tokens[kind] = try counts[kind.rawValue]?.number(in: 0.1...10)
      }
      families.append(
        Family(
          id: try family.required("id").name(), names: names, tokens: tokens,
          source: try family["provenance"]?.provenance() ?? source))
    }
    self.init(families)
  }
}
