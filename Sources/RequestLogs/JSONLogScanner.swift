/// Reads the lines of a log of JSON objects.
///
/// Only the keys that lead to a wanted value are compared; every other value is stepped over. Keys are
/// compared as bytes, so one that is written with escapes is not recognised. A line that is not one
/// whole object is counted and costs no other line.
struct JSONLogScanner: Sendable {
  /// A key on the way to wanted values: what it means and which keys follow.
  struct Node: Sendable {
    var key = 0..<0
    /// The first and the last eight bytes of the key, or all of a shorter one.
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var role = LogRole.skip
    var firstChild = 0
    var nextSibling = 0
  }

  let nodes: [Node]
  let keys: [UInt8]
  let timeUnit: TimeUnit
  let isGrouped: Bool

  init(_ layout: LogLayout) {
    timeUnit = layout.timeUnit
    isGrouped = layout.isGrouped
    var nodes = [Node()]
    var keys: [UInt8] = []
    for field in layout.fields {
      var node = 0
      for key in field.path {
        var child = nodes[node].firstChild
        while child > 0, !keys[nodes[child].key].elementsEqual(key.utf8) {
          child = nodes[child].nextSibling
        }
        if child == 0 {
          let start = keys.count
          keys.append(contentsOf: key.utf8)
          child = nodes.count
          nodes.append(
            Node(
              key: start..<keys.count, head: Self.word(key.utf8.prefix(8)),
              tail: Self.word(key.utf8.suffix(8)), nextSibling: nodes[node].firstChild))
          nodes[node].firstChild = child
        }
        node = child
      }
      nodes[node].role = field.role
    }
    self.nodes = nodes
    self.keys = keys
  }

  /// Reads the lines that begin within `range`; returns where the last one ends.
  func scan(_ bytes: Span<UInt8>, _ range: Range<Int>, into sink: inout LogSink) -> Int {
    var clock = LogTime()
    var shape = JSONLineShape()
    // A shape is given up when lines that do not fit outweigh those that do.
    var credit = 0
    var start = range.lowerBound
    while start < range.upperBound {
      let lines = sink.part.lines
      start = scanShaped(bytes, from: start, to: range.upperBound, shape, &clock, &sink)
      guard start < range.upperBound else { break }
      credit = min(credit &+ sink.part.lines &- lines, 8) &- 1
      let lineEnd = LogBytes.lineEnd(in: bytes, from: start, to: bytes.count)
      scanLine(bytes, start..<lineEnd, &clock, &sink)
      if credit <= 0, !isGrouped, sink.fields.isAnsweredRequest {
        shape = self.shape(of: bytes, start..<lineEnd) ?? shape
        credit = 2
      }
      start = lineEnd &+ 1
    }
    return min(start, bytes.count)
  }

  /// Reads lines as long as they have the shape; returns where they end.
  private func scanShaped(
    _ bytes: Span<UInt8>, from start: Int, to limit: Int, _ shape: JSONLineShape,
    _ clock: inout LogTime, _ sink: inout LogSink
  ) -> Int {
    let (steps, words) = (shape.steps.span, shape.words.span)
    var start = start
    while start < limit {
      let seen = sink.tally.seenBlocks.blocks
      sink.fields.reset()
      let next = scanLine(bytes, from: start, steps, words, &clock, &sink)
      guard next >= 0 else {
        sink.tally.seenBlocks.blocks = seen
        sink.dropBlocks()
        return start
      }
      sink.endLine(isWellFormed: true)
      start = next
    }
    return start
  }

  /// Reads a line of any kind.
  private func scanLine(
    _ bytes: Span<UInt8>, _ line: Range<Int>, _ clock: inout LogTime, _ sink: inout LogSink
  ) {
    sink.fields.reset()
    let first = JSONBytes.skipSpace(bytes, from: line.lowerBound, to: line.upperBound)
    guard first < line.upperBound else { return sink.endEmptyLine() }
    let seen = sink.tally.seenBlocks.blocks
    var next = -1
    if bytes[first] == UInt8(ascii: "{") {
      next = scanObject(
        bytes, from: first, to: line.upperBound, nodes.span, keys.span, 0, &clock, &sink)
    }
    let isWhole =
      next >= 0 && JSONBytes.skipSpace(bytes, from: next, to: line.upperBound) == line.upperBound
    sink.endLine(isWellFormed: isWhole)
    guard !isWhole else { return }
    sink.fields.reset()
    sink.tally.seenBlocks.blocks = seen
  }

