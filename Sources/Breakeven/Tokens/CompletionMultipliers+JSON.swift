package import CheckedJSON
import Pricing
import Workloads

extension CompletionMultipliers {
  /// The figures that the library carries.
  ///
  /// - Throws: `InputError` if the library's own file is broken, which its tests exclude.
  package static func builtIn() throws(InputError) -> CompletionMultipliers {
    let path = "data/verbosity.json"
    return try CompletionMultipliers(JSONDocument(EmbeddedFile.at(path).data, file: path))
  }

  /// Reads `{ "unit", "provenance", "spread", "thinking", "models" }`.
  package init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly(["unit", "provenance", "spread", "thinking", "models"])
    let spread = try members.required("spread").object()
    try spread.allowOnly(["factor", "provenance"])
    let thinking = try members.required("thinking").object()
    let efforts = Effort.allCases.filter { $0 != .none }
    try thinking.allowOnly(efforts.map(\.rawValue) + ["provenance"])
    var usual: [Effort: [TaskKind: UsualThinking]] = [:]
    for effort in efforts {
      let tasks = try thinking.required(effort.rawValue).object()
      try tasks.allowOnly(TaskKind.allCases.map(\.rawValue))
      for task in TaskKind.allCases {
        usual[effort, default: [:]][task] = try UsualThinking(tasks.required(task.rawValue))
      }
    }
    var models: [ThinkingModel] = []
    for place in try members.required("models").array() { models.append(try ThinkingModel(place)) }
    self.init(
      models: models, usual: usual,
      usualFrom: try thinking.required("provenance").provenance(),
      measuredFrom: try members.required("provenance").provenance(),
      spread: try spread.required("factor").number(in: 1...100))
  }
}

extension UsualThinking {
  /// Reads `[low, likely, high]`.
  init(_ place: JSONPlace) throws(InputError) {
    let figures = try place.array()
    guard figures.count == 3 else { throw place.error(expected: "low, likely and high") }
    low = try figures[0].number(in: 0.01...10_000)
    likely = try figures[1].number(in: low...10_000)
    high = try figures[2].number(in: likely...10_000)
  }
}

extension ThinkingModel {
  /// Reads `{ "names", "thinking", "defaultEffort"?, "defaultFrom"?, "completions"? }`.
  init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["names", "thinking", "defaultEffort", "defaultFrom", "completions"])
    var names: [String] = []
    for name in try members.required("names").array() { names.append(try name.text()) }
    let thinking: Thinking = try members.required("thinking").choice()
    var completions: [Effort: [TaskKind: Double]] = [:]
    if let efforts = try members["completions"]?.object() {
      try efforts.allowOnly(Effort.allCases.map(\.rawValue))
      for effort in Effort.allCases {
        guard let tasks = try efforts[effort.rawValue]?.object() else { continue }
        try tasks.allowOnly(TaskKind.allCases.map(\.rawValue))
        for task in TaskKind.allCases {
          completions[effort, default: [:]][task] = try tasks[task.rawValue]?.number(
            in: 0.01...10_000)
        }
      }
    }
    self.init(
      names: names, thinking: thinking,
      defaultEffort: thinking == .never ? .none : try members.required("defaultEffort").choice(),
      defaultFrom: thinking == .never ? nil : try members.required("defaultFrom").provenance(),
      completions: completions)
  }
}
