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

  /// The bytes before a value, as words of eight, and the value.
  struct Step: Sendable {
    var words: Range<Int>
    /// The bytes of the last word that count.
    var lastMask: UInt64
    var length: Int
    var value: Value
    var role: LogRole
  }

  private(set) var steps: [Step] = []
  private(set) var words: [UInt64] = []
  private var literal: [UInt8] = []

  /// Takes bytes that must stand in every line.
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    for position in range { literal.append(bytes[position]) }
  }

  /// Ends the bytes that were appended with a value.
  mutating func append(_ value: Value, as role: LogRole = .skip) {
    let start = words.count
    for word in stride(from: 0, to: literal.count, by: 8) {
      let bytes = literal[word..<min(word + 8, literal.count)]
      words.append(bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
    let rest = literal.count % 8
    steps.append(
      Step(
        words: start..<words.count, lastMask: rest == 0 ? .max : (1 << UInt64(rest * 8)) - 1,
        length: literal.count, value: value, role: role))
    literal = []
  }

  /// The place after the bytes before a value, or −1 if others stand there.
  @inline(__always)
  static func place(
    after step: Step, _ words: Span<UInt64>, in bytes: Span<UInt8>, from start: Int
  ) -> Int {
    guard start <= bytes.count &- step.words.count &* 8 else { return -1 }
    var position = start
    var difference: UInt64 = 0
    for index in step.words {
      guard difference == 0 else { return -1 }
      difference = LogBytes.word(bytes, at: position) ^ words[index]
      position &+= 8
    }
    return difference & step.lastMask == 0 ? start &+ step.length : -1
  }
}
