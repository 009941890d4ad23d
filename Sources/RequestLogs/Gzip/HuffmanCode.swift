/// A prefix code of RFC 1951, known by the lengths of its words.
struct HuffmanCode {
  /// For the next ten bits, the symbol and four bits of the length of its word; 0 if that is longer.
  private var table = [UInt16](repeating: 0, count: 1 << Self.tableBits)
  /// How many words there are of each length, and the symbols in the order of their words.
  private var counts = [Int](repeating: 0, count: 16)
  private var symbols: [UInt16] = []

  private static let tableBits = 10

  /// Makes a code of words of up to fifteen bits; `nil` if no code has such lengths.
  ///
  /// A code with words to spare is allowed only if it has one word or none, as of distances that are not
  /// used.
  init?(lengths: ArraySlice<UInt8>) {
    for length in lengths { counts[Int(length)] += 1 }
    let used = lengths.count - counts[0]
    counts[0] = 0
    var left = 1
    for length in 1...15 {
      left = left * 2 - counts[length]
      guard left >= 0 else { return nil }
    }
    guard left == 0 || used <= 1 else { return nil }
    var nextWord = [Int](repeating: 0, count: 17)
    var nextPlace = [Int](repeating: 0, count: 17)
    for length in 1...15 {
      nextWord[length + 1] = (nextWord[length] + counts[length]) * 2
      nextPlace[length + 1] = nextPlace[length] + counts[length]
    }
    symbols = [UInt16](repeating: 0, count: used)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let length = Int(length)
      symbols[nextPlace[length]] = UInt16(symbol)
      if length <= Self.tableBits {
        var reversed = 0
        for bit in 0..<length where nextWord[length] & (1 << bit) != 0 {
          reversed |= 1 << (length - 1 - bit)
        }
        for entry in stride(from: reversed, to: table.count, by: 1 << length) {
          table[entry] = UInt16(symbol << 4 | length)
        }
      }
      nextPlace[length] += 1
      nextWord[length] += 1
    }
  }

  /// The symbol of the next word, or −1 if there is none such.
  @inline(__always)
  func symbol(_ bits: inout GzipBits) -> Int {
    let entry = Int(table[Int(truncatingIfNeeded: bits.next & 1023)])
    guard entry == 0 else {
      bits.drop(entry & 15)
      return entry &>> 4
    }
    return longSymbol(&bits)
  }

  /// Goes bit by bit: words of a length are successive numbers.
  @inline(never)
  private func longSymbol(_ bits: inout GzipBits) -> Int {
    var (word, first, place) = (0, 0, 0)
    for length in 1...15 {
      word |= Int(truncatingIfNeeded: bits.next &>> UInt64(length - 1)) & 1
      let count = counts[length]
      if word - first < count {
        bits.drop(length)
        return Int(symbols[place + word - first])
      }
      place += count
      first = (first + count) << 1
      word <<= 1
    }
    return -1
  }
}
