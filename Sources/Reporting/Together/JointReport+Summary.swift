import Breakeven
package import Documents

extension JointReport {
  /// The short answer: at most 24 lines of at most 80 columns.
  ///
  /// - Parameter next: What the reader may do.
  package func summary(style: TerminalStyle = .plain, next: [String] = []) -> String {
    let sentence = TextWrap.wrapped(
      Escaping.printable(facts.headline + " " + facts.reason), width: ShortAnswer.columns)
    var text = sentence.joined(separator: "\n")
    if text.hasPrefix(facts.headline) {
      let isClear = ![.tooCloseToCall, .nothingToCompare].contains(decision.choice)
      let head = isClear ? style.green(facts.headline) : style.yellow(facts.headline)
      text = style.bold(head) + text.dropFirst(facts.headline.count)
    }
    var sections: [ShortAnswer.Section] = []
    for (index, fleet) in (decision.plan?.fleets ?? []).enumerated() {
      sections.append(
        ShortAnswer.Section(
          "Fleet \(index + 1)",
          ["\(facts.text(fleet)): \(facts.list(fleet.shares.map(\.workload)))"]))
    }
    let rows = rows
    var lines = sections.flatMap { section in labelled(section, style) }
    if !rows.isEmpty { lines += (lines.isEmpty ? [] : [""]) + rows }
    let notes = facts.leftOut.map { "\($0.name) is not planned: \($0.reason)." }
    let mix = facts.mixNotTaken.map { [$0 + "."] } ?? []
    var rest: [ShortAnswer.Section] = []
    if !notes.isEmpty { rest.append(ShortAnswer.Section("Left out", notes)) }
    if !mix.isEmpty { rest.append(ShortAnswer.Section("Mixed", mix)) }
    if !next.isEmpty { rest.append(ShortAnswer.Section("Next", next)) }
    let room = ShortAnswer.lines - sentence.count - lines.count - 2
    var tail = rest.flatMap { labelled($0, style) }
    if tail.count > room { tail = Array(tail.prefix(max(0, room))) }
    return ([text, lines.joined(separator: "\n"), tail.joined(separator: "\n")])
      .filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func labelled(_ section: ShortAnswer.Section, _ style: TerminalStyle) -> [String] {
    section.lines.enumerated().map { index, line in
      let label = index == 0 ? section.label : ""
      return style.dim(label.padded(to: ShortAnswer.indent)) + line
    }
  }

  /// Each workload with what it bears and would cost by itself.
  private var rows: [String] {
    guard let plan = decision.plan else { return [] }
    let most = 10
    var cells = [["", "together", "by itself", "served by"]]
    for (index, bill) in plan.bills.enumerated().prefix(most) {
      let place = decision.planned[index]
      cells.append([
        facts.names[place], NumberText.usd(facts.cells[index].reduce(0, +)),
        decision.separateUSD(of: place).map { NumberText.usd($0) } ?? NumberText.missing,
        facts.place(bill, index),
      ])
    }
    if plan.bills.count > most {
      let rest = (most..<plan.bills.count)
      cells.append([
        "\(rest.count) more", NumberText.usd(rest.reduce(0) { $0 + facts.cells[$1].reduce(0, +) }),
        NumberText.usd(
          rest.reduce(0) { $0 + (decision.separateUSD(of: decision.planned[$1]) ?? 0) }), "",
      ])
    }
    cells.append([
      "All", NumberText.usd(facts.totalUSD),
      decision.separateUSD.map { NumberText.usd($0) } ?? NumberText.missing, "",
    ])
    let name = min(24, cells.map { $0[0].count }.max() ?? 0)
    let money = (1...2).map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      let head =
        row[0].padded(to: name) + "  " + row[1].padded(to: money[0], right: true) + "  "
        + row[2].padded(to: money[1], right: true)
      let line = row[3].isEmpty ? head : head + "  " + row[3]
      return Escaping.printable(line).cut(to: ShortAnswer.columns)
    }
  }
}

extension String {
  fileprivate func cut(to width: Int) -> String {
    count > width ? prefix(width - 1) + "…" : self
  }

  fileprivate func padded(to width: Int, right: Bool = false) -> String {
    let text = cut(to: width)
    let blanks = String(repeating: " ", count: width - text.count)
    return right ? blanks + text : text + blanks
  }
}
