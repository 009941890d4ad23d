/// Which sequence reaches its next event at which step: a wheel of 4096 buckets.
///
/// Every decoding sequence has one event. Adding, removing and finding the next cost the same whatever
/// their number. An event more than a turn away waits at the end of the turn and is put back then.
struct EventWheel: Sendable {
  static let turn = 4096
  private static let none: Int32 = -1

  private var heads = [Int32](repeating: none, count: turn)
  private var occupied = [UInt64](repeating: 0, count: turn / 64)
  private var occupiedWords: UInt64 = 0
  private var next: [Int32]
  private var previous: [Int32]

  init(capacity: Int) {
    next = [Int32](repeating: Self.none, count: capacity)
    previous = [Int32](repeating: Self.none, count: capacity)
  }

  /// Makes room for one more slot, the last.
  mutating func addSlot() {
    next.append(Self.none)
    previous.append(Self.none)
  }

  /// Puts an event of `slot` at `step`, which is later than the present.
  mutating func insert(_ slot: Int, at step: Int) {
    let bucket = step & (Self.turn - 1)
    let head = heads[bucket]
    next[slot] = head
    previous[slot] = Self.none
    if head >= 0 { previous[Int(head)] = Int32(slot) }
    heads[bucket] = Int32(slot)
    occupied[bucket >> 6] |= 1 << UInt64(bucket & 63)
    occupiedWords |= 1 << UInt64(bucket >> 6)
  }

  /// Takes the event of `slot` away again, which is at `step`.
  mutating func remove(_ slot: Int, at step: Int) {
    let bucket = step & (Self.turn - 1)
    let (before, after) = (previous[slot], next[slot])
    if before >= 0 { next[Int(before)] = after } else { heads[bucket] = after }
    if after >= 0 { previous[Int(after)] = before }
    if heads[bucket] < 0 { clear(bucket) }
  }

  /// Takes one of the events at `step`; `nil` when there is none left.
  mutating func pop(at step: Int) -> Int? {
    let bucket = step & (Self.turn - 1)
    let head = heads[bucket]
    guard head >= 0 else { return nil }
    let after = next[Int(head)]
    heads[bucket] = after
    if after >= 0 { previous[Int(after)] = Self.none } else { clear(bucket) }
    return Int(head)
  }

  /// Steps from the present one to the next with an event; `nil` if there is none.
  func distance(from step: Int) -> Int? {
    guard occupiedWords != 0 else { return nil }
    let start = (step + 1) & (Self.turn - 1)
    let word = start >> 6
    let rest = occupied[word] >> UInt64(start & 63)
    if rest != 0 { return rest.trailingZeroBitCount + 1 }
    let later = word == 63 ? 0 : occupiedWords >> UInt64(word + 1)
    let found =
      later != 0 ? word + 1 + later.trailingZeroBitCount : occupiedWords.trailingZeroBitCount
    let bucket = found << 6 + occupied[found].trailingZeroBitCount
    return ((bucket - start) & (Self.turn - 1)) + 1
  }

  private mutating func clear(_ bucket: Int) {
    occupied[bucket >> 6] &= ~(1 << UInt64(bucket & 63))
    if occupied[bucket >> 6] == 0 { occupiedWords &= ~(1 << UInt64(bucket >> 6)) }
  }
}