  /// Reads an object whose keys are the children of `node`; recursion goes only as deep as the layout.
  private func scanObject(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ nodes: Span<Node>, _ keys: Span<UInt8>,
    _ node: Int, _ clock: inout LogTime, _ sink: inout LogSink
  ) -> Int {
    var position = JSONBytes.skipSpace(bytes, from: start &+ 1, to: end)
    if position < end, bytes[position] == UInt8(ascii: "}") { return position &+ 1 }
    while position < end, bytes[position] == LogBytes.quote {
      let keyStart = position &+ 1
      position = JSONBytes.skipString(bytes, from: position, to: end)
      guard position >= 0 else { return -1 }
      let child = child(of: node, nodes, keys, bytes, keyStart..<(position &- 1))
      position = JSONBytes.skipSpace(bytes, from: position, to: end)
      guard position < end, bytes[position] == UInt8(ascii: ":") else { return -1 }
      position = JSONBytes.skipSpace(bytes, from: position &+ 1, to: end)
      guard position < end else { return -1 }
      position =
        child > 0
        ? scanValue(bytes, from: position, to: end, nodes, keys, child, &clock, &sink)
        : JSONBytes.skipValue(bytes, from: position, to: end)
      guard position >= 0 else { return -1 }
      position = JSONBytes.skipSpace(bytes, from: position, to: end)
      guard position < end else { return -1 }
      if bytes[position] == UInt8(ascii: "}") { return position &+ 1 }
      guard bytes[position] == LogBytes.comma else { return -1 }
      position = JSONBytes.skipSpace(bytes, from: position &+ 1, to: end)
    }
    return -1
  }

