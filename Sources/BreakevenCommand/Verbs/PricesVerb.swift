import Backtest
import Breakeven
import FileAccess
import PriceImport
import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `breakeven prices`: list, check, import and update price catalogs, and show how prices moved.
struct PricesVerb: Verb {
  static let name = "prices"
  static let summary = "list, check, import and update price catalogs, and their history"
  static let discussion = [
    "list: API tariffs and GPU offers with their sources and dates.",
    "check: what looks wrong in a catalog, grouped by kind: prices that do not fit one another, or what others ask; old or retired entries, unknown models, slips in the unit.",
    "history ITEM: how the prices of a model or an accelerator moved; ITEM may have a *. With --backtest and an accelerator: what deciding each month from 2023-07 to 2026-06 by what was known then would have cost, always on the API, on demand or reserved, and by our blend.",
    "import FORMAT FILE: turns somebody else's price list into a catalog; - reads the standard input. FORMAT is "
      + PriceImporter.Format.allCases.map(\.rawValue).joined(separator: ", ") + ".",
    "update FOLDER FILE…: merges newer lists of these formats into a folder of catalogs, the first to be believed first; what people wrote beside the prices stays. Prints what is new, changed, gone and suspicious.",
  ]
  static let examples = [
    VerbExample("every price with its age", "breakeven prices list"),
    VerbExample(
      "what one host asks for one model",
      "breakeven prices list --model 'llama 3.3 70b' --host deepinfra"),
    VerbExample(
      "what is wrong with the prices of one host", "breakeven prices check --entry 'nebius*'"),
    VerbExample(
      "what committing to H100s would have cost in past years",
      "breakeven prices history H100-SXM --backtest chat-assistant"),
    VerbExample(
      "LiteLLM's list as a catalog",
      "breakeven prices import litellm model_prices.json --output prices"),
    VerbExample(
      "what a newer list would change", "breakeven prices update prices model_prices.json --dry-run"
    ),
  ]

  @Operands(
    "ACTION", atLeast: 1, atMost: 32, .words(Action.allCases.map(\.rawValue)),
    help: "list, check, history ITEM, import FORMAT FILE, or update FOLDER FILE…")
  var words: [String]
  let prices = PriceOptions()
  @Option("--as-of", "DATE", .date, help: "the day for which prices hold (default: today)")
  var asOf: CalendarDate?
  @Option(
    "--max-price-age", "DAYS", .integer(in: 0...100_000),
    help: "check: older prices are told (default 90)")
  var maximumAge: Int?
  @Option(
    "--model", "NAME", .text,
    help: "list: only tariffs of models whose name holds NAME; * stands for anything")
  var model: String?
  @Option("--gpu", "NAME", .name(of: .gpus), help: "list: only offers of this GPU")
  var gpu: String?
  @Option("--host", "NAME", .text, help: "list: only what this provider sells") var host: String?
  @Option("--kind", "KIND", repeating: .choice, help: "check: findings of these kinds alone")
  var kinds: [PriceCheck.Kind]
  @Option("--severity", "LEAST", .choice, help: "check: findings of at least this severity")
  var severity: PriceCheck.Severity?
  @Option(
    "--entry", "NAME", repeating: .text,
    help: "check: findings of entries whose id has this in it, or fits it with *")
  var entries: [String]
  @Option(
    "--backtest", "WORKLOAD", .file,
    help: "history: decide for this workload in each month of the past, on the accelerator ITEM")
  var backtest: String?
  @Option(
    "--output", short: "-o", "FOLDER", .folder,
    help: "import: one file for each provider there (default: one JSON array to the output)")
  var output: String?
  @Option(
    "--source", "TEXT", .text,
    help: "import, update: what entries give as their source (default: the format and file)")
  var source: String?
  @Option(
    "--provider", "NAME", .text, help: "import, update: the cloud of a skypilot or gpuhunt file")
  var provider: String?
  @Flag(
    "--force",
    help:
      "import, update: take over prices that are far from what is known of the same thing, and update entries of another source"
  )
  var force
  @Flag("--known-only", help: "update: add no entry that the folder has not") var knownOnly
  @Flag("--dry-run", help: "update: write nothing") var dryRun
  @Flag("--json", help: "as JSON") var json

  private enum Action: String, CaseIterable {
    case list, check, history
    case importing = "import"
    case update
  }

  func run() throws -> ExitCode {
    guard let action = words.first.flatMap(Action.init(rawValue:)) else {
      throw CommandFailure.usage(
        "breakeven prices needs " + Action.allCases.map(\.rawValue).joined(separator: ", "))
    }
    try refuseStrangers(of: action)
    switch action {
    case .list: return try list()
    case .check: return try check()
    case .history: return try history()
    case .importing: return try importPrices()
    case .update: return try update()
    }
  }

