#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Finds the line and column of a JSON path in the text that it was read from.
///
/// Values do not carry their places, as few of them are ever complained about; the text is read once more for
/// those that are.
struct JSONLocator {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The byte at which the value of a path such as `$.candidates.models[2]` begins; `nil` for a path that does
  /// not lead anywhere.
  mutating func position(of path: String) -> Int? {
    guard path.hasPrefix("$") else { return nil }
    var rest = path.dropFirst()
    index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    skipBlanks()
    while let mark = rest.first {
      rest = rest.dropFirst()
      if mark == "[" {
        let digits = rest.prefix { $0 != "]" }
        guard let count = Int(digits), enterArray(at: count) else { return nil }
        rest = rest.dropFirst(digits.count + 1)
      } else {
        let key = rest.prefix { $0 != "." && $0 != "[" }
        guard mark == ".", enterObject(at: String(key)) else { return nil }
        rest = rest.dropFirst(key.count)
      }
    }
    return index
  }

  private mutating func enterObject(at key: String) -> Bool {
    guard take(UInt8(ascii: "{")) else { return false }
    while index < bytes.count {
      skipBlanks()
      let start = index + 1
      guard byte == UInt8(ascii: "\"") else { return false }
      skipText()
      let name = String(decoding: bytes[min(start, index)..<max(start, index - 1)], as: UTF8.self)
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { return false }
      skipBlanks()
      if name == key { return true }
      skipValue()
      skipBlanks()
      guard take(UInt8(ascii: ",")) else { return false }
    }
    return false
  }

  private mutating func enterArray(at count: Int) -> Bool {
    guard take(UInt8(ascii: "[")) else { return false }
    skipBlanks()
    for _ in 0..<max(0, count) {
      skipValue()
      skipBlanks()
      guard take(UInt8(ascii: ",")) else { return false }
      skipBlanks()
    }
    return index < bytes.count
  }

  /// Passes a value of any depth.
  private mutating func skipValue() {
    var depth = 0
    while let current = byte {
      switch current {
      case UInt8(ascii: "\""):
        skipText()
        if depth == 0 { return }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
        if depth == 0 {
          index += 1
          return
        }
      case UInt8(ascii: ",") where depth == 0: return
      default: break
      }
      index += 1
    }
  }

  private mutating func skipText() {
    index += 1
    while let current = byte, current != UInt8(ascii: "\"") {
      index += current == UInt8(ascii: "\\") ? 2 : 1
    }
    index = min(index + 1, bytes.count)
  }

  private mutating func skipBlanks() {
    while let current = byte, current <= 0x20 { index += 1 }
  }

  private mutating func take(_ wanted: UInt8) -> Bool {
    guard byte == wanted else { return false }
    index += 1
    return true
  }

  private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }
}

extension InputError {
  /// The same error with line and column before its JSON path, as they stand in the text that was read.
  package func located(in text: Data) -> InputError {
    guard let place, place.hasPrefix("$") else { return self }
    let bytes = Array(text)
    var locator = JSONLocator(bytes)
    guard let index = locator.position(of: place) else { return self }
    var located = self
    located.place = "\(JSONFault.place(of: index, in: bytes)) (\(place))"
    return located
  }
}
