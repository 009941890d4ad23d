#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open descriptor that takes bytes one after another.
package struct OutputDescriptor {
  let descriptor: Int32
  let name: String

  package init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  /// Writes all of a text.
  ///
  /// - Returns: whether there still was a reader; nobody reads on from a pipe whose other end is closed, and that is no
  ///   fault.
  @discardableResult
  package func write(_ text: String) throws(FileError) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe writeBytes(descriptor, buffer.baseAddress, min(buffer.count, 1 << 20))
      }
      if written >= 0 {
        bytes = bytes.dropFirst(written)
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        waitForSpace()
      } else if errno == EPIPE {
        return false
      } else if errno != EINTR {
        throw FileError(name, .unwritable(FileError.systemReason))
      }
      guard !Interruptions.cameUp else { throw FileError(name, .interrupted) }
    }
    return true
  }

  private func waitForSpace() {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = unsafe poll(&waiting, 1, 1000)
  }
}

private func writeBytes(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, buffer, count)
}
