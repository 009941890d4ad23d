import CheckedJSON

/// Decompresses the blocks of RFC 1951, piece by piece and in constant memory.
struct Inflater {
  /// Why decompression ends or stops.
  enum Outcome {
    case pieceIsFull, isComplete, isCutOff, isInvalid
  }

  private enum Block {
    case none, stored(Int), compressed
  }

  var bits: GzipBits
  private var block = Block.none
  private var isLastBlock = false
  private var literals: HuffmanCode?
  private var distances: HuffmanCode?

  /// Past bytes that later ones may repeat.
  static let historyBytes = 1 << 15

  init(_ bits: GzipBits) { self.bits = bits }

  /// Writes bytes from `end` on until `limit` is reached or passed; those before are the history.
  mutating func inflate(
    into output: inout [UInt8], _ end: inout Int, to limit: Int
  ) throws(InputError) -> Outcome {
    while true {
      switch block {
      case .none:
        if isLastBlock {
          isLastBlock = false
          return .isComplete
        }
        guard try beginBlock() else { return bits.isPastEnd ? .isCutOff : .isInvalid }
      case .stored(var left):
        while left > 0, end < limit {
          try bits.fill()
          output[end] = UInt8(truncatingIfNeeded: bits.take(8))
          if bits.isPastEnd { return .isCutOff }
          (end, left) = (end + 1, left - 1)
        }
        block = left > 0 ? .stored(left) : .none
        if end >= limit { return .pieceIsFull }
      case .compressed:
        guard let literals, let distances else { return .isInvalid }
        let isValid = try Self.inflate(
          literals, distances, &bits, into: &output, &end, to: limit, &block)
        if bits.isPastEnd { return .isCutOff }
        guard isValid else { return .isInvalid }
        if end >= limit { return .pieceIsFull }
      }
    }
  }

  /// Decodes symbols until the block or the piece ends; `false` for what no compressor writes.
  private static func inflate(
    _ literals: HuffmanCode, _ distances: HuffmanCode, _ bits: inout GzipBits,
    into output: inout [UInt8], _ end: inout Int, to limit: Int, _ block: inout Block
  ) throws(InputError) -> Bool {
    while end < limit {
      inflateSteps(literals, distances, &bits, into: &output, &end, to: limit)
      guard end < limit else { break }
      // One length with its distance takes at most 48 bits.
      try bits.fill()
      let entry = literals.entry(&bits)
      if entry & HuffmanCode.isLiteral != 0 {
        // Of a pair, the second may be past the end.
        bits.drop(HuffmanCode.wordBits(entry))
        if bits.isPastEnd { return true }
        output[end] = UInt8(truncatingIfNeeded: entry &>> 8)
        end += 1
        continue
      }
      guard entry & HuffmanCode.isSpecial == 0 else {
        guard entry & HuffmanCode.isEnd != 0 else { return false }
        bits.drop(HuffmanCode.wordBits(entry))
        block = .none
        return true
      }
      let length = number(entry, &bits)
      let far = distances.entry(&bits)
      guard far & HuffmanCode.isSpecial == 0 else { return false }
      let distance = number(far, &bits)
      if bits.isPastEnd { return true }
      guard distance <= end else { return false }
      for place in end..<end + length { output[place] = output[place - distance] }
      end += length
    }
    return true
  }

  /// Takes a length or a distance.
  private static func number(_ entry: HuffmanCode.Entry, _ bits: inout GzipBits) -> Int {
    let number = HuffmanCode.base(entry) + addition(entry, bits.next)
    bits.drop(HuffmanCode.allBits(entry))
    return number
  }

  /// Reads the beginning of a block; `false` if it is cut off or wrong.
  private mutating func beginBlock() throws(InputError) -> Bool {
    try bits.fill()
    isLastBlock = bits.take(1) == 1
    switch bits.take(2) {
    case 0:
      bits.alignToByte()
      try bits.fill()
      let length = bits.take(16)
      guard length == bits.take(16) ^ 0xFFFF else { return false }
      block = .stored(length)
    case 1:
      let lengths: [UInt8] =
        Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
        + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8)
      guard setCodes(lengths[...], [UInt8](repeating: 5, count: 32)[...]) else { return false }
      block = .compressed
    case 2:
      guard try readCodes() else { return false }
      block = .compressed
    default: return false
    }
    return !bits.isPastEnd
  }

  /// Reads the codes of a block that brings its own.
  private mutating func readCodes() throws(InputError) -> Bool {
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    let (literalCount, distanceCount) = (bits.take(5) + 257, bits.take(5) + 1)
    let count = bits.take(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else { return false }
    var lengths = [UInt8](repeating: 0, count: 19)
    for place in order.prefix(count) {
      try bits.fill()
      lengths[place] = UInt8(bits.take(3))
    }
    guard
      let code = HuffmanCode(
        lengths: lengths[...], rootBits: 7, meanings: DeflateAlphabet.codeLengths)
    else { return false }
    lengths = []
    while lengths.count < literalCount + distanceCount {
      try bits.fill()
      let entry = code.entry(&bits)
      bits.drop(HuffmanCode.wordBits(entry))
      guard entry & HuffmanCode.isSpecial == 0, !bits.isPastEnd else { return false }
      switch HuffmanCode.base(entry) {
      case 16:
        guard let last = lengths.last else { return false }
        lengths += [UInt8](repeating: last, count: 3 + bits.take(2))
      case 17: lengths += [UInt8](repeating: 0, count: 3 + bits.take(3))
      case 18: lengths += [UInt8](repeating: 0, count: 11 + bits.take(7))
      case let length: lengths.append(UInt8(length))
      }
    }
    // Without a word for the end of the block, it would never end.
    guard lengths.count == literalCount + distanceCount, lengths[256] > 0 else { return false }
    return setCodes(lengths[..<literalCount], lengths[literalCount...])
  }

  /// Eleven and nine bits hold nearly all words that occur, and their tables fit the fastest memory.
  private mutating func setCodes(
    _ literalLengths: ArraySlice<UInt8>, _ distanceLengths: ArraySlice<UInt8>
  ) -> Bool {
    literals = HuffmanCode(
      lengths: literalLengths, rootBits: 11, meanings: DeflateAlphabet.literals)
    literals?.joinLiterals()
    distances = HuffmanCode(
      lengths: distanceLengths, rootBits: 9, meanings: DeflateAlphabet.distances)
    return literals != nil && distances != nil
  }
}
