/// All that a verb declares, in the order in which it is declared.
struct Declarations {
  /// Options under one title.
  struct Section {
    let title: String?
    var options: [any DeclaredOption]
  }

  private(set) var sections: [Section] = []
  private(set) var operands: (any DeclaredOperands)?

  /// The options of every verb, which no verb declares.
  static let helpNames = ["--help", "-h"]

  init(of verb: any DeclaredVerb) { gather(verb, title: nil) }

  var options: [any DeclaredOption] { sections.flatMap(\.options) }

  private mutating func gather(_ holder: Any, title: String?) {
    for child in Mirror(reflecting: holder).children {
      if let option = child.value as? any DeclaredOption {
        add(option, under: title)
      } else if let operands = child.value as? any DeclaredOperands {
        self.operands = operands
      } else if let group = child.value as? any OptionGroup {
        gather(group, title: type(of: group).title ?? title)
      }
    }
  }

  private mutating func add(_ option: any DeclaredOption, under title: String?) {
    if let index = sections.firstIndex(where: { $0.title == title }) {
      sections[index].options.append(option)
    } else {
      sections.append(Section(title: title, options: [option]))
    }
  }
}
