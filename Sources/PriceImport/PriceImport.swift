package import CheckedJSON
import Numerics

/// What an importer made of someone else's price list.
package struct PriceImport: Sendable, Equatable {
  /// A catalog file, ready to be written beside others.
  package struct File: Sendable, Equatable {
    /// A name such as `openai.json`.
    package let name: String
    /// The JSON text.
    package let text: String
  }

  /// An entry that was not imported.
  package struct LeftOut: Sendable, Equatable {
    /// What the price list calls it.
    package let entry: String
    /// Why it was left out.
    package let reason: Reason
  }

  /// Why an entry was left out.
  package enum Reason: Sendable, Equatable, CustomStringConvertible {
    /// It has a price that we do not know how to bill, so that importing the rest would underbill.
    case unknownPriceKey(String)
    /// It has no price for this class.
    case noPrice(String)
    /// Its price of this class is 0, which means that the price is unknown or that use is limited.
    case zeroPrice(String)
    /// It does not answer text with text; the text is what it does.
    case notText(String)
    /// Another entry already gave this offering, at the same prices.
    case repeated(String)
    /// Another entry already gave this offering, at other prices, of which nobody says which hold.
    case repeatedAtOtherPrices(String)
    /// Its prices are in this currency; whether the list says so, or gives them as if they were US dollars.
    case otherCurrency(String, isSaid: Bool)
    /// It charges each request for this, of which we do not know how much, so that importing the rest would underbill.
    case unbilledFee(String)
    /// It uses something that the catalog cannot express.
    case unsupported(String)
    /// A GPU-hour costs less than a third of what is known of it, as the floor of an auction does, or more than ten
    /// times that.
    case unlikePeers(usdPerGPUHour: Double, peers: Double)
    /// It breaks a rule of the catalog.
    case invalid(InputError)

    /// The kind of reason, without its details, for counting.
    package var kind: String {
      switch self {
      case .unknownPriceKey: "unknown price key"
      case .noPrice: "no price"
      case .zeroPrice: "a price of 0"
      case .notText: "not text to text"
      case .repeated: "repeated"
      case .repeatedAtOtherPrices: "repeated at other prices"
      case .otherCurrency: "another currency"
      case .unbilledFee: "a fee of each request"
      case .unsupported: "not expressible"
      case .unlikePeers: "far from what is known"
      case .invalid: "invalid"
      }
    }

    /// The reason in a few words.
    package var description: String {
      switch self {
      case .unknownPriceKey(let key): "unknown price key \"\(key.shortened())\""
      case .noPrice(let key): "no price for \(key.shortened())"
      case .zeroPrice(let key): "a price of 0 for \(key.shortened())"
      case .notText(let mode): "not text to text: \(mode.shortened())"
      case .repeated(let other): "the same offering as \(other.shortened())"
      case .repeatedAtOtherPrices(let other):
        "the same offering as \(other.shortened()), whose prices are others and are taken over"
      case .otherCurrency(let currency, let isSaid):
        "prices in \(currency.shortened())"
          + (isSaid ? ", expected US dollars" : " that the list gives as if they were US dollars")
      case .unbilledFee(let what): what
      case .unsupported(let what): what
      case .unlikePeers(let usd, let peers):
        "\(PlainDecimal.text((usd * 1000).rounded() / 1000)) USD per GPU-hour, where"
          + " \(PlainDecimal.text((peers * 1000).rounded() / 1000)) is known: is it the floor of an auction?"
          + " --force imports it"
      case .invalid(let error): error.description
      }
    }
  }

  /// One catalog file per provider, by name.
  package let files: [File]
  /// How many entries the files hold.
  package let imported: Int
  /// How many rows of a table those entries stand for; `nil` where the list is no table.
  package var rowsImported: Int?
  /// How many rows of a table have no accelerator.
  package var rowsWithoutAccelerator = 0
  /// The entries that were left out, in the order of the price list.
  package let leftOut: [LeftOut]
  /// Prices of options that a text request does not use, such as audio, and in how many entries.
  package let unusedPriceKeys: [String: Int]

  /// How many entries were left out for each kind of reason.
  package var leftOutByKind: [String: Int] {
    leftOut.reduce(into: [:]) { $0[$1.reason.kind, default: 0] += 1 }
  }
}
