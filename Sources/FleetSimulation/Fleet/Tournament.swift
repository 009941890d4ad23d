/// The least of many keys, of which one changes at a time: a tree in which each pair sends its lesser on.
///
/// A change costs one comparison to each doubling of the number of keys. Where keys are alike, the first one counts as less.
struct Tournament<Key: Comparable & Sendable>: Sendable {
  private struct Entrant {
    var key: Key
    var index: Int
  }

  /// The winner at 1, the pair below a place at twice that and one more, and the keys from `leaves` on.
  private var entrants: [Entrant]
  private let leaves: Int
  /// How many keys there are.
  let count: Int

  /// Starts with `count` keys that are all `key`, which none exceeds.
  init(_ count: Int, of key: Key) {
    var leaves = 1
    while leaves < count { leaves *= 2 }
    self.leaves = leaves
    self.count = count
    entrants = (0..<2 * leaves).map { place in
      // The first of those below.
      var first = max(1, place)
      while first < leaves { first *= 2 }
      return Entrant(key: key, index: first - leaves)
    }
  }

  /// The index of the least key.
  var leastIndex: Int { entrants[1].index }

  /// The least key.
  var least: Key { entrants[1].key }

  /// The key at an index.
  subscript(index: Int) -> Key { entrants[leaves + index].key }

  /// Changes the key at an index.
  mutating func set(_ index: Int, to key: Key) {
    var place = leaves + index
    guard entrants[place].key != key else { return }
    entrants[place].key = key
    while place > 1 {
      place /= 2
      let (first, second) = (entrants[2 * place], entrants[2 * place + 1])
      let winner = second.key < first.key ? second : first
      if entrants[place].index == winner.index, entrants[place].key == winner.key { return }
      entrants[place] = winner
    }
  }

  /// The same keys and `more` further ones that are all `key`.
  func with(_ more: Int, of key: Key) -> Tournament {
    var larger = Tournament(count + more, of: key)
    for index in 0..<count { larger.set(index, to: self[index]) }
    return larger
  }
}
