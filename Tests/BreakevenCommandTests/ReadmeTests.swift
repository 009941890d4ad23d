import Breakeven
import Foundation
import RequestLogs
import Testing

@Suite struct ReadmeTests {
  /// The README's snippet is the end of the tool that CI builds and runs from another folder.
  @Test func theSnippetIsTheOneThatIsBuilt() throws {
    let readme = try String(
      contentsOf: CommandRun.package.appending(path: "README.md"), encoding: .utf8)
    let tool = try String(
      contentsOf: CommandRun.package.appending(path: "Tests/Embedding/Sources/tool/main.swift"),
      encoding: .utf8)
    #expect(readme.contains("```swift\n" + tool + "```"))
    #expect(tool.split(separator: "\n").count <= 11)
  }

  /// A newcomer reads it in three minutes.
  @Test func theReadmeIsShort() throws {
    let readme = try String(
      contentsOf: CommandRun.package.appending(path: "README.md"), encoding: .utf8)
    #expect(readme.split { $0.isWhitespace }.count { $0.contains { $0.isLetter } } <= 700)
  }

  @Test func theQueryIsTheOneThatIsDocumented() throws {
    let article = try String(
      contentsOf: CommandRun.package.appending(
        path: "Sources/RequestLogs/RequestLogs.docc/RequestLogs.md"), encoding: .utf8)
    #expect(article.contains("```sql\n" + TraceFormat.aggregateQuery + "\n```"))
  }

  /// Every file that the README links to exists.
  @Test func linksLeadSomewhere() throws {
    let readme = try String(
      contentsOf: CommandRun.package.appending(path: "README.md"), encoding: .utf8)
    let links = readme.matches(of: /\]\(([^)#]+)\)/).map { String($0.output.1) }
      .filter { !$0.contains("://") }
    #expect(!links.isEmpty)
    for link in links {
      let path = CommandRun.package.appending(path: link).path
      #expect(FileManager.default.fileExists(atPath: path), "\(link)")
    }
  }
}
