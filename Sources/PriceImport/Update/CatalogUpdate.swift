package import CheckedJSON
package import Pricing

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What newer price lists make of a folder of catalogs: the files that change, and what changes in them.
///
/// A list says what it says of prices, and nothing of what people wrote beside them: the open model, the context, what
/// the cache takes, limits, speed, notes, and prices that the list does not give stay, and so does a price of which the
/// note says where else it was read, as long as the list has the same prices beside it. A price that moves by more than
/// a factor of three is not taken over unless it is forced, nor one of an entry whose own price came from elsewhere: from
/// another list, an invoice, a page or a person. An entry that its list no longer has stays and is named, and so does a
/// price of an entry that the list has dropped, whose note says of which day it is.
package struct CatalogUpdate: Sendable {
  /// One file of a folder.
  package struct File: Sendable, Equatable {
    /// Its path below the folder.
    package let path: String
    /// Its whole text.
    package let text: String
  }

  /// What became of one entry.
  package struct Change: Sendable, Equatable {
    /// The kinds of changes.
    package enum Kind: String, Sendable, CaseIterable {
      case new, changed, gone, suspicious
    }

    /// The kind.
    package let kind: Kind
    /// The id of the tariff or offer.
    package let id: String
    /// Who sells it.
    package let provider: String
    /// What is different, in words.
    package let details: [String]
  }

  /// One list, read.
  package struct List: Sendable {
    /// Its first word in the sources of entries: `litellm`.
    package let kind: String
    /// Its entries.
    package let prices: PriceImport

    /// Makes a list.
    package init(kind: String, prices: PriceImport) {
      self.kind = kind
      self.prices = prices
    }

    /// The cloud of a table of machines, which says nothing of others.
    var onlyProvider: String? {
      guard prices.rowsImported != nil, prices.files.count == 1, let file = prices.files.first,
        let document = try? JSONDocument(Data(file.text.utf8), file: file.name),
        case .string(let provider)? = try? document.root.object().value("provider")
      else { return nil }
      return provider
    }
  }

  /// The files that change, by path.
  package private(set) var files: [File] = []
  /// What changes, in the order of ids.
  package private(set) var changes: [Change] = []
  /// How many entries a list confirms at the price that they have.
  package var confirmed: Int { confirmedIDs.count }
  private var confirmedIDs: Set<String> = []

  /// Prices of a list for an entry that came from elsewhere, until it is known whether its own list is among those given.
  private struct Foreign {
    let list: String
    let entry: CatalogEntry
    let known: CatalogEntry
    let change: Change
  }
  private var foreign: [Foreign] = []

  /// Merges lists into a folder; of lists that both give an entry the first decides, or that from which it came.
  ///
  /// - Parameters:
  ///   - folder: The folder's files, with their paths below it.
  ///   - lists: The lists, the one to be believed first.
  ///   - isForced: Whether moves by more than a factor of three are taken over, and prices of entries from elsewhere.
  ///   - addsNew: Whether entries are added that the folder has not.
  ///   - date: The day by which what a list calls retired is not added.
  /// - Throws: `InputError` for a file of the folder that is no catalog.
  package init(
    of folder: [(path: String, data: Data)], with lists: [List], isForced: Bool = false,
    addsNew: Bool = true, at date: CalendarDate
  ) throws(InputError) {
    var catalogs: [CatalogFile] = []
    for file in folder where !file.path.hasSuffix(".schema.json") {
      if let catalog = try CatalogFile(path: file.path, data: file.data) {
        catalogs.append(catalog)
      }
    }
    var taken: Set<String> = []
    for list in lists {
      var listed: Set<String> = []
      for file in list.prices.files {
        let document = try JSONDocument(Data(file.text.utf8), file: file.name)
        guard let entries = CatalogFile(path: file.name, document: document) else { continue }
        for entry in entries.entries {
          listed.insert(entry.id)
          guard let position = catalogs.firstIndex(where: { $0.holds(entry, of: entries) }) else {
            if addsNew, !entry.isRetired(at: date), taken.insert(entry.id).inserted {
              add(entry, head: entries.head, to: &catalogs)
            }
            continue
          }
          for known in catalogs[position].entries(like: entry, of: entries) {
            listed.insert(known.id)
            if taken.contains(known.id) {
              catalogs[position].note(list.kind, of: entry, on: known)
            } else if merge(
              entry, of: list.kind, into: known, of: &catalogs[position], isForced: isForced)
            {
              taken.insert(known.id)
            }
          }
        }
      }
      nameMissing(list, listed: listed, in: catalogs)
    }
    for price in foreign {
      if taken.contains(price.known.id) {
        for position in catalogs.indices where catalogs[position].isOf(price.known) {
          catalogs[position].note(price.list, of: price.entry, on: price.known)
        }
      } else {
        changes.append(price.change)
      }
    }
    files = catalogs.filter(\.isChanged).map { File(path: $0.path, text: $0.text) }
    changes.sort { ($0.id, $0.kind.rawValue) < ($1.id, $1.kind.rawValue) }
  }

  private mutating func add(
    _ entry: CatalogEntry, head: [String: JSONValue], to catalogs: inout [CatalogFile]
  ) {
    if let position = catalogs.firstIndex(where: { $0.isOf(entry) }) {
      catalogs[position].append(catalogs[position].inItsCurrency(entry))
    } else {
      catalogs.append(CatalogFile(holding: entry, head: head))
    }
    changes.append(
      Change(kind: .new, id: entry.id, provider: entry.provider, details: entry.priceTexts))
  }

  /// Whether the list decides about the entry; not where its price came from elsewhere.
  private mutating func merge(
    _ entry: CatalogEntry, of list: String, into known: CatalogEntry, of catalog: inout CatalogFile,
    isForced: Bool
  ) -> Bool {
    // What is newer in the folder was put there by somebody who knew better.
    guard known.asOf ?? "" <= entry.asOf ?? "" else { return true }
    let isOwn = known.isFrom(list)
    let merger = EntryMerger(old: known, new: catalog.inItsCurrency(entry), isOwn: isOwn)
    if merger.details.isEmpty {
      confirmedIDs.insert(known.id)
      if isOwn {
        catalog.replace(known, by: merger.merged)
        nameGone(merger.gone, of: known, since: list)
      }
      return isOwn
    }
    func refusal(_ reason: String) -> Change {
      Change(
        kind: .suspicious, id: known.id, provider: known.provider,
        details: merger.details + ["not taken over: " + reason])
    }
    guard isForced || isOwn else {
      foreign.append(
        Foreign(
          list: list, entry: entry, known: known,
          change: refusal("its price is of \(known.source.shortened())")))
      return false
    }
    guard isForced || !merger.isSuspicious else {
      changes.append(refusal("more than a factor of three"))
      return true
    }
    changes.append(
      Change(kind: .changed, id: known.id, provider: known.provider, details: merger.details))
    catalog.replace(known, by: merger.merged)
    nameGone(merger.gone, of: known, since: list)
    return true
  }

  /// Prices of an entry that its list no longer has.
  private mutating func nameGone(_ prices: [String], of known: CatalogEntry, since list: String) {
    guard !prices.isEmpty else { return }
    let (it, stays) = prices.count == 1 ? ("it", "it stays") : ("them", "they stay")
    changes.append(
      Change(
        kind: .gone, id: known.id, provider: known.provider,
        details: [
          "\(prices.joined(separator: ", ")): \(list) no longer has \(it); \(stays), as of \(known.asOf ?? "no day")"
        ]))
  }

  /// Entries that came from a list and are no longer in it; one that the import left out says why.
  private mutating func nameMissing(
    _ list: List, listed: Set<String>, in catalogs: [CatalogFile]
  ) {
    var reasons: [String: PriceImport.Reason] = [:]
    for entry in list.prices.leftOut { reasons[entry.entry] = entry.reason }
    let onlyProvider = list.onlyProvider
    for entry in catalogs.flatMap(\.entries)
    where entry.isFrom(list.kind) && !listed.contains(entry.id)
      && (onlyProvider ?? entry.provider) == entry.provider
    {
      let reason = entry.listedName.flatMap { reasons[$0] }
      changes.append(
        Change(
          kind: reason == nil ? .gone : .suspicious, id: entry.id, provider: entry.provider,
          details: [
            reason.map { "left out: \($0.description)" }
              ?? "\(list.kind) no longer has it; it stays"
          ]))
    }
  }
}
