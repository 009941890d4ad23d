/// The ids of the prompt blocks of many requests, one after the other.
struct NamedBlocks: Hashable, Sendable {
  /// The most ids that are kept: half a gigabyte.
  static let maximum = 1 << 26

  private(set) var ids: [UInt64] = []
  /// Where the ids of each request end.
  private(set) var ends: [Int] = []
  /// Whether there were more ids than are kept.
  private(set) var isCut = false

  mutating func append(_ id: UInt64) {
    guard ids.count < Self.maximum else {
      isCut = true
      return
    }
    ids.append(id)
  }

  /// Appends the blocks of the requests that follow the first `count`.
  mutating func append(_ later: NamedBlocks, after count: Int) {
    isCut = isCut || later.isCut || ids.count + later.ids.count > Self.maximum
    guard !later.ids.isEmpty, !isCut else { return }
    while ends.count < count { endRequest() }
    let start = ids.count
    ids += later.ids
    ends += later.ends.map { $0 + start }
  }

  mutating func endRequest() { ends.append(ids.count) }

  /// Forgets the ids of a line that is no request.
  mutating func dropRequest() {
    let end = ends.last ?? 0
    if ids.count > end { ids.removeLast(ids.count - end) }
  }

  subscript(request: Int) -> ArraySlice<UInt64> {
    guard request < ends.count else { return [] }
    return ids[(request > 0 ? ends[request - 1] : 0)..<ends[request]]
  }
}
