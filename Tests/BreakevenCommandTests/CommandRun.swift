import Foundation

/// A run of the built command, as a user would start it.
struct CommandRun {
  let output: String
  let errors: String
  let code: Int32

  /// The folder of the package.
  static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  init(_ arguments: [String], in folder: URL = package) throws {
    try self.init(Self.executable, arguments, in: folder)
  }

  /// A line of a shell, in which `"$0"` is the command.
  init(shell line: String, in folder: URL = package) throws {
    try self.init(URL(filePath: "/bin/bash"), ["-c", line, Self.executable.path], in: folder)
  }

  private init(_ executable: URL, _ arguments: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let output = Pipe()
    let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data().write(to: scratch)
    defer { try? FileManager.default.removeItem(at: scratch) }
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: scratch)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    self.output = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    errors = String(decoding: try Data(contentsOf: scratch), as: UTF8.self)
    code = process.terminationStatus
  }

  /// The command lies beside the test runner.
  private static var executable: URL {
    Bundle.main.bundleURL.appending(path: "breakeven").isFile
      ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "breakeven").isFile
      ?? package.appending(path: ".build/debug/breakeven")
  }
}

extension URL {
  fileprivate var isFile: URL? {
    FileManager.default.isExecutableFile(atPath: path) ? self : nil
  }
}

/// A folder that is removed when the test ends.
struct ScratchFolder: ~Copyable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "breakeven-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to name: String) throws -> String {
    let file = url.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file.path
  }
}
