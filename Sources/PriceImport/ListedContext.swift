import CheckedJSON

/// The context that a price list gives, or why what stands there is none.
struct ListedContext {
  /// Its length; `nil` where the list has none that can be read.
  let tokens: Int?
  /// Why it is not known although the list has a value for it.
  let problem: String?

  /// Reads a whole number, or one that is written as a text; lists write 0 where they do not know it.
  init(_ place: JSONPlace?) {
    guard let place, !place.isNull, place.value != .number(0) else {
      (tokens, problem) = (nil, nil)
      return
    }
    if case .string(let text) = place.value, let written = Int(text), Self.bounds.contains(written)
    {
      (tokens, problem) = (written, nil)
      return
    }
    do throws(InputError) {
      (tokens, problem) = (try place.integer(in: Self.bounds), nil)
    } catch {
      tokens = nil
      problem = "the context is not taken over: \(error.description)".shortened(to: 300)
    }
  }

  private static let bounds = 1...1_000_000_000
}
