/// Reads short numbers out of a text, one after another.
struct DigitCursor {
  private let bytes: [UInt8]
  /// The next byte.
  private(set) var place: Int

  init(_ bytes: [UInt8], at place: Int = 0) {
    self.bytes = bytes
    self.place = place
  }

  /// The number that begins here, of at most `most` digits; `nil`, and nothing read, if there is none.
  mutating func number(digits most: Int = 4) -> Int? {
    var value = 0
    var end = place
    while end < bytes.count, end - place < most, bytes[end].isDigit {
      value = value * 10 + Int(bytes[end] - UInt8(ascii: "0"))
      end += 1
    }
    guard end > place else { return nil }
    place = end
    return value
  }

  /// The number after a word that begins here; `nil`, and nothing read, if there is none.
  mutating func number(after word: StaticString, digits most: Int = 4) -> Int? {
    let word = Array("\(word)".utf8)
    guard bytes[place...].starts(with: word) else { return nil }
    var beyond = DigitCursor(bytes, at: place + word.count)
    guard let number = beyond.number(digits: most) else { return nil }
    place = beyond.place
    return number
  }

  /// Where a run of digits that holds a place ends.
  func endOfRun(from start: Int) -> Int {
    bytes[start...].firstIndex { !$0.isDigit } ?? bytes.count
  }
}

extension UInt8 {
  /// Whether it is a decimal digit.
  var isDigit: Bool { UInt8(ascii: "0") <= self && self <= UInt8(ascii: "9") }

  /// Whether it is part of a word: a letter, a digit, or anything beyond ASCII.
  var isWord: Bool {
    isDigit || self >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
