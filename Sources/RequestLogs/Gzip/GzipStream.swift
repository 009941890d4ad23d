import CheckedJSON

/// A gzip file (RFC 1952), decompressed as it is read; members that follow each other are one text.
///
/// Each member's length and check sum are compared with what was decompressed. A file that ends too
/// early, as one that is still being written does, gives what it holds and then a byte 0, so that its
/// last line is not taken for a whole one.
struct GzipStream: LogSource {
  private var inflater: Inflater
  private var check = CyclicRedundancyCheck()
  private var length: UInt32 = 0
  private var output: [UInt8]
  /// Where the output ends, and up to where it has been handed over.
  private var end = 0
  private var handed = 0
  private var isInMember = false
  private var isAtEnd = false

  private static let pieceBytes = 1 << 18

  /// The two bytes that every gzip file begins with.
  static let magic: [UInt8] = [0x1F, 0x8B]

  /// Reads on after the bytes that were already read.
  init(_ file: LogFile, begun: [UInt8]) {
    inflater = Inflater(GzipBits(file, begun: begun))
    output = [UInt8](
      repeating: 0, count: Inflater.historyBytes + Self.pieceBytes + Inflater.outputPerStep)
  }

  mutating func read(_ count: Int, to buffer: inout [UInt8]) throws(InputError) -> Int {
    while handed == end, !isAtEnd { try decompress() }
    let taken = min(count, end - handed)
    buffer.append(contentsOf: output[handed..<handed + taken])
    handed += taken
    return taken
  }

  /// Decompresses a piece, after the history of those before.
  private mutating func decompress() throws(InputError) {
    if !isInMember {
      guard try beginMember() else { return isAtEnd = true }
      isInMember = true
    }
    let history = min(end, Inflater.historyBytes)
    if end > history {
      output.replaceSubrange(0..<history, with: Array(output[(end - history)..<end]))
    }
    (end, handed) = (history, history)
    let outcome = try inflater.inflate(into: &output, &end, to: history + Self.pieceBytes)
    check.add(output, handed..<end)
    length &+= UInt32(truncatingIfNeeded: end - handed)
    switch outcome {
    case .pieceIsFull: break
    case .isComplete: try endMember()
    case .isCutOff: endTooEarly()
    case .isInvalid: throw Self.error("a gzip file that is damaged")
    }
  }

  /// Reads a member's header; `false` if none follows.
  private mutating func beginMember() throws(InputError) -> Bool {
    guard try !inflater.bits.isAtEnd(), try byte() == Self.magic[0], try byte() == Self.magic[1]
    else { return false }
    guard try byte() == 8 else { throw Self.error("a gzip file of an unknown method") }
    let flags = try byte()
    for _ in 0..<6 { _ = try byte() }
    if flags & 4 != 0 {
      let (low, high) = (try byte(), try byte())
      for _ in 0..<(low | high << 8) where !inflater.bits.isPastEnd { _ = try byte() }
    }
    // A name and a comment, each up to a zero, and a check sum of the header.
    for flag in [8, 16] where flags & flag != 0 { while try byte() != 0 {} }
    if flags & 2 != 0 { for _ in 0..<2 { _ = try byte() } }
    check.reset()
    (length, end, handed) = (0, 0, 0)
    return true
  }

  private mutating func endMember() throws(InputError) {
    inflater.bits.alignToByte()
    let sums = [try word(), try word()]
    isInMember = false
    if inflater.bits.isPastEnd {
      endTooEarly()
    } else if sums != [check.value, length] {
      throw Self.error("a gzip file whose check sum or length is wrong")
    }
  }

  private mutating func endTooEarly() {
    output[end] = 0
    end += 1
    isAtEnd = true
  }

  /// Four bytes, the lowest first.
  private mutating func word() throws(InputError) -> UInt32 {
    try inflater.bits.fill()
    return UInt32(truncatingIfNeeded: inflater.bits.take(32))
  }

  private mutating func byte() throws(InputError) -> Int {
    try inflater.bits.fill()
    return inflater.bits.take(8)
  }

  private static func error(_ found: String) -> InputError {
    InputError(found: found, expected: "a whole one, or plain text")
  }
}
