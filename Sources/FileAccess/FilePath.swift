#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension String {
  /// The path of the folder that the path lies in; empty for a bare name.
  package var parentFolder: String {
    guard let slash = lastIndex(of: "/") else { return "" }
    return slash == startIndex ? "/" : String(self[..<slash])
  }

  /// What the names of files in the same folder begin with: `a/` for `a/b.md`, nothing for `b.md`.
  package var folderPrefix: String {
    let folder = parentFolder
    return folder.isEmpty ? "" : folder == "/" ? "/" : folder + "/"
  }

  /// The part after the last slash.
  package var lastName: String {
    guard let slash = lastIndex(of: "/") else { return self }
    return String(self[index(after: slash)...])
  }

  /// The folder of the path as the system is asked for it.
  var searchedFolder: String { parentFolder.isEmpty ? "." : parentFolder }

  /// The path without links; `nil` if nothing is there.
  var withoutLinks: String? {
    guard let resolved = unsafe realpath(self, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// Where a link points to; `nil` if it is none.
  var linkTarget: String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count: Int = unsafe bytes.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return -1 }
      return unsafe readlink(self, start.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    guard count > 0, count < bytes.count else { return nil }
    return String(validating: bytes[..<count], as: UTF8.self)
  }
}
