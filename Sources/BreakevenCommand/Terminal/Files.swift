import Breakeven
import CheckedJSON
import FileAccess
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reading and writing of files, with errors that name them.
enum Files {
  /// The most bytes of a file that are read whole; logs are not read this way.
  static let mostBytes = 64 << 20

  /// The files that were read, which no result may overwrite.
  private static let inputs = Mutex<Set<FileIdentity>>([])

  /// Checks that a path names a file, which is spared from then on.
  static func requireFile(_ path: String) throws(CommandFailure) {
    guard let status = FileStatus(path: path) else {
      throw failure(FileError(path, .missing))
    }
    guard !status.isFolder else { throw failure(FileError(path, .folder)) }
    spare(path)
  }

  /// Keeps results from overwriting a file that something else reads.
  static func spare(_ path: String) {
    guard let identity = FileIdentity(path: path) else { return }
    inputs.withLock { _ = $0.insert(identity) }
  }

  /// The bytes of a file, a pipe or a device; a larger one is refused before it is read.
  static func read(_ path: String, atMost limit: Int = mostBytes) throws(CommandFailure) -> Data {
    do {
      return try open(path).bytes(atMost: limit)
    } catch {
      throw failure(error)
    }
  }

  /// What is piped into the command.
  static func readStandardInput() throws(CommandFailure) -> Data {
    do {
      return try InputFile.standardInput.bytes(atMost: mostBytes)
    } catch {
      throw failure(error)
    }
  }

  /// Opens a file of which only the beginning may be wanted.
  static func open(_ path: String) throws(FileError) -> InputFile {
    let file = try InputFile(path)
    if let identity = file.identity { inputs.withLock { _ = $0.insert(identity) } }
    return file
  }

  /// A JSON document.
  static func document(_ path: String) throws -> JSONDocument {
    try JSONDocument(read(path), file: path)
  }

  /// Refuses results that would overwrite what is read, or one another, before there is anything to write.
  static func checkResults(_ paths: [String?]) throws(CommandFailure) {
    do {
      try OutputFiles.check(paths.compactMap(\.self), sparing: inputs.withLock { $0 })
    } catch {
      throw failure(error)
    }
  }

  /// Writes results together, all of them or none.
  ///
  /// - Parameter replacing: Paths of files that were read and are to be replaced.
  static func write(
    _ files: [(path: String, contents: String)], replacing: [String] = []
  ) throws(CommandFailure) {
    let replaced = Set(replacing.compactMap { FileIdentity(path: $0) })
    do {
      try OutputFiles(files, sparing: inputs.withLock { $0.subtracting(replaced) }).write()
    } catch {
      throw failure(error)
    }
  }

  /// Removes what killed runs have left beside files that need not be written anew.
  static func removeLeftOvers(beside files: [String]) { OutputFiles.removeLeftOvers(beside: files) }

  /// The names of the JSON files below a folder, sorted.
  static func jsonFiles(below folder: String) throws(CommandFailure) -> [String] {
    guard let all = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
      throw CommandFailure(code: .noSuchFile, message: "\(folder): no such folder")
    }
    let files = all.filter { $0.hasSuffix(".json") }.sorted().map { folder + "/" + $0 }
    for file in files {
      guard let status = FileStatus(path: file), status.isRegular || status.isFolder else {
        throw CommandFailure(
          code: .badData, message: "\(file): is no regular file, as those of a folder must be")
      }
    }
    return files
  }

  /// The failure of the command that an error of a file is.
  static func failure(_ error: FileError) -> CommandFailure {
    let code: ExitCode =
      switch error.reason {
      case .missing, .folder, .unreadable: .noSuchFile
      case .tooLarge: .badData
      case .unwritable, .interrupted: .cannotWrite
      case .isInput, .isWrittenTwice: .usage
      }
    let isMissing = error.reason == .missing
    return CommandFailure(
      code: code, message: error.description + (isMissing ? suggestion(for: error.path) : ""))
  }

  private static func suggestion(for path: String) -> String {
    let folder = path.parentFolder
    let name = String(path.dropFirst(folder.isEmpty ? 0 : folder.count + 1))
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    guard let near = nearest(to: name, among: names.sorted()) else { return "" }
    return " (did you mean \"\(folder.isEmpty ? near : folder + "/" + near)\"?)"
  }
}

extension String {
  /// The last part of a path without its extension.
  var fileStem: String {
    let name = split(separator: "/").last.map(String.init) ?? self
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
