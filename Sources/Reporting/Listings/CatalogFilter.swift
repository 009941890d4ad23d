import CheckedJSON

/// What of a catalog's list is wanted, such as the GPUs of one vendor.
///
/// A text fits a name that contains it, whatever the case, blanks and dashes: `llama 3.3` fits
/// `meta-llama/Llama-3.3-70B-Instruct`. With `*` it must fit the whole name.
package struct CatalogFilter: Sendable, Hashable {
  /// What one may filter by.
  package enum Key: String, CaseIterable, Sendable {
    case model, gpu, vendor, host
  }

  private var wanted: [Key: String] = [:]

  package init() {}

  package subscript(key: Key) -> String? {
    get { wanted[key] }
    set { wanted[key] = newValue }
  }

  /// Whether anything is left out.
  package var isEmpty: Bool { wanted.isEmpty }

  /// The elements that fit.
  ///
  /// - Parameters:
  ///   - list: The name of the list, for the error.
  ///   - names: What each element is called by each key; a key that no element has cannot be filtered by.
  /// - Throws: `InputError` for a key that the list does not have, and where nothing fits.
  func fitting<Element>(
    _ elements: [Element], list: String, _ names: (Element) -> [Key: String]
  ) throws(InputError) -> [Element] {
    var kept = elements
    for key in Key.allCases {
      guard let text = wanted[key] else { continue }
      guard NamePattern(text).isWild || !Self.key(text).isEmpty else {
        throw InputError(
          found: "--\(key.rawValue) \"\(text.shortened())\"",
          expected: "letters or digits of a name, or * for anything")
      }
      let all = elements.map { names($0) }
      guard all.contains(where: { $0[key] != nil }) else {
        let known = Key.allCases.filter { key in all.contains { $0[key] != nil } }
        throw InputError(
          found: "--\(key.rawValue) for \(list)",
          expected: known.map { "--\($0.rawValue)" }.joined(separator: ", "))
      }
      kept = kept.filter { names($0)[key].map { Self.fits(text, $0) } ?? false }
      guard !kept.isEmpty else {
        guard !all.contains(where: { $0[key].map { Self.fits(text, $0) } ?? false }) else {
          throw InputError(
            found: "none of the \(list) that fits \(written)", expected: "fewer of these at once")
        }
        let values = Set(all.compactMap { $0[key] }).sorted()
        throw InputError.unknown("\(key.rawValue) in \(list)", text, among: values)
      }
    }
    return kept
  }

  /// `--model llama --host together`.
  private var written: String {
    Key.allCases.compactMap { key in wanted[key].map { "--\(key.rawValue) \($0.shortened())" } }
      .joined(separator: " ")
  }

  private static func fits(_ text: String, _ name: String) -> Bool {
    let pattern = NamePattern(text)
    return pattern.isWild ? pattern.matches(name) : key(name).contains(key(text))
  }

  private static func key(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
