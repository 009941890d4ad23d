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

/// What is piped into the command.
enum StandardInput {
  private static let maximumBytes = 64 << 20

  /// All of its bytes, at most 64 MiB.
  static func bytes() throws(CommandFailure) -> Data {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while data.count <= maximumBytes {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(0, bytes.baseAddress, bytes.count)
      }
      if count == 0 { return data }
      if count > 0 {
        data.append(contentsOf: buffer[..<count])
      } else if errno != EINTR {
        throw CommandFailure(code: .noSuchFile, message: "the standard input cannot be read")
      }
    }
    throw CommandFailure(
      code: .badData, message: "standard input: found more than 64 MiB, expected less")
  }
}
