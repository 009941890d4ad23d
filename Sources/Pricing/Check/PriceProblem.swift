import Numerics

extension PriceCheck {
  /// How much a finding matters.
  package enum Severity: String, Sendable, Hashable, CaseIterable {
    /// The price should not be used.
    case error
    /// The price may be wrong or may soon be.
    case warning
    /// Worth knowing.
    case note
  }

  /// The kinds of findings, by which they are grouped and filtered.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case price, ratio, peers, change, missing, context, model, repeated, terms, owned, sparse,
      unknown
    case stale, retired

    /// What the findings of the kind say.
    package var title: String {
      switch self {
      case .price: "not a price that anybody asks"
      case .ratio: "prices of one offering that do not fit one another"
      case .peers: "far from what others ask for the same thing"
      case .change: "far from what the shipped catalog has"
      case .missing: "without what the shipped catalog has"
      case .context: "a context that cannot be meant"
      case .model: "an open model that is another than the name says"
      case .repeated: "one thing under two names"
      case .terms: "terms of rent or of use out of order"
      case .owned: "a purchase price that does not fit the machine"
      case .sparse: "peaks of sparse matrices"
      case .unknown: "names that nothing else knows"
      case .stale: "old, or of a day to come"
      case .retired: "retired, or soon to be"
      }
    }
  }

  /// What can be wrong with a price.
  package enum Problem: Sendable, Hashable, CustomStringConvertible {
    /// The price was stated so many days ago, more than the limit.
    case stale(days: Int)
    /// A figure that is billed beside the prices was stated so many days ago, more than the limit.
    case staleFigure(String, days: Int)
    /// The price is dated after the day of the check.
    case fromTheFuture(CalendarDate)
    /// The offering was withdrawn on this day, and drops out of comparisons by itself.
    case retired(CalendarDate)
    /// The offering will be withdrawn on this day, within 90 days.
    case retiresSoon(CalendarDate)
    /// A price is not above 0, or not finite.
    case notAPrice(String)
    /// Batch costs more than the standard service for this class.
    case batchDearer(Bill.TokenClass)
    /// Cached input costs more than uncached input.
    case cachedInputDearer
    /// A price falls above a prompt length, which is unheard of.
    case cheaperAbove(tokens: Double)
    /// Two prices of one offering, of which the first is so many times the second.
    case ratio(UsualRatio, what: String, times: Double)
    /// Cached input costs another share of input than it does for the same model, or at the same provider.
    case cachedShare(Double, usually: Double)
    /// Spot or reserved costs more than on-demand.
    case dearerThanOnDemand(Commitment)
    /// The longer commitment costs more than the shorter one.
    case dearerThan(Commitment, shorter: Commitment)
    /// A price is so many times the median of the same thing elsewhere: a slip in the unit.
    case outlier(what: String, timesMedian: Double)
    /// A price is so many times that of another entry, where the same model ought to cost the same.
    case apartFrom(String, what: String, times: Double)
    /// Input and output are both so many times, or more, what the dearest other seller of the same open model asks, or
    /// so small a part of what the cheapest does.
    case beyondAll(times: Double, isDearer: Bool)
    /// An hour of one accelerator costs so many times what the dearest other cloud asks, or so small a part of what the
    /// cheapest does.
    case rentBeyondAll(times: Double, isDearer: Bool)
    /// An hour of one accelerator costs so many times what it does in this provider's instances of other sizes.
    case otherSizes(timesTheirs: Double)
    /// A price is so many times that of the entry of the same id in the shipped catalog.
    case changed(what: String, times: Double)
    /// An entry of this id serves another open model in the shipped catalog.
    case otherModel(shipped: String)
    /// Something beside the prices is another in the shipped catalog: the class of a seller, the accelerator of an offer.
    case differs(String, own: String, shipped: String)
    /// The shipped entry, from the same source and no older, has these, which this one has not.
    case vanished([String])
    /// The figures are those of the shipped entry, in another currency.
    case sameFigures(own: String, shipped: String)
    /// The region's name is one slip from another.
    case regionSlip(String, meant: String)
    /// The open model's name has other numbers or other words than the offering's.
    case notTheModel(String)
    /// A price in US dollars beyond what anybody asks: a slip in the unit.
    case implausible(String, usd: Double)
    /// A context of so many tokens, which is less or more than any model has.
    case implausibleContext(tokens: Int)
    /// A context that is so many times that of the same model elsewhere.
    case contextOutlier(tokens: Int, timesMedian: Double)
    /// A context of so many tokens, which is so many times what the open model is made for.
    case contextBeyondModel(tokens: Int, times: Double)
    /// A figure beside the prices that lies where none should.
    case unusual(UnusualFigure, Kind)
    /// A term costs what it was not seen to cost within a year.
    case notAsSeen(Commitment, usd: Double, low: Double, high: Double)
    /// Figures that are dated after the day of the check.
    case figureFromTheFuture(String, CalendarDate)
    /// The same model at the same provider under another name.
    case sameAs(String)
    /// Prices for prompts that the context does not allow.
    case tierBeyondContext(tokens: Double)
    /// The catalog knows hosts, but not the class of this offer's.
    case unknownHost(String)
    /// The accelerator has no known performance.
    case unknownAccelerator(String)
    /// No alias and no config of the model catalog knows the open model, so that it meets no deployment.
    case unknownModel(String)
    /// The accelerator's peaks seem to be those of sparse matrices.
    case sparsePeak(String)
    /// The purchase price is so many years of the median rent.
    case boughtFor(yearsOfRent: Double)
    /// The purchase price is so many US dollars for each kW of the machine.
    case boughtPerKilowatt(usd: Double)

    /// How much it matters.
    package var severity: Severity {
      switch self {
      case .notAPrice, .batchDearer, .outlier, .beyondAll, .rentBeyondAll, .otherSizes,
        .implausible,
        .sparsePeak,
        .implausibleContext, .contextOutlier:
        .error
      case .ratio(let usual, _, let times): usual.isPossible(times) ? .warning : .error
      // A slip in the unit is tenfold; lists that are not of one day differ by less.
      case .apartFrom(_, _, let times): times > 8 || times < 1 / 8.0 ? .error : .warning
      case .changed(_, let times): times > 3 || times < 1 / 3.0 ? .error : .warning
      case .fromTheFuture, .stale, .staleFigure, .cachedInputDearer, .cheaperAbove, .cachedShare,
        .dearerThanOnDemand, .dearerThan, .otherModel, .differs, .notTheModel, .vanished,
        .sameFigures,
        .regionSlip,
        .tierBeyondContext,
        .unknownHost, .unknownAccelerator, .unknownModel, .boughtFor, .boughtPerKilowatt,
        .contextBeyondModel, .unusual, .notAsSeen, .figureFromTheFuture, .sameAs:
        .warning
      case .retired, .retiresSoon: .note
      }
    }

    /// The kind, for grouping.
    package var kind: Kind {
      switch self {
      case .stale, .staleFigure, .fromTheFuture, .figureFromTheFuture: .stale
      case .unusual(_, let kind): kind
      case .sameAs: .repeated
      case .retired, .retiresSoon: .retired
      case .notAPrice, .implausible: .price
      case .batchDearer, .cachedInputDearer, .cheaperAbove, .ratio, .cachedShare: .ratio
      case .dearerThanOnDemand, .dearerThan, .notAsSeen: .terms
      case .outlier, .apartFrom, .beyondAll, .rentBeyondAll, .otherSizes: .peers
      case .changed, .differs, .sameFigures: .change
      case .vanished: .missing
      case .otherModel, .notTheModel: .model
      case .implausibleContext, .contextOutlier, .tierBeyondContext, .contextBeyondModel: .context
      case .unknownHost, .unknownAccelerator, .unknownModel, .regionSlip: .unknown
      case .sparsePeak: .sparse
      case .boughtFor, .boughtPerKilowatt: .owned
      }
    }

    /// The problem in a few words.
    package var description: String {
      switch self {
      case .stale(let days): "the price is \(days) days old"
      case .staleFigure(let what, let days): "\(what): \(days) days old"
      case .fromTheFuture(let date): "the price is dated \(date), which is yet to come"
      case .retired(let date): "retired on \(date)"
      case .retiresSoon(let date): "retires on \(date)"
      case .notAPrice(let what): "the price for \(what) is not above 0"
      case .batchDearer(let tokenClass): "\(tokenClass.title) costs more in a batch than standard"
      case .cachedInputDearer: "cached input costs more than uncached input"
      case .cheaperAbove(let tokens): "a price falls above \(PlainDecimal.text(tokens)) tokens"
      case .ratio(let usual, let what, let times):
        "\(what) is \(times.shortText) times \(usual.base), usually \(usual.rangeText)"
      case .cachedShare(let share, let usually):
        "cached input costs \(share.shortText) of input, where \(usually.shortText) is usual"
      case .dearerThanOnDemand(let commitment): "\(commitment.rawValue) costs more than on-demand"
      case .dearerThan(let longer, let shorter):
        "\(longer.rawValue) costs more than \(shorter.rawValue)"
      case .outlier(let what, let times):
        "\(what) is \(times.shortText) times what it costs elsewhere"
      case .apartFrom(let other, let what, let times):
        "\(what) is \(times.shortText) times that of \(other): one of the two is wrong"
      case .beyondAll(let times, let isDearer):
        "input and output are \(times.shortText) times what the \(isDearer ? "dearest" : "cheapest")"
          + " other seller of the model asks: is the unit right?"
      case .rentBeyondAll(let times, let isDearer):
        "a GPU-hour is \(times.shortText) times what the \(isDearer ? "dearest" : "cheapest") other cloud asks:"
          + " is it the price of \(isDearer ? "a node" : "one GPU of several")?"
      case .otherSizes(let times):
        "a GPU-hour is \(times.shortText) times that of the provider's other sizes:"
          + " is it the price of a node?"
      case .changed(let what, let times):
        "\(what) is \(times.shortText) times that of the shipped entry"
      case .otherModel(let shipped): "the shipped entry serves \"\(shipped)\""
      case .differs(let what, let own, let shipped):
        "\(what) is \(own), where the shipped catalog has \(shipped)"
      case .vanished(let what):
        "the shipped entry, from the same source and no older, has \(what.joined(separator: ", ")), which this has not"
      case .sameFigures(let own, let shipped):
        "its figures in \(own) are those of the shipped entry in \(shipped)"
      case .regionSlip(let region, let meant):
        "no region \"\(region)\" is known; is it \"\(meant)\"?"
      case .notTheModel(let model): "by its name it is not the open model \"\(model)\""
      case .implausible(let what, let usd): "\(what) costs \(PlainDecimal.text(usd)) USD"
      case .implausibleContext(let tokens): "a context of \(tokens) tokens"
      case .contextOutlier(let tokens, let times):
        "a context of \(tokens) tokens, \(times.shortText) times that of the same model elsewhere"
      case .contextBeyondModel(let tokens, let times):
        "a context of \(tokens) tokens, \(times.shortText) times what the open model is made for"
      case .unusual(let figure, _): figure.description
      case .notAsSeen(let commitment, let usd, let low, let high):
        "\(commitment.rawValue) costs \(PlainDecimal.text(usd)) USD, where"
          + " \(PlainDecimal.text(low)) to \(PlainDecimal.text(high)) was seen within a year"
      case .figureFromTheFuture(let what, let date):
        "the date of \(what) is \(date), which is yet to come"
      case .sameAs(let other): "the same model at the same provider as \(other)"
      case .tierBeyondContext(let tokens):
        "a price above \(PlainDecimal.text(tokens)) tokens, which the context does not allow"
      case .sparsePeak(let what): "\(what): is it the figure with sparsity?"
      case .unknownHost(let provider):
        "no class of host is known for \"\(provider)\": neither hosts.json nor the offer says it"
      case .unknownModel(let model):
        "no open model \"\(model)\" is known, so that it is compared with no deployment"
      case .unknownAccelerator(let gpu): "no accelerator \"\(gpu)\" is known"
      case .boughtFor(let years):
        "it is bought for \(years.shortText) years of rent, usually 0.35 to 2.5"
      case .boughtPerKilowatt(let usd):
        "it is bought for \(usd.shortText) USD per kW, usually 4,000 to 60,000"
      }
    }
  }
}

extension Double {
  /// Two significant digits.
  fileprivate var shortText: String { PlainDecimal.text(roundedToTwoDigits) }

  private var roundedToTwoDigits: Double {
    guard isFinite, self > 0 else { return 0 }
    var scale = 1.0
    while self * scale < 10, scale < 1e12 { scale *= 10 }
    while self * scale >= 100, scale > 1e-12 { scale /= 10 }
    return (self * scale).rounded() / scale
  }
}
