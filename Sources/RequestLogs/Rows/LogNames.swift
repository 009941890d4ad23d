/// What the keys of a log mean: by their usual names, and by those that a person gave.
struct LogNames: Sendable {
  var columns: TraceColumns?
  var selection: LogSelection

  /// The names of columns that a person gave, with the figure of each.
  private var named: [(name: String, meaning: LogMeaning)] = []

  init(columns: TraceColumns?, selection: LogSelection) {
    self.columns = columns
    self.selection = selection
    func add(_ names: [String], _ figure: LogFigure, isBeside: Bool = false) {
      for name in names {
        var meaning = LogMeaning(figure: figure, isBeside: isBeside)
        meaning.part = UInt8(truncatingIfNeeded: named.count)
        named.append((name, meaning))
      }
    }
    if let columns {
      add(columns.prompts, .prompt)
      add(columns.completions, .completion)
      add(columns.time.map { [$0] } ?? [], .time)
      add(columns.cached.map { [$0] } ?? [], .cached, isBeside: !columns.cachedIsInside)
      add(columns.written.map { [$0] } ?? [], .written, isBeside: !columns.cachedIsInside)
    }
    add(selection.status.map { [$0] } ?? [], .status)
    add(selection.id.map { [$0] } ?? [], .id)
    add(selection.session.map { [$0] } ?? [], .session)
    for index in named.indices where named[index].meaning.figure == .status {
      named[index].meaning.isStrict = true
    }
  }

  /// All that the last of some keys means: a column may be named for two figures, or for one beside its
  /// usual one.
  func meanings(of path: LogPath) -> [LogMeaning] {
    let given = named.filter { isNamed($0.name, path) }.map(\.meaning)
    guard
      !given.contains(where: {
        [.prompt, .completion, .cached, .written, .time].contains($0.figure)
      })
    else { return given }
    let usual = usualMeaning(of: path)
    return given.isEmpty || ![.nothing, .closed, .status, .id, .session].contains(usual.figure)
      ? given + [usual] : given
  }

  /// What the last of some keys means by its usual name.
  func usualMeaning(of path: LogPath) -> LogMeaning {
    let words = path.keys.flatMap(LogVocabulary.words)
    var usual = LogVocabulary.meaning(of: words)
    // What names a list of sums says nothing of their columns.
    if usual.figure == .nothing, path.keysInRow == 1, path.keys.count > 1, let key = path.keys.last
    {
      let alone = LogVocabulary.meaning(of: LogVocabulary.words(of: key))
      if alone.figure == .maybeRequests { usual = alone }
    }
    switch usual.figure {
    // Where a person named a figure, nothing else is taken for it.
    case .prompt, .completion, .total, .cached, .context, .written, .writtenPart, .promptExtra,
      .completionExtra, .cumulative:
      return columns == nil ? usual : LogMeaning()
    case .time, .endTime: return columns?.time == nil ? usual : LogMeaning()
    case .status: return selection.status == nil ? usual : LogMeaning()
    case .id: return selection.id == nil || usual.isLink ? usual : LogMeaning()
    case .session: return selection.session == nil ? usual : LogMeaning()
    // A way to a named value is open, whatever its usual meaning.
    case .closed: return leadsToNamed(path) ? LogMeaning() : usual
    default: return usual
    }
  }

  /// Which conditions a value decides, as bits.
  func conditions(of path: LogPath) -> UInt32 {
    var bits: UInt32 = 0
    for (index, condition) in selection.conditions.enumerated()
    where isNamed(condition.key, path) { bits |= 1 << UInt32(index) }
    return bits
  }

  /// Whether a name is all keys, those within the row, or the last ones from one on that holds dots itself.
  private func isNamed(_ name: String, _ path: LogPath) -> Bool {
    if isSame(name, path.text) || isSame(name, path.textInRow) { return true }
    return path.keys.indices.contains {
      path.keys[$0].contains(".") && isSame(name, path.keys[$0...].joined(separator: "."))
    }
  }

  private func leadsToNamed(_ path: LogPath) -> Bool {
    let (whole, inRow) = (path.text.lowercased() + ".", path.textInRow.lowercased() + ".")
    return (named.map(\.name) + selection.conditions.map(\.key)).contains {
      let name = $0.lowercased()
      return name.hasPrefix(whole) || name.hasPrefix(inRow)
    }
  }

  private func isSame(_ one: String, _ other: String) -> Bool {
    one == other || one.lowercased() == other.lowercased()
  }

  /// The names that a person gave and that no key had, where `seen` says which had.
  func missing(seen: UInt32) -> [String] {
    named.indices.filter { seen & (1 << UInt32($0)) == 0 }.map { named[$0].name }
  }
}
