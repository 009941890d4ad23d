import CheckedJSON
import Numerics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One file of a folder of catalogs, with its entries.
struct CatalogFile {
  let path: String
  /// What stands beside the entries.
  let head: [String: JSONValue]
  private(set) var entries: [CatalogEntry]
  private(set) var isChanged = false
  private let kind: CatalogEntry.Kind
  private let provider: String

  /// A file of tariffs or offers; `nil` for another kind of file.
  init?(path: String, data: Data) throws(InputError) {
    self.init(path: path, document: try JSONDocument(data, file: path))
  }

  init?(path: String, document: JSONDocument) {
    guard case .object(var members) = document.root.value,
      case .string(let provider)? = members["provider"]
    else { return nil }
    let kind: CatalogEntry.Kind
    if members["tariffs"] != nil {
      kind = .tariffs
    } else if members["offers"] != nil {
      kind = .offers
    } else {
      return nil
    }
    guard case .array(let values)? = members.removeValue(forKey: kind.rawValue) else { return nil }
    self.path = path
    self.kind = kind
    self.provider = provider
    head = members
    entries = values.compactMap { CatalogEntry($0, kind: kind, provider: provider) }
  }

  /// A new file for an entry of a provider that the folder has not.
  init(holding entry: CatalogEntry, head: [String: JSONValue]) {
    let folder = entry.kind == .tariffs ? "apis" : "gpus"
    path = folder + "/" + ImportedCatalog.fileName(entry.provider)
    kind = entry.kind
    provider = entry.provider
    self.head = head
    entries = [entry]
    isChanged = true
  }

  /// Whether the file is of the entry's kind and provider.
  func isOf(_ entry: CatalogEntry) -> Bool { kind == entry.kind && provider == entry.provider }
  /// Whether it has entries that mean the same.
  func holds(_ entry: CatalogEntry, of list: CatalogFile) -> Bool {
    !entries(like: entry, of: list).isEmpty
  }

  /// The entries that mean the same as one of a list: that with its id or its name in that list, or the machines of its
  /// type and region, or the one machine that can be it where no other of the list can be that.
  func entries(like entry: CatalogEntry, of list: CatalogFile) -> [CatalogEntry] {
    guard isOf(entry) else { return [] }
    if let same = entries.first(where: { $0.hasID(of: entry) })
      ?? entries.first(where: { $0.isListedAs(entry) })
    {
      return [same]
    }
    let ofType = entries.filter { $0.isOfType(of: entry) }
    if !ofType.isEmpty { return ofType }
    // Lists are of machines that the customer runs.
    guard head["service"] == nil else { return [] }
    let candidates = entries.filter { $0.canBe(entry) }
    guard let only = candidates.first, candidates.count == 1,
      list.entries.count(where: only.canBe) == 1
    else { return [] }
    return [only]
  }

  /// US dollars for a unit of the currency in which its prices stand; `nil` for US dollars.
  private var unitUSD: Double? {
    guard case .object(let currency)? = head["currency"], case .number(let usd)? = currency["usd"],
      usd > 0
    else { return nil }
    return usd
  }

  /// An entry of a list, whose prices of tokens are in US dollars, in the currency of the file.
  func inItsCurrency(_ entry: CatalogEntry) -> CatalogEntry {
    unitUSD.map(entry.inCurrency) ?? entry
  }

  mutating func append(_ entry: CatalogEntry) {
    entries.append(entry)
    isChanged = true
  }

  mutating func replace(_ known: CatalogEntry, by members: [String: JSONValue]) {
    guard let position = entries.firstIndex(where: { $0.id == known.id }),
      entries[position].members != members
    else { return }
    entries[position].members = members
    isChanged = true
  }

  /// Says in the note of an entry what another list asks for it, where that differs.
  mutating func note(_ list: String, of other: CatalogEntry, on known: CatalogEntry) {
    guard let position = entries.firstIndex(where: { $0.id == known.id }),
      case .object(let ours)? = entries[position].members["prices"],
      case .object(let theirs)? = inItsCurrency(other).members["prices"],
      ours["input"] != theirs["input"] || ours["output"] != theirs["output"],
      case .number(let input)? = theirs["input"], case .number(let output)? = theirs["output"],
      case .object(var provenance)? = entries[position].members["provenance"]
    else { return }
    let text =
      "\(list) (\(other.asOf ?? "no date")) differs: \(PlainDecimal.text(input)) in,"
      + " \(PlainDecimal.text(output)) out"
    let clauses = ProvenanceNote.clauses(entries[position].note)
      .filter { !$0.hasPrefix(list + " ") }
    provenance["note"] = .string(ProvenanceNote.joined(clauses + [text]))
    entries[position].members["provenance"] = .object(provenance)
    isChanged = true
  }

  var text: String {
    var members = head
    members[kind.rawValue] = .array(entries.map(\.value))
    return CatalogText.file(members)
  }
}
