import CheckedJSON
import ModelArithmetic
import Roofline

/// A layout as people write it: `TP8`, `TP8·EP8`, `tp4-pp2`, `TP8 EP8 DP8`.
struct LayoutPattern: Sendable, Hashable {
  private let text: String
  private let tensor: Int
  private let pipeline: Int
  private let expert: Int
  private let attentionData: Int

  init(_ text: String) throws(InputError) {
    var numbers: [String: Int] = [:]
    let words = text.lowercased().replacing("dp-attention", with: "dp")
      .split { !($0.isLetter || $0.isNumber) }.map(String.init)
    // `DP-attention 8` leaves its number a word of its own.
    var pending: String?
    for word in words {
      let letters = String(word.prefix { $0.isLetter })
      let digits = word.dropFirst(letters.count)
      let key = letters.isEmpty ? pending : letters
      pending = digits.isEmpty ? letters : nil
      guard !digits.isEmpty else { continue }
      guard let key, ["tp", "pp", "ep", "dp"].contains(key), let number = Int(digits),
        (1...1024).contains(number), numbers[key] == nil
      else { throw Self.unreadable(text) }
      numbers[key] = number
    }
    guard pending == nil, let tensor = numbers["tp"] ?? (numbers.isEmpty ? nil : 1) else {
      throw Self.unreadable(text)
    }
    self.text = text
    self.tensor = tensor
    pipeline = numbers["pp"] ?? 1
    expert = numbers["ep"] ?? 1
    attentionData = numbers["dp"] ?? 1
  }

  private static func unreadable(_ text: String) -> InputError {
    InputError(
      found: "the layout \"\(text.shortened())\"",
      expected: "ranks such as TP8, TP8·EP8, TP4·PP2 or TP8·EP8·DP-attention 8")
  }

  /// The layout, if the model can be spread so on the chip.
  func layouts(for model: ModelArchitecture, on accelerator: Accelerator, among all: [Layout])
    -> [Layout]
  {
    let most = all.map(\.chips).max() ?? 1
    guard tensor * pipeline <= most,
      let layout = try? Layout(
        tensor: tensor, pipeline: pipeline, expert: expert, attentionData: attentionData),
      layout.suits(model, on: accelerator)
    else { return [] }
    return [layout]
  }
}