  /// Refuses words and options that an action would leave aside.
  private func refuseStrangers(of action: Action) throws(CommandFailure) {
    let most =
      switch action {
      case .list, .check: 1
      case .history: 2
      case .importing: 3
      case .update: words.count
      }
    guard words.count <= most else {
      throw .usage(
        "breakeven prices \(action.rawValue): unexpected word \"\(words[most].shortened())\""
          + (most == 1 ? "; a folder of prices goes with --pricing" : ""))
    }
    let uses: [(option: any DeclaredOption, actions: [Action])] = [
      ($model, [.list]), ($gpu, [.list]), ($host, [.list]),
      ($maximumAge, [.check]), ($kinds, [.check]), ($severity, [.check]), ($entries, [.check]),
      ($backtest, [.history]), ($output, [.importing]),
      ($source, [.importing, .update]), ($provider, [.importing, .update]),
      ($force, [.importing, .update]), ($knownOnly, [.update]), ($dryRun, [.update]),
      (prices.$folder, [.list, .check, .history]),
    ]
    guard let stray = uses.first(where: { $0.option.isGiven && !$0.actions.contains(action) })
    else { return }
    throw .usage(
      "breakeven prices \(action.rawValue): \(stray.option.name) goes with "
        + stray.actions.map(\.rawValue).joined(separator: ", "))
  }

  /// Tariffs and offers; of a model only tariffs, and of a GPU only offers.
  private func list() throws -> ExitCode {
    var filter = CatalogFilter()
    filter[.model] = model
    filter[.gpu] = gpu
    filter[.host] = host
    let reports = try CatalogReport.priceLists(of: try prices.catalog(), filter: filter)
    try Console.print(
      json
        ? CatalogReport.json(reports)
        : reports.map { $0.text(style: Console.style, width: Console.columns) }
          .joined(separator: "\n"))
    return .success
  }

  /// Errors in the catalog end with the exit code of bad data; warnings and notes do not.
  private func check() throws -> ExitCode {
    let catalog = try prices.catalog()
    let findings = PriceCheck.findings(
      in: catalog.prices, at: asOf ?? .today, maximumAgeDays: maximumAge ?? 90,
      accelerators: Set(catalog.accelerators.accelerators.map(\.id)),
      openModel: { catalog.models.canonicalIdentifier(of: $0) },
      modelContext: { catalog.models.summary(of: $0)?.maximumContextTokens },
      reference: prices.folder == nil ? nil : try Catalog.builtIn().prices,
      acceleratorWatts: { id in
        catalog.accelerators.accelerators.first { $0.id == id }?.watts
      },
      sparsePeaks: catalog.accelerators.accelerators.compactMap { accelerator in
        accelerator.sparsePeak.map { (accelerator.id, $0) }
      })
    var selection = PriceCheckReport.Selection()
    selection.kinds = kinds
    selection.severity = severity ?? .note
    selection.entries = entries
    let report = PriceCheckReport(findings, showing: selection)
    try json ? Console.print(report.json) : Console.show(report.text(style: Console.style))
    return report.findings.contains { $0.severity == .error } ? .badData : .success
  }

  private func history() throws -> ExitCode {
    guard words.count == 2 else {
      throw CommandFailure.usage(
        "breakeven prices history needs a model or an accelerator, such as H100-SXM")
    }
    let history = try Catalog.priceHistory().with(try prices.catalog().prices)
    let series = try history.series(matching: words[1])
    let report = PriceHistoryReport(series, backtest: try backtested(on: history))
    try json ? Console.print(report.json) : Console.show(report.text(style: Console.style))
    return .success
  }

  /// The backtest that was asked for; `nil` if none was.
  private func backtested(on history: PriceHistory) throws -> CommitmentBacktestReport? {
    guard let backtest else { return nil }
    let catalog = try prices.catalog()
    let gpu = try catalog.accelerator(named: words[1]).id
    let file = try WorkloadFile(backtest)
    var candidates = try file.workload().candidates
    candidates.gpus = [gpu]
    let day = asOf ?? .today
    let decision = try file.locatingErrors { () throws(InputError) in
      try Decision(
        file.workload().with(candidates: candidates), catalog: catalog, asOf: day)
    }
    guard let option = decision.bestSelfHost,
      let market = CommitmentMarket(decision, option: option, needsChoice: false)
    else {
      throw CommandFailure(
        code: .badData,
        message:
          "\(file.name): nothing on \(gpu) serves it by the month, so there is nothing to commit to"
      )
    }
    guard let from = CalendarDate("2023-07"), let until = CalendarDate("2026-06") else {
      return nil
    }
    return CommitmentBacktestReport(
      CommitmentBacktest(
        market, history: history,
        reservedShare: catalog.prices.reservedShare(of: gpu), from: from, until: until,
        asOf: max(day, until), seed: decision.assumptions.seed))
  }

