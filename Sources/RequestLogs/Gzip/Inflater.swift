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
  /// The most that one step writes past the end that it was given.
  static let longestRepeat = 258

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

  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthExtraBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12_289, 16_385, 24_577,
  ]
  private static let distanceExtraBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]

  /// Decodes symbols until the block or the piece ends; `false` for what no compressor writes.
  private static func inflate(
    _ literals: HuffmanCode, _ distances: HuffmanCode, _ bits: inout GzipBits,
    into output: inout [UInt8], _ end: inout Int, to limit: Int, _ block: inout Block
  ) throws(InputError) -> Bool {
    let (lengthBases, lengthExtraBits) = (lengthBases.span, lengthExtraBits.span)
    let (distanceBases, distanceExtraBits) = (distanceBases.span, distanceExtraBits.span)
    var output = output.mutableSpan
    while end < limit {
      // One length with its distance takes at most 48 bits.
      try bits.fill()
      let symbol = literals.symbol(&bits)
      if symbol < 256 {
        guard symbol >= 0 else { return false }
        if bits.isPastEnd { return true }
        output[end] = UInt8(truncatingIfNeeded: symbol)
        end &+= 1
        continue
      }
      if symbol == 256 {
        block = .none
        return true
      }
      guard symbol < 286 else { return false }
      let length = lengthBases[symbol &- 257] &+ bits.take(lengthExtraBits[symbol &- 257])
      let code = distances.symbol(&bits)
      guard code >= 0, code < 30 else { return false }
      let distance = distanceBases[code] &+ bits.take(distanceExtraBits[code])
      if bits.isPastEnd { return true }
      guard distance <= end else { return false }
      for place in end..<end &+ length { output[place] = output[place &- distance] }
      end &+= length
    }
    return true
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
      literals = HuffmanCode(lengths: lengths[...])
      distances = HuffmanCode(lengths: [UInt8](repeating: 5, count: 32)[...])
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
    guard let code = HuffmanCode(lengths: lengths[...]) else { return false }
    lengths = []
    while lengths.count < literalCount + distanceCount {
      try bits.fill()
      let symbol = code.symbol(&bits)
      guard symbol >= 0, !bits.isPastEnd else { return false }
      switch symbol {
      case 16:
        guard let last = lengths.last else { return false }
        lengths += [UInt8](repeating: last, count: 3 + bits.take(2))
      case 17: lengths += [UInt8](repeating: 0, count: 3 + bits.take(3))
      case 18: lengths += [UInt8](repeating: 0, count: 11 + bits.take(7))
      default: lengths.append(UInt8(symbol))
      }
    }
    // Without a word for the end of the block, it would never end.
    guard lengths.count == literalCount + distanceCount, lengths[256] > 0 else { return false }
    literals = HuffmanCode(lengths: lengths[..<literalCount])
    distances = HuffmanCode(lengths: lengths[literalCount...])
    return literals != nil && distances != nil
  }
}
