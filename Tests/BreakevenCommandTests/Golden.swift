import Foundation
import Testing

/// A text that `.ci/record-goldens` has written.
struct Golden {
  let name: String
  let text: String

  /// The folder of short texts: answers and help.
  static let folder = CommandRun.package.appending(path: "Tests/BreakevenCommandTests/Goldens")

  init(_ name: String, in folder: URL = folder) throws {
    self.name = name
    text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// Records an issue that shows the first lines that differ.
  func expect(_ written: String, sourceLocation: SourceLocation = #_sourceLocation) {
    guard let difference = Self.difference(recorded: text, written: written) else { return }
    Issue.record("\(name) is not as recorded; \(difference)", sourceLocation: sourceLocation)
  }

  /// The first line that differs and the two after it, as recorded (-) and as written (+); `nil` for the same text.
  static func difference(recorded: String, written: String) -> String? {
    guard recorded != written else { return nil }
    let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let new = written.split(separator: "\n", omittingEmptySubsequences: false)
    let same = zip(old, new).prefix { $0 == $1 }.count
    func shown(_ lines: [Substring], _ sign: String) -> [String] {
      lines.dropFirst(same).prefix(3).map { "\(sign) \($0.prefix(200))" }
    }
    return (["from line \(same + 1) on:"] + shown(old, "-") + shown(new, "+"))
      .joined(separator: "\n")
  }
}

@Suite struct GoldenTests {
  @Test func aDifferenceShowsItsFirstLines() {
    #expect(Golden.difference(recorded: "a\nb\n", written: "a\nb\n") == nil)
    #expect(
      Golden.difference(recorded: "a\nb\nc\nd\ne\nf", written: "a\nX\nc\nd\ne\nf")
        == "from line 2 on:\n- b\n- c\n- d\n+ X\n+ c\n+ d")
    #expect(Golden.difference(recorded: "a", written: "a\nb") == "from line 2 on:\n+ b")
  }
}