  private func importPrices() throws -> ExitCode {
    guard words.count == 3, let format = PriceImporter.Format(rawValue: words[1]) else {
      throw CommandFailure.usage(
        "breakeven prices import needs one of "
          + PriceImporter.Format.allCases.map(\.rawValue).joined(separator: ", ")
          + ", and a file or -")
    }
    guard !format.isOfOneCloud || provider?.isEmpty == false else {
      throw CommandFailure.usage(
        "breakeven prices import \(format.rawValue) needs --provider NAME, the cloud whose prices these are"
      )
    }
    let isStream = words[2] == "-"
    let data = isStream ? try Files.readStandardInput() : try Files.read(words[2])
    let name = isStream ? "standard input" : words[2]
    let prices = try read(data, format, name: name, provider: provider, Catalog.builtIn())
    let report = PriceImportReport(prices)
    Console.error(report.text)
    guard prices.imported > 0 else {
      let looks = (try? PriceImporter.Format.detected(in: data)).flatMap { $0 == format ? nil : $0 }
      throw CommandFailure(
        code: .badData,
        message: "\(name): nothing was imported"
          + (looks.map { "; it looks like \($0.rawValue)" } ?? ""))
    }
    if let output {
      try Files.write(prices.files.map { (output + "/" + $0.name, $0.text) })
      if json { try Console.print(report.json) }
    } else {
      try Console.print("[\n" + prices.files.map(\.text).joined(separator: ",\n") + "]")
    }
    return .success
  }

  private func read(
    _ data: Data, _ format: PriceImporter.Format, name: String, provider: String?,
    _ catalog: Catalog
  ) throws -> PriceImport {
    try PriceImporter.prices(
      from: data, format: format, file: name,
      source: source ?? "\(format.rawValue), \(name.fileStem)", asOf: asOf ?? .today,
      provider: provider, knowing: catalog.prices,
      openModels: Set(catalog.models.identifiers), isForced: force,
      accelerators: { try? catalog.accelerator(named: $0).id })
  }

  /// Merges lists into a folder; the whole folder is read again before a file of it is written.
  private func update() throws -> ExitCode {
    guard words.count > 2 else {
      throw CommandFailure.usage(
        "breakeven prices update needs a folder and at least one price list")
    }
    let folder = words[1]
    let files = try Files.jsonFiles(below: folder)
    guard !files.isEmpty else {
      throw CommandFailure(
        code: .badData, message: "\(folder): no JSON files, expected price catalogs")
    }
    var read: [(path: String, data: Data)] = []
    for file in files {
      read.append((String(file.dropFirst(folder.count + 1)), try Files.read(file)))
    }
    let builtIn = try Catalog.builtIn()
    let known = try PriceCatalog(files: read.map { ($0.path, $0.data) })
    let catalog = builtIn.with(prices: known.completed(by: builtIn.prices))
    var lists: [CatalogUpdate.List] = []
    for name in words.dropFirst(2) {
      let data = try Files.read(name)
      guard let format = try PriceImporter.Format.detected(in: data, file: name) else {
        throw CommandFailure(
          code: .badData,
          message: "\(name): no price list that is known, expected one of "
            + PriceImporter.Format.allCases.map(\.rawValue).joined(separator: ", "))
      }
      let list = try self.read(
        data, format, name: name, provider: provider ?? cloud(of: name, format), catalog)
      Console.error(name + ": " + PriceImportReport(list).text)
      guard list.imported > 0 else {
        throw CommandFailure(code: .badData, message: "\(name): nothing was imported")
      }
      lists.append(
        CatalogUpdate.List(kind: source.map(Self.firstWord) ?? format.rawValue, prices: list))
    }
    let update = try CatalogUpdate(
      of: read, with: lists, isForced: force, addsNew: !knownOnly, at: asOf ?? .today)
    let changed = Set(update.files.map(\.path))
    _ = try PriceCatalog(
      files: read.filter { !changed.contains($0.path) }.map { ($0.path, $0.data) }
        + update.files.map { ($0.path, Data($0.text.utf8)) })
    if !dryRun {
      Files.removeLeftOvers(beside: files)
      try Files.write(
        update.files.map { (folder + "/" + $0.path, $0.text) }, replacing: files)
    }
    let report = CatalogUpdateReport(update, isWritten: !dryRun)
    try json ? Console.print(report.json) : Console.show(report.text)
    return .success
  }

  private static func firstWord(_ text: String) -> String {
    text.split { $0 == " " || $0 == "," }.first.map(String.init) ?? text
  }

  /// The cloud of a table that does not name it: its file, or the folder of SkyPilot's `vms.csv`.
  private func cloud(of name: String, _ format: PriceImporter.Format) -> String? {
    guard format.isOfOneCloud else { return nil }
    guard name.fileStem == "vms" else { return name.fileStem.lowercased() }
    return name.parentFolder.split(separator: "/").last.map { String($0).lowercased() }
  }
}
