#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// An open file, pipe or device that is read from its beginning.
///
/// Its size is looked at before a byte of it is read, and no more than a limit is read of what has no size, such as a
/// pipe.
package final class InputFile {
  private let descriptor: Int32
  private let ownsDescriptor: Bool
  /// What errors call it.
  package let name: String
  /// The bytes of a regular file; `nil` for pipes and devices.
  package let size: Int?
  package let identity: FileIdentity?

  /// Opens a file.
  package init(_ path: String) throws(FileError) {
    // The flag keeps a device from becoming the terminal of the process.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw FileError(path, errno == ENOENT ? .missing : .unreadable(FileError.systemReason))
    }
    guard let status = FileStatus(descriptor: descriptor), !status.isFolder else {
      close(descriptor)
      throw FileError(path, .folder)
    }
    self.descriptor = descriptor
    ownsDescriptor = true
    name = path
    size = status.isRegular ? status.size : nil
    identity = status.isRegular ? status.identity : nil
  }

  /// What is piped into the process.
  package static var standardInput: InputFile { InputFile(descriptor: 0, name: "standard input") }

  private init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    ownsDescriptor = false
    self.name = name
    size = nil
    identity = nil
  }

  deinit {
    if ownsDescriptor { close(descriptor) }
  }

  /// All bytes, if they are not more than `limit`.
  package func bytes(atMost limit: Int) throws(FileError) -> Data {
    if let size, size > limit { throw FileError(name, .tooLarge(bytes: size, limit: limit)) }
    var data = Data()
    data.reserveCapacity(size ?? 0)
    while data.count <= limit {
      guard try read(min(limit + 1 - data.count, 1 << 18), to: &data) > 0 else { return data }
    }
    throw FileError(name, .tooLarge(bytes: nil, limit: limit))
  }

  /// Up to `count` bytes more, to the end of `data`; fewer only at the end of the file.
  package func append(_ count: Int, to data: inout Data) throws(FileError) {
    let wanted = data.count + count
    while data.count < wanted {
      guard try read(min(wanted - data.count, 1 << 18), to: &data) > 0 else { return }
    }
  }

  private func read(_ count: Int, to data: inout Data) throws(FileError) -> Int {
    var received = -1
    let start = data.count
    data.append(contentsOf: repeatElement(0, count: count))
    repeat {
      received = unsafe data.withUnsafeMutableBytes { bytes in
        unsafe readBytes(descriptor, bytes.baseAddress.map { unsafe $0 + start }, count)
      }
    } while received < 0 && errno == EINTR
    guard received >= 0 else { throw FileError(name, .unreadable(FileError.systemReason)) }
    data.removeLast(count - received)
    return received
  }
}

private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
  unsafe read(descriptor, buffer, count)
}
