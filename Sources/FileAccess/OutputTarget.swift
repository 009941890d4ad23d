#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a result goes: a file that is made or replaced, or something that takes a stream of bytes.
enum OutputTarget {
  /// A regular file at a path without a link at its end; `nil` if it is to be made.
  case file(path: String, former: FileStatus?)
  /// A device, a FIFO or a socket.
  case stream(path: String)
  /// An open descriptor of this process, as `/dev/stdout` and `/dev/fd/5` name it.
  case descriptor(Int32)

  /// Follows links to what they point to, so that they stay links.
  init(_ path: String) throws(FileError) {
    var place = path
    for _ in 0..<40 {
      if let number = Self.descriptor(place) {
        self = .descriptor(number)
        return
      }
      guard let status = FileStatus(path: place, followsLink: false) else {
        guard !place.lastName.isEmpty else {
          throw FileError(path, .unwritable("is a folder, expected a file"))
        }
        guard errno == ENOENT else { throw FileError(path, .unwritable(FileError.systemReason)) }
        self = .file(path: place, former: nil)
        return
      }
      guard !status.isFolder else {
        throw FileError(path, .unwritable("is a folder, expected a file"))
      }
      guard status.isLink else {
        self = status.isRegular ? .file(path: place, former: status) : .stream(path: place)
        return
      }
      guard Self.isTrusted(status, in: place.searchedFolder) else {
        throw FileError(path, .unwritable("its link is another user's, in a folder for all"))
      }
      guard let target = place.linkTarget, !target.isEmpty else {
        throw FileError(path, .unwritable("its link cannot be followed"))
      }
      place = target.hasPrefix("/") ? target : place.folderPrefix + target
    }
    throw FileError(path, .unwritable("too many links"))
  }

  /// A link that another user planted in a folder such as `/tmp` is not followed.
  private static func isTrusted(_ link: FileStatus, in folder: String) -> Bool {
    guard let folder = FileStatus(path: folder), folder.isSharedFolder else { return true }
    return link.owner == geteuid() || link.owner == folder.owner
  }

  /// The descriptor that a path such as `/proc/self/fd/1` names.
  private static func descriptor(_ path: String) -> Int32? {
    guard let number = Int32(path.lastName), number >= 0,
      let folder = path.searchedFolder.withoutLinks
    else { return nil }
    return folder == "/proc/\(getpid())/fd" || folder == "/dev/fd" ? number : nil
  }
}
