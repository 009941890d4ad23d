/// One verb of the command: its name, what it is called with, what it does, and how.
struct Verb: Sendable {
  let name: String
  let usage: String
  let summary: String
  let run: @Sendable ([String]) async throws -> ExitCode
}
