/// The layout of one line of a log of JSON objects: the bytes between its values, and what each value is.
///
/// Programs write line after line with the same keys in the same order, so once a line has been read
/// key by key, the next ones need only be compared with it. A line that differs in anything but its
/// values does not fit and is left to ``JSONLogScanner``; so is one that says that its request failed, as
/// the words for success are taken as part of the shape.
struct JSONLineShape: Sendable {
  enum Value: UInt8, Sendable {
    case tokens
    case timeNumber
    case timeText
    case blocks
    case skippedText
    case skippedScalar
    case skippedList
    case lineEnd
  }

  /// Sixteen bytes that are compared at once.
  typealias Words = SIMD2<UInt64>

  /// The bytes before a value, as words, and the value.
  struct Step: Sendable {
    var words: Range<Int>
    /// The bytes of the last word that count.
    var lastMask: Words
    var length: Int
    var value: Value
    var role: LogRole
  }

  private(set) var steps: [Step] = []
  private(set) var words: [Words] = []
  private var literal: [UInt8] = []

  /// Takes bytes that must stand in every line.
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    for position in range { literal.append(bytes[position]) }
  }

  /// Ends the bytes that were appended with a value.
  mutating func append(_ value: Value, as role: LogRole = .skip) {
    let start = words.count
    for word in stride(from: 0, to: literal.count, by: 16) {
      words.append(Self.words(literal[word...].prefix(16)))
    }
    let rest = literal.count % 16
    let counted = [UInt8](repeating: .max, count: rest == 0 ? 16 : rest)
    steps.append(
      Step(
        words: start..<words.count, lastMask: Self.words(counted[...]), length: literal.count,
        value: value, role: role))
    literal = []
  }

  /// Up to sixteen bytes, the first ones lowest, with zeros for those that are missing.
  private static func words(_ bytes: ArraySlice<UInt8>) -> Words {
    func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    return Words(word(bytes.prefix(8)), word(bytes.dropFirst(8)))
  }

  /// The place after the bytes before a value, or −1 if others stand there.
  @inline(__always)
  static func place(
    after step: Step, _ words: Span<Words>, in bytes: Span<UInt8>, from start: Int
  ) -> Int {
    guard start <= bytes.count &- step.words.count &* 16 else { return -1 }
    var position = start
    // All but the last are compared without a branch: nearly always they are the same.
    var (difference, last) = (Words(), Words())
    for index in step.words {
      difference |= last
      last =
        Words(LogBytes.word(bytes, at: position), LogBytes.word(bytes, at: position &+ 8))
        ^ words[index]
      position &+= 16
    }
    difference |= last & step.lastMask
    return difference[0] | difference[1] == 0 ? start &+ step.length : -1
  }
}
