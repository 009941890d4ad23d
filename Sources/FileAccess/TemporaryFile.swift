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

/// The name of a file that is not finished: it tells the process that writes it, and cannot be guessed.
///
/// `.breakeven-HOST-PID-RANDOM.tmp`, where HOST tells machines and containers that share a folder apart, whose process
/// numbers mean nothing to each other.
struct TemporaryName {
  private static let beginning = ".breakeven-"
  private static let ending = ".tmp"

  /// Tells this machine, and this container on it, from others.
  private static let host: String = {
    var name = [UInt8](repeating: 0, count: 256)
    _ = unsafe name.withUnsafeMutableBytes { buffer -> Int32 in
      guard let start = buffer.baseAddress else { return -1 }
      return unsafe gethostname(start.assumingMemoryBound(to: CChar.self), buffer.count - 1)
    }
    let text = name.prefix { $0 != 0 } + Array(("/proc/self/ns/pid".linkTarget ?? "").utf8)
    // FNV-1a.
    let hash = text.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }()

  let text: String

  init() {
    let random = String(UInt64.random(in: .min ... .max), radix: 16)
    text = "\(Self.beginning)\(Self.host)-\(getpid())-\(random)\(Self.ending)"
  }

  /// Whether a file of that name was left by a process of this machine that is gone.
  static func isLeftOver(_ name: String) -> Bool {
    guard name.hasPrefix(beginning), name.hasSuffix(ending) else { return false }
    let parts = name.dropFirst(beginning.count).dropLast(ending.count)
      .split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == host, let process = pid_t(parts[1]), process > 1,
      UInt64(parts[2], radix: 16) != nil
    else { return false }
    return kill(process, 0) != 0 && errno == ESRCH
  }

  /// Removes what processes that were killed have left in a folder.
  static func sweep(_ folder: String) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
    for name in names where isLeftOver(name) {
      let path = folder + "/" + name
      guard let status = FileStatus(path: path, followsLink: false), status.isRegular,
        status.owner == geteuid()
      else { continue }
      _ = unsafe unlink(path)
    }
  }
}

/// A file that is written beside its place, and moved there when it is whole.
struct TemporaryFile {
  let path: String
  let target: String
  /// What errors call it.
  private let name: String

  /// Writes all of the contents; on failure nothing is left.
  ///
  /// - Parameter former: the file that it will replace, whose mode, and owner where that is allowed, it gets.
  init(
    beside target: String, called name: String, replacing former: FileStatus?, _ contents: String
  ) throws(FileError) {
    if former != nil, unsafe access(target, W_OK) != 0 {
      throw FileError(name, .unwritable(FileError.systemReason))
    }
    self.target = target
    self.name = name
    var (path, descriptor) = ("", Int32(-1))
    for _ in 0..<16 {
      path = target.folderPrefix + TemporaryName().text
      descriptor = unsafe open(
        path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, former == nil ? 0o666 : 0o600)
      guard descriptor < 0, errno == EEXIST else { break }
    }
    guard descriptor >= 0 else { throw FileError(name, .unwritable(FileError.systemReason)) }
    self.path = path
    do throws(FileError) {
      defer { close(descriptor) }
      try OutputDescriptor(descriptor: descriptor, name: name).write(contents)
      if let former { try Self.adopt(former, descriptor, name) }
      guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
        throw FileError(name, .unwritable(FileError.systemReason))
      }
    } catch {
      remove()
      throw error
    }
  }

  private static func adopt(
    _ former: FileStatus, _ descriptor: Int32, _ name: String
  ) throws(FileError) {
    if let made = FileStatus(descriptor: descriptor),
      (made.owner, made.group) != (former.owner, former.group),
      fchown(descriptor, former.owner, former.group) != 0
    {
      // Only the system's administrator gives files away; the group may still be ours to give.
      _ = fchown(descriptor, uid_t.max, former.group)
    }
    guard fchmod(descriptor, former.mode) == 0 else {
      throw FileError(name, .unwritable(FileError.systemReason))
    }
  }

  /// Moves it to its place.
  func move() throws(FileError) {
    guard unsafe rename(path, target) == 0 else {
      throw FileError(name, .unwritable(FileError.systemReason))
    }
  }

  func remove() { _ = unsafe unlink(path) }
}
