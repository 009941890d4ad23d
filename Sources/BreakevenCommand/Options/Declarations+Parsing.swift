import Breakeven

extension Declarations {
  /// Gives the words after a verb to what was declared.
  ///
  /// `--name=value` and `--name value` are the same, `--` ends the options, and `-` is an operand.
  ///
  /// - Returns: whether help was asked for, in which case nothing was taken.
  /// - Throws: `CommandFailure` of wrong use, which names the verb and the nearest option.
  func parse(_ words: [String], verb: String) throws(CommandFailure) -> Bool {
    if words.prefix(while: { $0 != "--" }).contains(where: Self.helpNames.contains) { return true }
    var plain: [String] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      if word == "--" {
        plain += words[index...]
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        plain.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let option = try option(named: String(parts[0]), verb: verb)
      guard !option.isGiven || option.isRepeatable else {
        throw .usage("breakeven \(verb): \(option.name) was given twice")
      }
      guard option.placeholder != nil else {
        guard parts.count == 1 else {
          throw .usage("breakeven \(verb): \(option.name) takes no value")
        }
        try take(nil, by: option)
        continue
      }
      if parts.count == 2 {
        try take(String(parts[1]), by: option)
      } else {
        guard index < words.count, !isOption(words[index]) else {
          throw .usage(
            "breakeven \(verb): \(option.name) needs a value, \(option.placeholder ?? "")")
        }
        try take(words[index], by: option)
        index += 1
      }
    }
    try give(plain, verb: verb)
    return false
  }

  private func isOption(_ word: String) -> Bool {
    options.contains { $0.names.contains(word) }
  }

  private func option(
    named name: String, verb: String
  ) throws(CommandFailure) -> any DeclaredOption {
    if let option = options.first(where: { $0.names.contains(name) }) { return option }
    let near = nearest(to: name, among: options.map(\.name))
    throw .usage(
      "breakeven \(verb): unknown option \(name)"
        + (near.map { "; did you mean \($0)?" } ?? "; see breakeven \(verb) --help"))
  }

  private func take(_ text: String?, by option: any DeclaredOption) throws(CommandFailure) {
    do {
      try option.take(text)
    } catch {
      var named = error
      named.place = option.name
      throw .usage(named.description)
    }
  }

  private func give(_ words: [String], verb: String) throws(CommandFailure) {
    guard let operands else {
      guard let stray = words.first else { return }
      throw .usage("breakeven \(verb): unexpected word \"\(stray.shortened())\"")
    }
    guard words.count >= operands.count.lowerBound else {
      throw .usage(
        "breakeven \(verb) needs "
          + (operands.count == 1...1 ? operands.name : "at least one \(operands.name)")
          + "; see breakeven \(verb) --help")
    }
    guard words.count <= operands.count.upperBound else {
      throw .usage("breakeven \(verb) takes one \(operands.name), found \(words.count)")
    }
    operands.take(words)
  }
}

/// Refuses options that say the same in two ways.
func refuseTogether(_ options: [any DeclaredOption], verb: String) throws(CommandFailure) {
  let given = options.filter(\.isGiven).map(\.name)
  guard given.count > 1 else { return }
  throw .usage("breakeven \(verb): found \(given.joined(separator: " and ")), expected one of them")
}

/// Refuses options that mean nothing without another.
func refuse(
  _ options: [any DeclaredOption], without needed: any DeclaredOption, verb: String
) throws(CommandFailure) {
  guard !needed.isGiven, let given = options.first(where: \.isGiven) else { return }
  throw .usage("breakeven \(verb): \(given.name) goes with \(needed.name)")
}
