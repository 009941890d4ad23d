/// The check sum of gzip: CRC-32 with the polynomial EDB88320, four bytes at a time.
struct CyclicRedundancyCheck {
  private var state: UInt32 = .max
  private let tables: [UInt32]

  init() {
    var tables: [UInt32] = []
    for byte in UInt32(0)..<256 {
      var sum = byte
      for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
      tables.append(sum)
    }
    for index in 256..<1024 {
      let before = tables[index - 256]
      tables.append(tables[Int(before & 255)] ^ (before >> 8))
    }
    self.tables = tables
  }

  /// The sum of all bytes so far.
  var value: UInt32 { ~state }

  mutating func reset() { state = .max }

  mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
    state = Self.state(after: bytes.span.extracting(range), state, tables.span)
  }

  private static func state(
    after bytes: Span<UInt8>, _ state: UInt32, _ tables: Span<UInt32>
  ) -> UInt32 {
    var (state, position) = (state, 0)
    while position &+ 8 <= bytes.count {
      let word = state ^ UInt32(truncatingIfNeeded: LogBytes.word(bytes, at: position))
      state = tables[768 &+ Int(word & 255)] ^ tables[512 &+ Int((word &>> 8) & 255)]
      state ^= tables[256 &+ Int((word &>> 16) & 255)] ^ tables[Int(word &>> 24)]
      position &+= 4
    }
    while position < bytes.count {
      state = tables[Int((state ^ UInt32(bytes[position])) & 255)] ^ (state &>> 8)
      position &+= 1
    }
    return state
  }
}
