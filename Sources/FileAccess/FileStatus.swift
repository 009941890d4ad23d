#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file as the system tells it apart from all others, whatever it is called.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  fileprivate init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }

  /// The file that a path leads to; `nil` if there is none, or it is no regular file.
  package init?(path: String) {
    guard let status = FileStatus(path: path), status.isRegular else { return nil }
    self = status.identity
  }
}

/// What the system says of a file: its kind, size, mode and owner.
package struct FileStatus {
  private let status: stat

  /// The file that a path leads to; `nil` if there is none.
  package init?(path: String, followsLink: Bool = true) {
    var status = stat()
    let result = followsLink ? unsafe stat(path, &status) : unsafe lstat(path, &status)
    guard result == 0 else { return nil }
    self.status = status
  }

  /// An open file; `nil` if the descriptor is not open.
  package init?(descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.status = status
  }

  package var identity: FileIdentity { FileIdentity(status) }
  package var isRegular: Bool { status.st_mode & S_IFMT == S_IFREG }
  package var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }
  package var isLink: Bool { status.st_mode & S_IFMT == S_IFLNK }
  /// Whether it is a pipe with a name.
  var isPipe: Bool { status.st_mode & S_IFMT == S_IFIFO }
  package var size: Int { Int(status.st_size) }
  /// Who may read, write and run it.
  var mode: mode_t { status.st_mode & 0o7777 }
  var owner: uid_t { status.st_uid }
  var group: gid_t { status.st_gid }
  /// Whether anybody may put files into the folder, but only take away their own.
  var isSharedFolder: Bool { mode & 0o1000 != 0 && mode & 0o002 != 0 }
}
