import Foundation
import Testing

@testable import FileAccess

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that is removed when the test ends.
struct Folder: ~Copyable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/files-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func put(_ text: String, at name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
    return path + "/" + name
  }

  func text(_ name: String) -> String? {
    try? String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  var names: [String] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

@Suite struct OutputFilesTests {
  @Test func foldersAreMadeForNewFiles() throws {
    let folder = try Folder()
    try OutputFiles([(folder.path + "/a/b/c.svg", "chart"), (folder.path + "/d.md", "text")])
      .write()
    #expect(folder.names == ["a", "a/b", "a/b/c.svg", "d.md"])
    #expect(folder.text("a/b/c.svg") == "chart")
  }

  @Test func aReplacedFileKeepsItsModeAndOwner() throws {
    let folder = try Folder()
    let file = try folder.put("old", at: "x.json")
    #expect(unsafe chmod(file, 0o640) == 0)
    let isRoot = geteuid() == 0
    if isRoot { #expect(unsafe chown(file, 12, 34) == 0) }
    try OutputFiles([(file, "new")]).write()
    let status = try #require(FileStatus(path: file))
    #expect(folder.text("x.json") == "new")
    #expect(status.mode == 0o640)
    if isRoot { #expect(status.owner == 12 && status.group == 34) }
  }

  @Test(arguments: ["there.md", "missing.md"])
  func aLinkKeepsPointingWhereItDid(target: String) throws {
    let folder = try Folder()
    _ = try folder.put("old", at: "there.md")
    let link = folder.path + "/link.md"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    try OutputFiles([(link, "new")]).write()
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
    #expect(folder.text(target) == "new")
  }

  @Test func aPipeGetsTheBytes() throws {
    let folder = try Folder()
    let pipe = folder.path + "/pipe"
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    let reader = unsafe open(pipe, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try OutputFiles([(pipe, "new")]).write()
    var bytes = [UInt8](repeating: 0, count: 8)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(reader, $0.baseAddress, 8) }
    #expect(Array(bytes.prefix(count)) == Array("new".utf8))
    #expect(FileStatus(path: pipe)?.isRegular == false)
  }

  /// `/dev/fd/N` is that descriptor: what a shell redirected goes on where it stands.
  @Test func aDescriptorIsWrittenThrough() throws {
    let folder = try Folder()
    let file = try folder.put("one ", at: "log")
    let descriptor = unsafe open(file, O_WRONLY | O_APPEND)
    defer { close(descriptor) }
    let before = FileIdentity(path: file)
    try OutputFiles([("/dev/fd/\(descriptor)", "two")]).write()
    #expect(folder.text("log") == "one two")
    #expect(FileIdentity(path: file) == before)
  }

  @Test(arguments: ["x.csv", "./x.csv", "link.csv", "hard.csv"])
  func anInputIsNotOverwritten(name: String) throws {
    let folder = try Folder()
    let file = try folder.put("rows", at: "x.csv")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link.csv", withDestinationPath: file)
    try FileManager.default.linkItem(atPath: file, toPath: folder.path + "/hard.csv")
    let inputs = Set([try #require(FileIdentity(path: file))])
    let path = folder.path + "/" + name
    #expect(throws: FileError(path, .isInput)) {
      try OutputFiles([(path, "new")], sparing: inputs).write()
    }
    #expect(throws: FileError(path, .isInput)) { try OutputFiles.check([path], sparing: inputs) }
    #expect(folder.text("x.csv") == "rows")
  }

  @Test(arguments: [("x", "x"), ("x", "./x"), ("there", "link"), ("new", "../f/new")])
  func twoResultsDoNotShareAFile(first: String, second: String) throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/f", withIntermediateDirectories: true)
    _ = try folder.put("old", at: "f/there")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/f/link", withDestinationPath: "there")
    let paths = [first, second].map { folder.path + "/f/" + $0 }
    let before = folder.names
    #expect(throws: FileError(paths[1], .isWrittenTwice)) {
      try OutputFiles(paths.map { ($0, "new") }).write()
    }
    #expect(folder.names == before)
    #expect(folder.text("f/there") == "old")
  }

  /// A chart that cannot be written leaves the report as it was, and no file beside it.
  @Test(arguments: ["folder", "full", "read-only-parent/x"])
  func allAreWrittenOrNone(obstacle: String) throws {
    let folder = try Folder()
    let report = try folder.put("old", at: "report.md")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/folder", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/full", withDestinationPath: "/dev/full")
    _ = try folder.put("no folder", at: "read-only-parent")
    let before = folder.names
    #expect(throws: FileError.self) {
      try OutputFiles([
        (report, "new"), (folder.path + "/made/chart.svg", "new"),
        (folder.path + "/" + obstacle, "new"),
      ]).write()
    }
    #expect(folder.names == before)
    #expect(folder.text("report.md") == "old")
  }

  /// Two runs that write charts and a text to the same places leave those of one of them.
  @Test func writersDoNotMix() throws {
    let folder = try Folder()
    let paths = ["c/1.svg", "c/2.svg", "r.md"].map { folder.path + "/" + $0 }
    DispatchQueue.concurrentPerform(iterations: 16) { writer in
      try? OutputFiles(paths.map { ($0, "\(writer)") }).write()
    }
    #expect(folder.names == ["c", "c/1.svg", "c/2.svg", "r.md"])
    #expect(Set(["c/1.svg", "c/2.svg", "r.md"].map { folder.text($0) }).count == 1)
  }

  /// What a killed run left is removed by the next; what another process or another machine writes is not.
  @Test func leftOversOfTheDeadAreRemoved() throws {
    let folder = try Folder()
    let process = try Process.run(URL(filePath: "/bin/sh"), arguments: ["-c", "exit 0"])
    process.waitUntilExit()
    let own = TemporaryName().text
    let dead = own.replacing("-\(getpid())-", with: "-\(process.processIdentifier)-")
    let parts = dead.split(separator: "-")
    let foreign = dead.replacing("-\(parts[1])-", with: "-abc-")
    for name in [own, dead, foreign, ".breakeven-.tmp"] { _ = try folder.put("half", at: name) }
    try OutputFiles([(folder.path + "/x", "new")]).write()
    #expect(folder.names == [own, foreign, ".breakeven-.tmp", "x"].sorted())
    // A run that finds nothing to write removes it as well.
    _ = try folder.put("half", at: dead)
    OutputFiles.removeLeftOvers(beside: [folder.path + "/x"])
    #expect(folder.names == [own, foreign, ".breakeven-.tmp", "x"].sorted())
  }

  /// Nobody can lay a link where the unfinished file will be.
  @Test func temporaryNamesCannotBeGuessed() {
    #expect(Set((0..<100).map { _ in TemporaryName().text }).count == 100)
  }
}
