import CheckedJSON

/// The bits of a compressed file, lowest first, read in pieces.
///
/// Past the end of the file come zeros, which are counted, so that a decoder need not ask before each
/// symbol whether there is one.
struct GzipBits {
  private let file: LogFile
  private var input: [UInt8]
  private var position = 0
  private var bits: UInt64 = 0
  private var count = 0
  private var zeros = 0

  private static let pieceBytes = 1 << 16

  /// Reads on after the bytes that were already read.
  init(_ file: LogFile, begun: [UInt8]) {
    self.file = file
    input = begun
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
    guard position &+ 8 <= input.count else { return try fillSlowly() }
    bits |= LogBytes.word(input.span, at: position) &<< UInt64(truncatingIfNeeded: count)
    position &+= (63 &- count) &>> 3
    count |= 56
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
      if position == input.count {
        input.removeAll(keepingCapacity: true)
        position = 0
        _ = try file.read(Self.pieceBytes, to: &input)
      }
      if position < input.count {
        bits |= UInt64(input[position]) &<< UInt64(truncatingIfNeeded: count)
        position += 1
      } else {
        zeros += 8
      }
      count += 8
    }
  }
}
