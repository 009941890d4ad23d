/// The keys that a log has shown so far, each below the one that leads to it, with what they mean.
///
/// A key is looked up by its bytes, and its meaning is found once, so a log of many rows costs as little
/// as its keys differ. A log of endless keys fills the tree; what comes after that means nothing.
struct LogTree: Sendable {
  struct Node: Sendable {
    var parent: Int32
    var key = 0..<0
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var meaning = LogMeaning()
    /// What it means besides.
    var others: [LogMeaning] = []
    var isElement = false
    var mayHoldJSON = false
    var mayHoldStruct = false
    /// Whether a text may be JSON that Cline keeps of a request.
    var mayHoldRequest = false
    /// Whether a text may be a line of a program's log.
    var mayHoldLine = false
    /// Whether texts in an array are the pieces of one answer, as in Vertex's `response_payload`.
    var holdsPieces = false
    /// Whether the elements of an array are pairs of a key and a value, once one was seen.
    var holdsPairs: Bool?
    var firstChild: Int32 = -1
    /// The child that was found last: the next one to be sought is mostly its neighbour.
    var lastFound: Int32 = -1
    var nextSibling: Int32 = -1
    var depth: UInt8 = 0
    /// How many keys lead to it from the row that it is of.
    var depthInRow: UInt8 = 0
    var children: UInt16 = 0
    /// Conditions that the value decides, as bits.
    var conditions: UInt32 = 0
  }

  private(set) var nodes: [Node]
  private var keys: [UInt8] = []
  let names: LogNames

  static let maximumNodes = 1 << 14
  static let maximumChildren = 1 << 8
  /// The parent of all rows, whose elements they are.
  static let root = 0

  init(_ names: LogNames) {
    self.names = names
    nodes = [Node(parent: -1)]
  }

  /// The child with a key, learned if it is new; −1 for one too many.
  @inline(__always)
  mutating func child(of node: Int, _ bytes: Span<UInt8>, _ key: Range<Int>) -> Int {
    guard !key.isEmpty else { return -1 }
    var (head, tail) = (LogBytes.wordAtEnd(bytes, at: key.lowerBound), UInt64(0))
    if key.count < 8 {
      head &= (1 &<< UInt64(truncatingIfNeeded: key.count &* 8)) &- 1
      tail = head
    } else {
      tail = LogBytes.word(bytes, at: key.upperBound &- 8)
    }
    let first = nodes[node].lastFound
    guard first >= 0 else { return learn(node, bytes, key, head, tail) }
    var child = nodes[Int(first)].nextSibling
    if child < 0 { child = nodes[node].firstChild }
    let start = child
    repeat {
      let index = Int(child)
      if nodes[index].head == head, nodes[index].tail == tail,
        nodes[index].key.count == key.count, isEqual(nodes[index].key, bytes, key)
      {
        nodes[node].lastFound = child
        return index
      }
      child = nodes[index].nextSibling
      if child < 0 { child = nodes[node].firstChild }
    } while child != start
    return learn(node, bytes, key, head, tail)
  }

  private func isEqual(_ known: Range<Int>, _ bytes: Span<UInt8>, _ key: Range<Int>) -> Bool {
    var offset = 8
    while offset < known.count &- 8 {
      if keys[known.lowerBound &+ offset] != bytes[key.lowerBound &+ offset] { return false }
      offset &+= 1
    }
    return true
  }

  @inline(never)
  private mutating func learn(
    _ parent: Int, _ bytes: Span<UInt8>, _ key: Range<Int>, _ head: UInt64, _ tail: UInt64
  ) -> Int {
    guard nodes.count < Self.maximumNodes, nodes[parent].children < Self.maximumChildren,
      key.count <= 512
    else { return -1 }
    let start = keys.count
    for position in key { keys.append(bytes[position]) }
    return append(Node(parent: Int32(parent), key: start..<keys.count, head: head, tail: tail))
  }

  /// The node of an array's elements.
  mutating func element(of node: Int) -> Int {
    if nodes[node].firstChild >= 0, nodes[Int(nodes[node].firstChild)].isElement {
      return Int(nodes[node].firstChild)
    }
    guard nodes.count < Self.maximumNodes else { return -1 }
    return append(Node(parent: Int32(node), isElement: true))
  }

  private mutating func append(_ new: Node) -> Int {
    var new = new
    let (index, parent) = (Int32(nodes.count), Int(new.parent))
    new.depth = nodes[parent].depth &+ (new.isElement || nodes[parent].depth == .max ? 0 : 1)
    nodes.append(new)
    // Elements come first, so that they are found at once; other keys keep the order of the log.
    if new.isElement || nodes[parent].firstChild < 0 {
      nodes[Int(index)].nextSibling = nodes[parent].firstChild
      nodes[parent].firstChild = index
    } else {
      let last = nodes[parent].lastFound >= 0 ? nodes[parent].lastFound : nodes[parent].firstChild
      nodes[Int(index)].nextSibling = nodes[Int(last)].nextSibling
      nodes[Int(last)].nextSibling = index
    }
    if !new.isElement { nodes[parent].lastFound = index }
    nodes[parent].children &+= 1
    let path = path(of: Int(index))
    nodes[Int(index)].depthInRow = UInt8(clamping: path.keysInRow)
    let meanings = names.meanings(of: path)
    nodes[Int(index)].meaning = meanings.first ?? LogMeaning()
    nodes[Int(index)].others = Array(meanings.dropFirst())
    nodes[Int(index)].conditions = names.conditions(of: path)
    let leaf = path.keys.last.flatMap { LogVocabulary.words(of: $0).last } ?? ""
    nodes[Int(index)].mayHoldJSON = LogVocabulary.mayHoldJSON(leaf)
    nodes[Int(index)].mayHoldStruct =
      nodes[Int(index)].meaning.figure != .closed && LogVocabulary.mayHoldStruct(leaf)
    nodes[Int(index)].mayHoldRequest = LogVocabulary.mayHoldRequest(leaf)
    nodes[Int(index)].mayHoldLine = LogVocabulary.mayHoldLine(leaf)
    nodes[Int(index)].holdsPieces = leaf.hasSuffix("payload")
    return Int(index)
  }

  mutating func setHoldsPairs(_ node: Int, _ value: Bool) { nodes[node].holdsPairs = value }

  /// The keys that lead to a node, and which of them is the first within its row.
  func path(of node: Int) -> LogPath {
    var path = LogPath()
    var node = node
    var isInRow = true
    while node > 0 {
      let at = nodes[node]
      if at.isElement {
        isInRow = isInRow && nodes[Int(at.parent)].holdsPairs == true
      } else {
        path.keys.insert(keyText(node), at: 0)
        if isInRow { path.keysInRow += 1 }
      }
      node = Int(at.parent)
    }
    return path
  }

  /// The paths of all keys, for those who look for one.
  var paths: [LogPath] {
    nodes.indices.dropFirst().filter { !nodes[$0].isElement }.map(path)
  }

  private func keyText(_ node: Int) -> String {
    String(decoding: keys[nodes[node].key], as: UTF8.self)
  }
}
