/// The models that a log names, and how many requests each answered.
struct LogModels: Sendable {
  private(set) var names: [String] = []
  private(set) var requests: [UInt64] = []
  private var indices: [UInt64: Int32] = [:]

  static let most = 1024

  /// The number of a name; −1 for one too many or none.
  mutating func index(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32 {
    guard !range.isEmpty else { return -1 }
    let hash = LogText.hash(bytes, range)
    if let known = indices[hash] { return known }
    guard names.count < Self.most, range.count <= 256 else { return -1 }
    let index = Int32(names.count)
    names.append(LogText.string(bytes, range))
    requests.append(0)
    indices[hash] = index
    return index
  }

  mutating func count(_ index: Int, _ count: UInt64) {
    if index >= 0, index < requests.count { requests[index] &+= count }
  }

  /// Whether a model bears a name in lower case, with or without the name of its maker before it.
  func isNamed(_ index: Int, _ name: String) -> Bool {
    let own = names[index].lowercased()
    return own == name || own.hasSuffix("/" + name)
  }

  /// The requests of each model that answered any.
  var counted: [String: UInt64] {
    var counted: [String: UInt64] = [:]
    for (name, count) in zip(names, requests) where count > 0 { counted[name, default: 0] += count }
    return counted
  }
}
