/// The check sum of gzip: CRC-32 with the polynomial EDB88320, sixteen bytes at a time.
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
    for index in 256..<4096 {
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
    while position &+ 16 <= bytes.count {
      let first = LogBytes.word(bytes, at: position) ^ UInt64(state)
      let second = LogBytes.word(bytes, at: position &+ 8)
      state = sum(of: first, tables, before: 8) ^ sum(of: second, tables, before: 0)
      position &+= 16
    }
    while position < bytes.count {
      state = tables[Int((state ^ UInt32(bytes[position])) & 255)] ^ (state &>> 8)
      position &+= 1
    }
    return state
  }

  /// What eight bytes add to the sum after which as many bytes follow.
  @inline(__always)
  private static func sum(of word: UInt64, _ tables: Span<UInt32>, before: Int) -> UInt32 {
    func part(_ index: Int) -> UInt32 {
      let byte = Int(truncatingIfNeeded: (word &>> UInt64(index &* 8)) & 255)
      return tables[(7 &- index &+ before) &* 256 &+ byte]
    }
    return part(0) ^ part(1) ^ part(2) ^ part(3) ^ part(4) ^ part(5) ^ part(6) ^ part(7)
  }
}
