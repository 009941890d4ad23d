/// One verb of the command, as it is declared: what it is called, what it takes, and what it does.
///
/// Its options and operands are its properties; see ``Option``.
protocol DeclaredVerb: SendableMetatype {
  static var name: String { get }
  /// What it does, in one line of the list of verbs.
  static var summary: String { get }
  /// What it does, in paragraphs of its help.
  static var discussion: [String] { get }
  /// What stands after its name in the usage line beside the operands and options that it declares.
  static var usageSuffix: String? { get }
  /// Commands that a reader can copy.
  static var examples: [VerbExample] { get }

  init()
  /// Does it.
  ///
  /// - Parameter verbs: All verbs of the command, for those that tell of them.
  nonisolated(nonsending) func run(
    among verbs: [any DeclaredVerb.Type]
  ) async throws -> ExitCode
}

extension DeclaredVerb {
  static var usageSuffix: String? { nil }
}

/// A verb that does its work without knowing of others.
protocol Verb: DeclaredVerb {
  nonisolated(nonsending) func run() async throws -> ExitCode
}

extension Verb {
  nonisolated(nonsending) func run(
    among verbs: [any DeclaredVerb.Type]
  ) async throws -> ExitCode {
    try await run()
  }
}

/// A command to copy, and what it is for.
struct VerbExample {
  let what: String
  let command: String

  init(_ what: String, _ command: String) {
    self.what = what
    self.command = command
  }
}
