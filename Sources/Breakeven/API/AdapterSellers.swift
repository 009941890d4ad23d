import CheckedJSON
public import Pricing
import Workloads

/// What is known of a seller's way with a customer's own adapters.
public struct AdapterOffer: Sendable, Hashable {
  /// At what price adapters are served.
  public enum Price: String, Sendable, Hashable, CaseIterable {
    /// At that of the plain model.
    case basePrice
    /// Served, at a price that nobody published or that is another.
    case ownPrice
    /// Nobody checked whether they are served.
    case notChecked
  }

  /// At what price adapters are served.
  public let price: Price
  /// Who says so; `nil` where nobody checked.
  public let provenance: Provenance?
}

/// Which sellers of tokens serve a customer's adapters, as their pages say.
struct AdapterSellers: Sendable {
  private let entries: [Entry]

  private struct Entry: Sendable {
    let provider: String
    let price: AdapterOffer.Price?
    let models: [String]?
    let maximumRank: Int?
    let maximumAdapters: Int?
    let provenance: Provenance
  }

  init(_ document: JSONDocument) throws(InputError) {
    var entries: [Entry] = []
    for place in try document.root.object().required("sellers").array() {
      let seller = try place.object()
      try seller.allowOnly([
        "provider", "serves", "models", "maximumRank", "maximumAdapters", "source", "asOf",
      ])
      let serves = try seller.required("serves")
      var models: [String]?
      if let list = seller["models"] {
        var names: [String] = []
        for place in try list.array() { names.append(try place.text()) }
        models = names
      }
      entries.append(
        Entry(
          provider: try seller.required("provider").text(),
          price: try serves.text() == "no" ? nil : try serves.choice(AdapterOffer.Price.self),
          models: models, maximumRank: try seller["maximumRank"]?.integer(in: 1...65_536),
          maximumAdapters: try seller["maximumAdapters"]?.integer(in: 1...1_000_000),
          provenance: Provenance(
            source: try seller.required("source").text(),
            asOf: try seller.required("asOf").date())))
    }
    self.entries = entries
  }

  /// What a seller makes of adapters on an open model, or why it does not serve them.
  func offer(
    of adapters: Adapters, on model: String, by provider: String
  ) -> Result<AdapterOffer, AdapterObstacle> {
    let own = entries.first {
      $0.provider == provider
        && $0.models.map { $0.contains { $0.lowercased() == model.lowercased() } } ?? true
    }
    guard let own else {
      return .success(AdapterOffer(price: .notChecked, provenance: nil))
    }
    guard let price = own.price else {
      return .failure(
        AdapterObstacle(
          "it serves adapters of this model on machines of one's own only (\(own.provenance.source))"
        ))
    }
    if let most = own.maximumAdapters, adapters.count > most {
      return .failure(AdapterObstacle("it serves at most \(most) adapters at a time"))
    }
    if let most = own.maximumRank, adapters.rank > most {
      return .failure(AdapterObstacle("it serves adapters up to a rank of \(most)"))
    }
    return .success(AdapterOffer(price: price, provenance: own.provenance))
  }
}

/// Why a seller cannot serve adapters.
struct AdapterObstacle: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
