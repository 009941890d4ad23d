import CheckedJSON
import Foundation
import Testing

@testable import RequestLogs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A log that somebody cuts while it is read.
@Suite struct CutLogTests {
  private func scratch(_ bytes: [UInt8]) throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/cut-" + UUID().uuidString
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  /// Pages that are gone read as zeros, and the reading is refused.
  @Test func pagesThatAreGoneAreTold() throws {
    let path = try scratch([UInt8](repeating: 1, count: 1 << 20))
    defer { unsafe unlink(path) }
    let file = try LogFile(path: path)
    let mapping = try LogMapping(file, size: 1 << 20, name: "log")
    try mapping.requireWhole(file, name: "log")
    #expect(unsafe truncate(path, 5000) == 0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      #expect(mapping.withBytes { bytes in bytes.indices.count { bytes[$0] == 1 } } == 5000)
    }
    #expect {
      try mapping.requireWhole(file, name: "log")
    } throws: {
      "\($0)" == "log: found 5000 bytes of the 1048576 that were there when reading began, "
        + "expected a log that is not cut while it is read"
    }
  }

  /// A file that was cut and has grown again is not what was mapped.
  @Test func aFileThatGrewAgainIsTold() throws {
    let path = try scratch([UInt8](repeating: 1, count: 1 << 16))
    defer { unsafe unlink(path) }
    let file = try LogFile(path: path)
    let mapping = try LogMapping(file, size: 1 << 16, name: "log")
    #expect(unsafe truncate(path, 0) == 0)
    #expect(mapping.withBytes { $0[40000] } == 0)
    #expect(unsafe truncate(path, 1 << 16) == 0)
    #expect(throws: InputError.self) { try mapping.requireWhole(file, name: "log") }
  }

  /// A line of 16 MiB counts as malformed from a file, on any number of threads, as from a pipe; a byte less does not.
  @Test(arguments: [(-1, 0), (0, 1), (1 << 16, 1)] as [(more: Int, malformed: UInt64)], [1, 2])
  func longLinesCountAlike(_ long: (more: Int, malformed: UInt64), threads: Int) throws {
    let line = #"{"input_length": 10, "output_length": 2, "timestamp": 1, "x": ""#
    let short = line + "\"}\n"
    var reader = TraceReader(format: .mooncake, threads: threads)
    #expect(reader.longestLine == 16 << 20)
    (reader.longestLine, reader.chunkBytes) = (1 << 19, 1 << 18)
    let count = reader.longestLine + long.more - line.utf8.count - 2
    let bytes =
      Array((short + line).utf8) + [UInt8](repeating: 97, count: count) + Array("\"}\n".utf8)
      + Array(short.utf8)
    let path = try scratch(bytes)
    defer { unsafe unlink(path) }
    let descriptor = unsafe open(path, O_RDONLY)
    defer { close(descriptor) }
    let piped = try reader.read(stream: LogFile(descriptor: descriptor), name: "pipe").profile
    let mapped = try reader.profile(path: path)
    #expect(piped == mapped)
    #expect(mapped.requests == 3 - long.malformed)
  }
}
