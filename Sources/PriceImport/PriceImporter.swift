package import CheckedJSON
package import Pricing

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Turns the price lists that others maintain into files of our catalog.
///
/// Every imported entry is read back through the catalog's own door, so that it obeys the same
/// rules as a file written by hand; what does not is left out and named, never imported in part.
package enum PriceImporter {
  /// The formats that can be imported.
  package enum Format: String, Sendable, CaseIterable {
    /// LiteLLM's `model_prices_and_context_window.json`.
    case litellm
    /// The `data.json` that genai-prices publishes.
    case genaiPrices = "genai-prices"
    /// A `vms.csv` of SkyPilot's catalog, one file per cloud.
    case skypilot
    /// A CSV of gpuhunt's catalog, one file per cloud.
    case gpuhunt
    /// The answer of OpenRouter's `/api/v1/models`.
    case openRouter = "openrouter"
    /// The `api.json` of models.dev.
    case modelsDev = "models.dev"

    /// Whether a file is of one cloud, which it does not name.
    package var isOfOneCloud: Bool { self == .skypilot || self == .gpuhunt }
  }

  /// Imports a price list.
  ///
  /// - Parameters:
  ///   - data: The text of the price list.
  ///   - format: Whose format it has.
  ///   - file: Its name, for errors.
  ///   - source: What the imported entries shall give as their source, with its version.
  ///   - asOf: The day for which the list holds; none of the formats states it.
  ///   - provider: The cloud, which the two CSV formats do not state.
  ///   - known: A catalog that says which open models the offerings serve, since price lists do not;
  ///     an imported offering takes it over from the one with its id, or with exactly its name.
  ///   - openModels: The ids of open models; an offering of which that is the whole name serves it.
  ///   - isForced: Whether models and machines are taken over whose price is far from what is known of them.
  ///   - accelerators: The id of the accelerator that a name means; `nil` for none or several. Lists of tokens need none.
  /// - Throws: `InputError` if the text as a whole is not of the format.
  package static func prices(
    from data: Data, format: Format, file: String? = nil, source: String, asOf: CalendarDate,
    provider: String? = nil, knowing known: PriceCatalog? = nil, openModels: Set<String> = [],
    isForced: Bool = false,
    accelerators: (String) -> String? = { _ in nil }
  ) throws(InputError) -> PriceImport {
    let offerings = KnownOfferings(known, openModels: openModels, isForced: isForced)
    switch format {
    case .litellm:
      return try litellm(data, file: file, source: source, asOf: asOf, knowing: offerings)
    case .genaiPrices:
      return try genaiPrices(data, file: file, source: source, asOf: asOf, knowing: offerings)
    case .openRouter:
      return try openRouter(data, file: file, source: source, asOf: asOf, knowing: offerings)
    case .modelsDev:
      return try modelsDev(data, file: file, source: source, asOf: asOf, knowing: offerings)
    case .skypilot, .gpuhunt:
      guard let provider, !provider.isEmpty else {
        throw InputError(
          file: file, found: "no provider", expected: "the name of the cloud whose prices these are"
        )
      }
      let peers = MachinePeers(isForced ? nil : known)
      return format == .skypilot
        ? try skypilot(
          data, provider: provider, file: file, source: source, asOf: asOf, peers: peers,
          accelerators: accelerators)
        : try gpuhunt(
          data, provider: provider, file: file, source: source, asOf: asOf, peers: peers,
          accelerators: accelerators)
    }
  }
}
