import Breakeven
import CheckedJSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reading and writing of files, with errors that name them.
enum Files {
  /// Checks that a path names a file.
  static func requireFile(_ path: String) throws(CommandFailure) {
    var isFolder: Bool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandFailure(
        code: .noSuchFile, message: "\(path): no such file" + suggestion(for: path))
    }
    guard !isFolder else {
      throw CommandFailure(code: .noSuchFile, message: "\(path): is a folder, expected a file")
    }
  }

  /// The bytes of a file.
  ///
  /// - Parameter isMapped: whether pages are read only when they are looked at, as in a large file of
  ///   which the beginning is enough.
  static func read(_ path: String, isMapped: Bool = false) throws(CommandFailure) -> Data {
    try requireFile(path)
    do {
      return try Data(contentsOf: URL(filePath: path), options: isMapped ? .mappedIfSafe : [])
    } catch {
      throw CommandFailure(code: .noSuchFile, message: "\(path): cannot be read")
    }
  }

  /// A JSON document.
  static func document(_ path: String) throws -> JSONDocument {
    try JSONDocument(read(path), file: path)
  }

  /// Writes files together: all beside their places first, then all renamed, so that a failure leaves
  /// what was there as it was.
  static func write(_ files: [(path: String, contents: String)]) throws(CommandFailure) {
    var waiting: [(temporary: String, path: String)] = []
    func discard() {
      for file in waiting { try? FileManager.default.removeItem(atPath: file.temporary) }
    }
    for file in files {
      let folder = (file.path as String).parentFolder
      let temporary = file.path + ".breakeven-\(waiting.count).tmp"
      do {
        if !folder.isEmpty {
          try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        }
        try Data(file.contents.utf8).write(to: URL(filePath: temporary))
        waiting.append((temporary, file.path))
      } catch {
        discard()
        throw CommandFailure(code: .cannotWrite, message: "\(file.path): cannot be written")
      }
    }
    for file in waiting {
      guard unsafe rename(file.temporary, file.path) == 0 else {
        discard()
        throw CommandFailure(code: .cannotWrite, message: "\(file.path): cannot be written")
      }
    }
  }

  /// The names of the JSON files below a folder, sorted.
  static func jsonFiles(below folder: String) throws(CommandFailure) -> [String] {
    guard let all = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
      throw CommandFailure(code: .noSuchFile, message: "\(folder): no such folder")
    }
    return all.filter { $0.hasSuffix(".json") }.sorted().map { folder + "/" + $0 }
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
  /// The path of the folder that the path lies in; empty for a bare name.
  var parentFolder: String {
    guard let slash = lastIndex(of: "/") else { return "" }
    return slash == startIndex ? "/" : String(self[..<slash])
  }

  /// What the names of files in the same folder begin with: `a/` for `a/b.md`, nothing for `b.md`.
  var folderPrefix: String {
    let folder = parentFolder
    return folder.isEmpty ? "" : folder == "/" ? "/" : folder + "/"
  }

  /// The last part of a path without its extension.
  var fileStem: String {
    let name = split(separator: "/").last.map(String.init) ?? self
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
