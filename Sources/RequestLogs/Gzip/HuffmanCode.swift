/// A prefix code of RFC 1951, as a table of what the next bits mean.
///
/// The table is looked up by the next ``rootBits`` bits. Words that are longer lead to a second table, which stands behind
/// the first and is looked up by the bits after those.
struct HuffmanCode {
  /// What a word stands for.
  ///
  /// | bits | of a literal | of a length or distance | of a further table |
  /// |---|---|---|---|
  /// | 0–5 | bits of the word or of both words | bits of the word and of its addition | ``rootBits`` |
  /// | 8–22 | one or two literals, the first one lowest | the base | where it begins |
  /// | 24–27 | bits of the first word | bits of the word | bits that it is looked up by |
  /// | 28–31 | flags | | |
  typealias Entry = UInt32

  /// A literal, and whether another one follows at once.
  static let isLiteral: Entry = 1 << 31
  static let isPair: Entry = 1 << 28
  /// What is no literal, length or distance: the end of the block, a further table, or no word at all.
  static let isSpecial: Entry = 1 << 30
  static let isEnd: Entry = 1 << 29
  static let isTable: Entry = 1 << 28

  private(set) var table: [Entry]
  let rootBits: Int

  /// Makes a code of words of up to fifteen bits; `nil` if no code has such lengths.
  ///
  /// A code with words to spare is allowed only if it has one word or none, as of distances that are not
  /// used. `meanings` holds what each symbol stands for; symbols past its end stand for nothing.
  init?(lengths: ArraySlice<UInt8>, rootBits: Int, meanings: [Entry]) {
    self.rootBits = rootBits
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths { counts[Int(length)] += 1 }
    let used = lengths.count - counts[0]
    counts[0] = 0
    var left = 1
    for length in 1...15 {
      left = left * 2 - counts[length]
      guard left >= 0 else { return nil }
    }
    guard left == 0 || used <= 1 else { return nil }
    var places = [Int](repeating: 0, count: 17)
    for length in 1...15 { places[length + 1] = places[length] + counts[length] }
    var symbols = [Int](repeating: 0, count: used)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      symbols[places[Int(length)]] = symbol
      places[Int(length)] += 1
    }
    table = [Entry](repeating: Self.isSpecial, count: 1 << rootBits)
    fill(symbols, counts, meanings)
  }

  /// Enters the words in their order, which is that of their lengths and symbols.
  private mutating func fill(_ symbols: [Int], _ counts: [Int], _ meanings: [Entry]) {
    let longest = counts.lastIndex { $0 > 0 } ?? 0
    let root = (1 << rootBits) - 1
    // The word with its first bit lowest, as it is met in the file.
    var (word, place) = (0, 0)
    var tableStart = 0
    var tableBits = 0
    var prefix = -1
    for length in stride(from: 1, through: longest, by: 1) {
      for left in stride(from: counts[length], to: 0, by: -1) {
        let symbol = symbols[place]
        place += 1
        let entry = symbol < meanings.count ? meanings[symbol] : Self.isSpecial
        if length <= rootBits {
          let words = entry &+ Entry(length) &+ Entry(length) &<< 24
          var table = table.mutableSpan
          for index in stride(from: word, through: root, by: 1 &<< length) { table[index] = words }
        } else {
          if word & root != prefix {
            prefix = word & root
            tableStart = table.count
            tableBits = bitsOfTable(length, left, counts)
            table.append(
              contentsOf: repeatElement(Self.isSpecial, count: 1 << tableBits))
            table[prefix] =
              Self.isSpecial | Self.isTable | Entry(tableBits) << 24 | Entry(tableStart) << 8
              | Entry(rootBits)
          }
          let rest = length - rootBits
          let words = entry &+ Entry(rest) &+ Entry(rest) &<< 24
          for index in stride(
            from: tableStart + word >> rootBits, to: table.count, by: 1 << rest)
          { table[index] = words }
        }
        // The next word of this length: one more, counted from the last bit.
        var bit = 1 << (length - 1)
        while word & bit != 0 { bit >>= 1 }
        word = bit == 0 ? 0 : word & (bit - 1) | bit
      }
    }
  }

  /// How many bits the table is looked up by whose first word has `length` bits and `left` fellows.
  private func bitsOfTable(_ length: Int, _ left: Int, _ counts: [Int]) -> Int {
    var bits = length - rootBits
    var room = 1 << bits - left
    while room > 0, rootBits + bits < 15 {
      bits += 1
      room = room * 2 - counts[rootBits + bits]
    }
    return bits
  }

  /// Joins literals whose words fit the root together, so that one look gives both.
  mutating func joinLiterals() {
    let rootBits = Entry(rootBits)
    var table = table.mutableSpan
    // What a place reads stands before it, and is not joined yet.
    for index in (0..<(1 &<< Int(rootBits))).reversed() {
      let first = table[index]
      guard first & Self.isLiteral != 0 else { continue }
      let length = first & 63
      let second = table[index &>> Int(length)]
      guard second & Self.isLiteral != 0, length &+ (second & 63) <= rootBits else { continue }
      table[index] = (first | Self.isPair | (second & 0xFF00) &<< 8) &+ (second & 63)
    }
  }

  /// The entry of the next word; its bits are taken by who knows what they are.
  @inline(__always)
  func entry(_ bits: inout GzipBits) -> Entry {
    let entry = table[Int(truncatingIfNeeded: bits.next) & (1 &<< rootBits &- 1)]
    guard entry & (Self.isSpecial | Self.isTable) == Self.isSpecial | Self.isTable else {
      return entry
    }
    bits.drop(rootBits)
    return table[
      Self.base(entry) &+ Int(truncatingIfNeeded: bits.next)
        & (1 &<< Self.wordBits(entry) &- 1)]
  }

  /// The number that a length or distance begins with, or the place of a table.
  @inline(__always)
  static func base(_ entry: Entry) -> Int { Int(truncatingIfNeeded: (entry &>> 8) & 0x7FFF) }

  @inline(__always)
  static func wordBits(_ entry: Entry) -> Int { Int(truncatingIfNeeded: (entry &>> 24) & 15) }

  @inline(__always)
  static func allBits(_ entry: Entry) -> Int { Int(truncatingIfNeeded: entry & 63) }
}
