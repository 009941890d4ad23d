/// The columns of a log whose rows have a time and then both lengths, as most have, and how many columns
/// to step over before each of them.
struct PlainColumns: Sendable {
  let beforeTime: Int
  let beforeFirst: Int
  let beforeSecond: Int
  /// Whether the first length is the prompt's.
  let promptIsFirst: Bool

  /// Whether nothing stands before or between them.
  var areAdjacent: Bool { beforeTime == 0 && beforeFirst == 0 && beforeSecond == 0 }

  init?(_ roles: [LogRole]) {
    let wanted = roles.indices.filter { roles[$0] != .skip }
    guard wanted.count == 3, roles[wanted[0]] == .time else { return nil }
    promptIsFirst = roles[wanted[1]] == .prompt
    let lengths: [LogRole] = promptIsFirst ? [.prompt, .completion] : [.completion, .prompt]
    guard wanted.dropFirst().map({ roles[$0] }) == lengths else { return nil }
    beforeTime = wanted[0]
    beforeFirst = wanted[1] - wanted[0] - 1
    beforeSecond = wanted[2] - wanted[1] - 1
  }
}