  private static func word(_ bytes: some BidirectionalCollection<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The child of `node` with this key, or 0.
  @inline(__always)
  func child(
    of node: Int, _ nodes: Span<Node>, _ keys: Span<UInt8>, _ bytes: Span<UInt8>, _ key: Range<Int>
  ) -> Int {
    guard !key.isEmpty else { return 0 }
    var (head, tail) = (LogBytes.wordAtEnd(bytes, at: key.lowerBound), UInt64(0))
    if key.count < 8 {
      head &= (1 &<< UInt64(truncatingIfNeeded: key.count &* 8)) &- 1
      tail = head
    } else {
      tail = LogBytes.word(bytes, at: key.upperBound &- 8)
    }
    var child = nodes[node].firstChild
    while child > 0 {
      let candidate = nodes[child]
      if candidate.head == head, candidate.tail == tail, candidate.key.count == key.count {
        if key.count <= 16 { return child }
        if isEqual(keys, candidate.key, bytes, key) { return child }
      }
      child = candidate.nextSibling
    }
    return 0
  }

  /// Whether the bytes between the first and the last eight are the same, too.
  private func isEqual(
    _ keys: Span<UInt8>, _ wanted: Range<Int>, _ bytes: Span<UInt8>, _ key: Range<Int>
  ) -> Bool {
    var offset = 8
    while offset < wanted.count &- 8 {
      if keys[wanted.lowerBound &+ offset] != bytes[key.lowerBound &+ offset] { return false }
      offset &+= 1
    }
    return true
  }

  private func scanValue(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ nodes: Span<Node>, _ keys: Span<UInt8>,
    _ node: Int, _ clock: inout LogTime, _ sink: inout LogSink
  ) -> Int {
    let role = nodes[node].role
    let byte = bytes[start]
    if role != .skip, LogBytes.digit(byte) != nil || byte == UInt8(ascii: "-") {
      var next = start
      guard let number = LogBytes.number(bytes, at: &next, to: end),
        sink.fields.take(number, as: role, unit: timeUnit, isGrouped: isGrouped)
      else { return -1 }
      return next
    }
    if byte == UInt8(ascii: "{"), nodes[node].firstChild > 0 {
      return scanObject(bytes, from: start, to: end, nodes, keys, node, &clock, &sink)
    }
    if role == .blocks, byte == UInt8(ascii: "[") {
      let next = scanBlocks(bytes, from: start, to: end, &sink.tally.seenBlocks)
      if sink.keepsRecords, next >= 0 { keepBlocks(bytes, start &+ 1..<next, &sink) }
      return next
    }
    let next = JSONBytes.skipValue(bytes, from: start, to: end)
    guard next >= 0, role != .skip else { return next }
    if byte == LogBytes.quote {
      let isTaken = LogText.take(
        bytes, start &+ 1..<next &- 1, role, timeUnit, isGrouped, &clock, &sink.fields)
      return isTaken ? next : -1
    }
    if role == .cacheHit, LogBytes.equals(bytes, start..<next, "true") {
      sink.fields.isNoRequest = true
    }
    if role == .failure, !LogBytes.equals(bytes, start..<next, "null"),
      !LogBytes.equals(bytes, start..<next, "false")
    {
      sink.fields.hasFailed = true
    }
    return next
  }

  /// Reads a list of block ids; ids that are no whole numbers are stepped over.
  func scanBlocks(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ seen: inout SeenBlocks
  ) -> Int {
    seen.allocate()
    var (blocks, isScattered) = (UInt64(0), seen.isScattered)
    var words = seen.words.mutableSpan
    var position = start &+ 1
    var next = -1
    while position < end {
      position = Self.scanShortBlocks(bytes, from: position, to: end, &words, &blocks)
      position = JSONBytes.skipSpace(bytes, from: position, to: end)
      guard position < end else { break }
      if bytes[position] == UInt8(ascii: "]") {
        next = position &+ 1
        break
      }
      let element = position
      if let number = LogBytes.number(bytes, at: &position, to: end) {
        if let id = number.count {
          SeenBlocks.insert(id, into: &words, &isScattered)
          blocks &+= 1
        }
      } else {
        position = JSONBytes.skipValue(bytes, from: element, to: end)
        guard position >= 0 else { break }
      }
      position = JSONBytes.skipSpace(bytes, from: position, to: end)
      guard position < end else { break }
      if bytes[position] == UInt8(ascii: "]") { continue }
      guard bytes[position] == LogBytes.comma else { break }
      position &+= 1
    }
    seen.blocks &+= blocks
    seen.isScattered = isScattered
    return next
  }

  /// Reads ids of up to seven digits that a comma follows; returns where they end.
  ///
  /// Ids mostly count up. So those that share a word of the set are put in together, and a text is compared
  /// with the last one whose last digit is raised by one before it is read as a number.
  @inline(__always)
  private static func scanShortBlocks(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ words: inout MutableSpan<UInt64>,
    _ blocks: inout UInt64
  ) -> Int {
    let (comma, commaAndSpace) = (UInt64(0x2C), UInt64(0x202C))
    var position = start
    var (count, length, id) = (0, 0, 0)
    // How often the last digit can be raised, what one is in its place, and the bytes that are compared.
    var (raises, one, mask, expected) = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    var (index, bits) = (0, UInt64(0))
    while position &+ 16 <= end {
      let word = LogBytes.word(bytes, at: position)
      if raises > 0, (word ^ expected) & mask == 0,
        length < 9 || bytes[position &+ 8] == UInt8(ascii: " ")
      {
        raises &-= 1
        id &+= 1
      } else {
        var value: UInt64 = 0
        (value, count, _) = LogBytes.shortNumber(word)
        let next = LogBytes.word(bytes, at: position &+ count)
        guard count > 0, next & 0xFF == comma else { break }
        length = count &+ (next & 0xFFFF == commaAndSpace ? 2 : 1)
        id = Int(truncatingIfNeeded: value)
        raises = 57 &- UInt64(LogBytes.byte(word, at: count &- 1))
        one = 1 &<< UInt64(truncatingIfNeeded: count &* 8 &- 8)
        mask = length < 8 ? (1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1 : .max
      }
      expected = word &+ one
      if id &>> 6 != index {
        words[index] |= bits
        (index, bits) = (id &>> 6, 0)
      }
      bits |= 1 &<< UInt64(truncatingIfNeeded: id)
      blocks &+= 1
      position &+= length
    }
    words[index] |= bits
    return position
  }

  /// Hands the ids of a list that has been scanned to the sink, in their order.
  func keepBlocks(_ bytes: Span<UInt8>, _ range: Range<Int>, _ sink: inout LogSink) {
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = bytes[position]
      if byte == LogBytes.comma || byte == UInt8(ascii: "]") || byte <= 32 {
        position &+= 1
        continue
      }
      let element = position
      if let number = LogBytes.number(bytes, at: &position, to: range.upperBound) {
        if let id = number.count { sink.keep(block: id) }
      } else {
        position = JSONBytes.skipValue(bytes, from: element, to: range.upperBound)
        guard position > element else { return }
      }
    }
  }
}
