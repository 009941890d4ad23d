import CheckedJSON

/// A log whose JSON objects are spread over lines or stand in one array, as JSON lines.
///
/// Each object becomes a line by itself. A text that a line end breaks off ends its object, so that one
/// that is damaged costs no other.
struct FlattenedJSON<Source: LogSource>: LogSource {
  private var source: Source
  private var flattener: JSONFlattener
  private var pending: [UInt8]

  /// Reads on after the bytes that were already read.
  init(_ source: Source, begun: [UInt8]) {
    self.source = source
    flattener = JSONFlattener(begun)
    pending = begun
  }

  mutating func read(_ count: Int, to buffer: inout [UInt8]) throws(InputError) -> Int {
    let start = buffer.count
    while buffer.count == start {
      if pending.isEmpty, try source.read(count, to: &pending) == 0 { break }
      flattener.flatten(pending, to: &buffer)
      pending.removeAll(keepingCapacity: true)
    }
    return buffer.count - start
  }
}

/// Puts each object of a JSON text on a line of its own, piece by piece.
struct JSONFlattener {
  private var depth = 0
  private var isInText = false
  private var isEscaped = false
  /// Whether objects are sought only in an array, `{"data": […], …}`, and whether it has begun or ended.
  private var isWrapped: Bool
  private var isInArray = false
  private var isAtEnd = false
  private var hasStrayBytes = false

  init(_ beginning: [UInt8]) { isWrapped = Self.isWrapped(beginning) }

  /// Whether a log that begins so is JSON, but not one object to a line.
  static func isNeeded(_ sample: [UInt8]) -> Bool {
    guard let first = firstByte(sample) else { return false }
    if first == UInt8(ascii: "[") || isWrapped(sample) { return true }
    guard first == UInt8(ascii: "{"), let lineEnd = firstLineEnd(sample) else { return false }
    // The first line is the beginning of an object, and what follows does not begin another.
    let next = sample[lineEnd...].first { $0 > 32 }
    return next == LogBytes.quote && sample[..<lineEnd].last { $0 > 32 } != UInt8(ascii: "}")
  }

  private static func isWrapped(_ sample: [UInt8]) -> Bool {
    let packed = sample.prefix(256).filter { $0 > 32 && $0 < 128 }
    return packed.starts(with: "{\"data\":[".utf8)
  }

  private static func firstByte(_ sample: [UInt8]) -> UInt8? {
    sample.first { $0 > 32 && $0 < 128 }
  }

  private static func firstLineEnd(_ sample: [UInt8]) -> Int? {
    sample.firstIndex { $0 > 32 && $0 < 128 }
      .flatMap { sample[$0...].firstIndex(of: LogBytes.newline) }
  }

  mutating func flatten(_ bytes: [UInt8], to lines: inout [UInt8]) {
    for byte in bytes where !isAtEnd {
      if depth == 0 { takeBetween(byte, &lines) } else { takeWithin(byte, &lines) }
    }
  }

  private mutating func takeBetween(_ byte: UInt8, _ lines: inout [UInt8]) {
    if isWrapped, !isInArray {
      isInArray = byte == UInt8(ascii: "[")
      return
    }
    switch byte {
    case UInt8(ascii: "{"):
      endStrayBytes(&lines)
      lines.append(byte)
      depth = 1
    case LogBytes.newline: endStrayBytes(&lines)
    case UInt8(ascii: "]"): isAtEnd = isWrapped
    case LogBytes.comma, UInt8(ascii: "["), 0...32, 0xEF, 0xBB, 0xBF: break
    default:
      lines.append(byte)
      hasStrayBytes = true
    }
  }

  private mutating func endStrayBytes(_ lines: inout [UInt8]) {
    if hasStrayBytes { lines.append(LogBytes.newline) }
    hasStrayBytes = false
  }

  private mutating func takeWithin(_ byte: UInt8, _ lines: inout [UInt8]) {
    if byte == LogBytes.newline {
      lines.append(isInText ? byte : UInt8(ascii: " "))
      if isInText { (depth, isInText, isEscaped) = (0, false, false) }
      return
    }
    lines.append(byte)
    if isEscaped {
      isEscaped = false
    } else if isInText {
      isEscaped = byte == LogBytes.backslash
      isInText = byte != LogBytes.quote
    } else if byte == LogBytes.quote {
      isInText = true
    } else if byte | 32 == UInt8(ascii: "{") {
      depth += 1
    } else if byte | 32 == UInt8(ascii: "}") {
      depth -= 1
      if depth == 0 { lines.append(LogBytes.newline) }
    }
  }
}
