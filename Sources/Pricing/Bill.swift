import Numerics

/// What one request costs, line by line.
public struct Bill: Sendable, Hashable {
  /// A class of tokens that a tariff prices, or the request itself.
  public enum TokenClass: String, Sendable, Hashable, CaseIterable {
    case uncachedInput, cachedInput, cacheWrite, cacheWrite1h, cacheStorage, output, reasoning
    case request, search, webSearch, fileSearch, mapSearch

    /// The class in words.
    package var title: String {
      switch self {
      case .uncachedInput: "uncached input"
      case .cachedInput: "cached input"
      case .cacheWrite: "writing to the cache"
      case .cacheWrite1h: "writing to the cache for an hour"
      case .cacheStorage: "keeping in the cache"
      case .output: "output"
      case .reasoning: "reasoning"
      case .request: "the request itself"
      case .search: "searches that rank documents"
      case .webSearch: "web searches"
      case .fileSearch: "file searches"
      case .mapSearch: "map searches"
      }
    }

    /// What is counted.
    package var unit: String {
      switch self {
      case .cacheStorage: "token-hours"
      case .request: "requests"
      case .search, .webSearch, .fileSearch, .mapSearch: "searches"
      default: "tokens"
      }
    }
  }

  /// The tokens of one class and their cost.
  package struct Line: Sendable, Hashable {
    /// The class of the tokens.
    package let tokenClass: TokenClass
    /// How many tokens; of those kept in the cache, tokens × hours; 1 for the request itself, and its searches.
    package let tokens: Double
    /// The price that was applied, in US dollars per million tokens, tokens × hours or requests.
    package let usdPerMillion: Double
    /// Tokens × price, in US dollars.
    package var usd: Double { tokens * usdPerMillion / 1e6 }
  }

  /// Something that the tariff does not say and that the bill had to assume.
  package enum Assumption: Sendable, Hashable, CustomStringConvertible {
    /// No price of this class is known; its tokens were charged as those of another class.
    case charged(TokenClass, as: TokenClass)
    /// The hour was not given; the mean over the 168 hours of the week was charged.
    case meanOverWeek
    /// The hours of the requests were given; the mean over them was charged.
    case meanOverTraffic
    /// The long-prompt price of this service tier is unknown; the dearer of its short-prompt price
    /// and the standard long-prompt price was charged.
    case longPromptPriceUnknown(ServiceTier)
    /// The long-prompt price of some hours is unknown; the dearer of their short-prompt price and the ordinary
    /// long-prompt price was charged.
    case longPromptPriceOfHoursUnknown(String)
    /// No price for keeping tokens in the cache is known; nothing was charged for it.
    case storageUnknown
    /// A share of the bill that the seller takes for itself is in the prices.
    case feeIncluded(Double)
    /// A share is off the list, as somebody was granted.
    case discounted(Double)
    /// The list is in another currency; its worth on a day was taken.
    case converted(PriceCurrency)
    /// No price of such calls is known; none was charged.
    case callsUnknown(ToolCall)
    /// The provider has no such calls; the asker's own were charged.
    case callsOfOnesOwn(ToolCall)
    /// So many calls are free, which is not counted, as that depends on how many there are; their worth in a month.
    case freeCallsNotCounted(ToolCall, FreeCalls, usdPerMonth: Double)
    /// The region has no known multiplier; the list price was charged.
    case unknownRegion(String)

    /// The assumption in a sentence.
    package var description: String {
      switch self {
      case .charged(let missing, let other):
        "no price for \(missing.title) is known; charged as \(other.title)"
      case .meanOverWeek: "prices vary by hour; charged at the mean over the week"
      case .meanOverTraffic:
        "prices vary by hour; charged at the mean over the hours of the traffic"
      case .longPromptPriceUnknown(let service):
        "no \(service.rawValue) price is known for prompts this long; charged at the dearer of its"
          + " short-prompt price and the standard price"
      case .longPromptPriceOfHoursUnknown(let hours):
        "no price of \(hours) is known for prompts this long; charged at the dearer of its short-prompt"
          + " price and the ordinary price"
      case .storageUnknown:
        "no price for keeping prompts in the cache is known; none was charged beyond that of writing"
      case .feeIncluded(let share):
        "the seller's fee of \(PlainDecimal.text(share * 100)) % of the bill is in the prices"
      case .discounted(let share):
        "a discount of \(PlainDecimal.text(share * 100)) % is off the list price"
      case .converted(let currency):
        "prices in \(currency.code), taken at \(PlainDecimal.text(currency.usd)) USD as of"
          + " \(currency.provenance.asOf)"
      case .callsUnknown(let tool): "no price for \(tool.title) is known; none was charged"
      case .callsOfOnesOwn(let tool):
        "no price of the provider's for \(tool.title) is known; charged as those of one's own"
      case .freeCallsNotCounted(let tool, let free, let usd):
        "the first \(PlainDecimal.text(free.count)) \(tool.title) of a \(free.period.rawValue) are free, which"
          + " is not counted: up to \(PlainDecimal.text(usd.rounded())) USD a month less"
      case .unknownRegion(let region):
        "no price is known for the region \(region); charged at the list price"
      }
    }
  }

  /// The classes that have tokens, in the order of ``TokenClass``.
  package let lines: [Line]
  /// What had to be assumed, if anything.
  package let assumptions: [Assumption]
  /// The sum of the lines, in US dollars.
  package var totalUSD: Double { lines.reduce(0) { $0 + $1.usd } }
}
