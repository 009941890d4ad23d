/// What the symbols of RFC 1951 stand for, as entries of a ``HuffmanCode`` but for the bits of their words.
enum DeflateAlphabet {
  /// 256 literals, the end of a block and 29 lengths.
  static let literals: [HuffmanCode.Entry] =
    (0..<256).map { HuffmanCode.isLiteral | $0 << 8 }
    + [HuffmanCode.isSpecial | HuffmanCode.isEnd] + zip(lengthBases, lengthExtraBits).map(number)

  /// 30 distances.
  static let distances: [HuffmanCode.Entry] = zip(distanceBases, distanceExtraBits).map(number)

  /// The lengths of words and their repeats.
  static let codeLengths: [HuffmanCode.Entry] = (0..<19).map { $0 << 8 }

  private static func number(
    base: HuffmanCode.Entry, extraBits: HuffmanCode.Entry
  ) -> HuffmanCode.Entry { base << 8 | extraBits }

  private static let lengthBases: [HuffmanCode.Entry] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthExtraBits: [HuffmanCode.Entry] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases: [HuffmanCode.Entry] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12_289, 16_385, 24_577,
  ]
  private static let distanceExtraBits: [HuffmanCode.Entry] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]
}
