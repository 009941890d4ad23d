import CheckedJSON

/// The bits of a compressed file, lowest first, read in pieces.
///
/// Past the end of the file come zeros, which are counted, so that a decoder need not ask before each
/// symbol whether there is one.
struct GzipBits {
  private let file: LogFile
  /// The piece of the file that is read now, and where its bytes go on that are not among the bits yet.
  private(set) var loaded: [UInt8]
  private(set) var position = 0
  /// The bits that come next, of which `count` are known.
  private(set) var bits: UInt64 = 0
  private(set) var count = 0
  private var zeros = 0

  private static let pieceBytes = 1 << 16

  /// Reads on after the bytes that were already read.
  init(_ file: LogFile, begun: [UInt8]) {
    self.file = file
    loaded = begun
  }

  /// Whether bits were taken that the file does not have.
  @inline(__always)
  var isPastEnd: Bool { count < zeros }

  /// Whether no bits are left.
  mutating func isAtEnd() throws(InputError) -> Bool {
    try fill()
    return count <= zeros
  }

  /// The next bits, of which at least 56 are there after ``fill()``.
  @inline(__always)
  var next: UInt64 { bits }

  /// Brings at least 56 bits in.
  @inline(__always)
  mutating func fill() throws(InputError) {
    guard position &+ 8 <= loaded.count else { return try fillSlowly() }
    bits |= LogBytes.word(loaded.span, at: position) &<< UInt64(truncatingIfNeeded: count)
    position &+= (63 &- count) &>> 3
    count |= 56
  }

  /// Goes on after somebody else has taken bits and bytes of what is loaded.
  @inline(__always)
  mutating func resume(_ bits: UInt64, _ count: Int, at position: Int) {
    (self.bits, self.count, self.position) = (bits, count, position)
  }

  /// Takes up to 32 bits.
  @inline(__always)
  mutating func take(_ wanted: Int) -> Int {
    let taken = bits & ((1 &<< UInt64(truncatingIfNeeded: wanted)) &- 1)
    drop(wanted)
    return Int(truncatingIfNeeded: taken)
  }

  @inline(__always)
  mutating func drop(_ wanted: Int) {
    bits &>>= UInt64(truncatingIfNeeded: wanted)
    count &-= wanted
  }

  /// Goes on to the next whole byte.
  mutating func alignToByte() { drop(count & 7) }

  @inline(never)
  private mutating func fillSlowly() throws(InputError) {
    while count < 56 {
      if position == loaded.count {
        loaded.removeAll(keepingCapacity: true)
        position = 0
        _ = try file.read(Self.pieceBytes, to: &loaded)
      }
      if position < loaded.count {
        bits |= UInt64(loaded[position]) &<< UInt64(truncatingIfNeeded: count)
        position += 1
      } else {
        zeros += 8
      }
      count += 8
    }
  }
}
