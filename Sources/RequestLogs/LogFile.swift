import CheckedJSON
import ProcessSignals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where the bytes of a log come from, piece by piece.
protocol LogSource {
  /// Reads up to `count` bytes to the end of `buffer`; returns how many came, 0 at the end.
  mutating func read(_ count: Int, to buffer: inout [UInt8]) throws(InputError) -> Int
}

/// An open log: a file or a pipe.
final class LogFile: LogSource, Sendable {
  private let descriptor: Int32
  private let ownsDescriptor: Bool
  /// The bytes of a file that can be mapped; `nil` for pipes and devices.
  let size: Int?

  static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  init(path: String) throws(InputError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw InputError(
        file: path,
        found: "no file that can be opened (\(unsafe String(cString: strerror(errno))))",
        expected: "a request log")
    }
    var status = stat()
    let known = unsafe fstat(descriptor, &status) == 0
    guard known, status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw InputError(file: path, found: "a folder", expected: "a request log")
    }
    self.descriptor = descriptor
    ownsDescriptor = true
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  init(descriptor: Int32) {
    self.descriptor = descriptor
    ownsDescriptor = false
    size = nil
  }

  deinit {
    if ownsDescriptor { close(descriptor) }
  }

  /// Reads up to `count` bytes to the end of `buffer`; returns how many came, 0 at the end.
  func read(_ count: Int, to buffer: inout [UInt8]) throws(InputError) -> Int {
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: count))
    var received = -1
    repeat {
      received = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe readBytes(descriptor, bytes.baseAddress.map { unsafe $0 + start }, count)
      }
    } while received < 0 && errno == EINTR
    guard received >= 0 else {
      throw InputError(found: "a log that cannot be read", expected: "a request log")
    }
    buffer.removeLast(count - received)
    return received
  }

  /// The bytes that the file has now; `nil` where it cannot be told.
  var presentSize: Int? {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    return Int(status.st_size)
  }

  /// Maps the whole file; `nil` if that fails.
  func map(size: Int) -> UnsafeMutableRawPointer? {
    let address = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard unsafe address != MAP_FAILED else { return nil }
    return unsafe address
  }
}

private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int)
  -> Int
{
  unsafe read(descriptor, buffer, count)
}

/// A file mapped into memory, for reading only.
///
/// This is the one place that handles addresses; what it hands out are bounded spans. Where somebody cuts the file while
/// it is read, zeros stand for what is gone, and ``requireWhole(_:name:)`` tells it.
@safe final class LogMapping: @unchecked Sendable {
  private let bytes: UnsafeRawBufferPointer
  private let guardNumber: Int32
  var size: Int { unsafe bytes.count }

  init(_ file: LogFile, size: Int, name: String) throws(InputError) {
    guard let address = unsafe file.map(size: size) else {
      throw InputError(file: name, found: "a file that cannot be mapped", expected: "a request log")
    }
    unsafe bytes = UnsafeRawBufferPointer(start: address, count: size)
    unsafe madvise(address, size, Int32(MADV_SEQUENTIAL))
    guardNumber = unsafe signals_guard_mapping(address, size)
    guard guardNumber >= 0 else {
      throw InputError(
        file: name, found: "more logs that are read at once than can be",
        expected: "fewer at the same time")
    }
  }

  deinit {
    signals_stop_guarding(guardNumber)
    unsafe munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }

  /// Refuses what was read of a file that became shorter meanwhile.
  func requireWhole(_ file: LogFile, name: String) throws(InputError) {
    let present = file.presentSize ?? size
    guard signals_mapping_lost_pages(guardNumber) != 0 || present < size else { return }
    throw InputError(
      file: name, found: "\(present) bytes of the \(size) that were there when reading began",
      expected: "a log that is not cut while it is read")
  }

  /// Brings the pages of a range in at once, which is cheaper than one fault after another.
  func willRead(_ range: Range<Int>) {
    #if os(Linux)
      let populateForReading: Int32 = 22
      advise(range, populateForReading)
    #endif
  }

  /// Lets the pages of a range go, so that a long file does not fill the memory.
  func didRead(_ range: Range<Int>) { advise(range, Int32(MADV_DONTNEED)) }

  /// Gives the kernel a hint for the whole pages of a range; a hint that it does not know is no fault.
  private func advise(_ range: Range<Int>, _ advice: Int32) {
    let page = 4096
    let start = (range.lowerBound + page - 1) / page * page
    guard start < range.upperBound, range.upperBound <= size else { return }
    let count = (range.upperBound - start) / page * page
    guard count > 0, let address = unsafe bytes.baseAddress else { return }
    unsafe madvise(UnsafeMutableRawPointer(mutating: address + start), count, advice)
  }

  func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let buffer = unsafe bytes.bindMemory(to: UInt8.self)
    return try body(unsafe buffer.span)
  }
}
