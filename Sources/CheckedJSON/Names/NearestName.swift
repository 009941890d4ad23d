/// The choice that is closest to `name` in edit distance, if it is close enough to be what was meant.
///
/// Case is ignored. A choice counts as close when at most a third of the longer word must change; of choices as
/// close, the one that begins alike for longest; a choice that contains the whole name (or the reverse) comes
/// next, then one that begins nearly so: `lama3` is nearest to `meta-llama/Llama-3.1-8B`.
package func nearest(to name: String, among choices: [String]) -> String? {
  let wanted = Array(name.lowercased().utf8.prefix(200))
  guard !wanted.isEmpty else { return nil }
  var best: (choice: String, distance: Int, shared: Int)?
  let isShort = !name.contains("/")
  for choice in choices {
    // A short name is compared with the part after the last slash, as of provider/model.
    let part = isShort ? choice.split(separator: "/").last ?? choice[...] : choice[...]
    let candidate = Array(part.lowercased().utf8.prefix(200))
    let limit = max(wanted.count, candidate.count) / 3
    let distance = editDistance(wanted, candidate)
    guard distance <= limit, distance <= best?.distance ?? .max else { continue }
    let shared = zip(wanted, candidate).prefix { $0 == $1 }.count
    if distance < best?.distance ?? .max || shared > best?.shared ?? -1 {
      best = (choice, distance, shared)
    }
  }
  if let best { return best.choice }
  let lowered = name.lowercased()
  return choices.filter { $0.lowercased().contains(lowered) || lowered.contains($0.lowercased()) }
    .min { $0.count < $1.count }
    ?? choices.filter { beginsNearly($0, as: wanted) }.min { $0.count < $1.count }
}

/// Whether a choice begins as a word of four letters or more does, separators left out, but for one letter.
private func beginsNearly(_ choice: String, as wanted: [UInt8]) -> Bool {
  func plain(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    bytes.filter { (48...57).contains($0) || (97...122).contains($0) || $0 > 127 }
  }
  let part = choice.split(separator: "/").last ?? choice[...]
  let (wanted, whole) = (plain(wanted), plain(part.lowercased().utf8.prefix(200)))
  guard wanted.count >= 4 else { return false }
  return (wanted.count - 1...wanted.count + 1).contains {
    editDistance(wanted, Array(whole.prefix($0))) <= 1
  }
}

/// The edits that turn one word into another: insertions, deletions, replacements, and swaps of two
/// neighbours.
private func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...second.count)
  for (row, byte) in first.enumerated() {
    var current = [row + 1]
    current.reserveCapacity(second.count + 1)
    for (column, other) in second.enumerated() {
      var distance = min(
        previous[column] + (byte == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, byte == second[column - 1], first[row - 1] == other {
        distance = min(distance, beforePrevious[column - 1] + 1)
      }
      current.append(distance)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[second.count]
}
