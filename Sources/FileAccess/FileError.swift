package import CheckedJSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a file could not be read or written.
package struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    case missing
    case folder
    /// It is larger than what is read of its kind.
    case tooLarge(bytes: Int?, limit: Int)
    case unreadable(String)
    case unwritable(String)
    /// The command reads the file that it was told to write.
    case isInput
    /// Two results were to be written to one file.
    case isWrittenTwice
    /// Somebody asked for the end while files were written.
    case interrupted
  }

  package let path: String
  package let reason: Reason

  package init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// What the system said last, such as `No space left on device`.
  static var systemReason: String { unsafe String(cString: strerror(errno)) }

  package var description: String {
    switch reason {
    case .missing: "\(path): no such file"
    case .folder: "\(path): is a folder, expected a file"
    case .tooLarge(let bytes, let limit):
      "\(path): found \(bytes.map { "\($0)" } ?? "more than \(limit)") bytes, expected at most \(limit)"
    case .unreadable(let why): "\(path): cannot be read: \(why)"
    case .unwritable(let why): "\(path): cannot be written: \(why)"
    case .isInput: "\(path): is one of the files that are read, expected another for the result"
    case .isWrittenTwice: "\(path): two results would be written there, expected a file for each"
    case .interrupted: "\(path): not written, because of an interruption"
    }
  }

  /// The same as an error of what was given to read.
  ///
  /// - Parameter expected: what was wanted, such as `a workload file`.
  package func inputError(expected: String) -> InputError {
    switch reason {
    case .missing: InputError(file: path, found: "no file", expected: expected)
    case .folder: InputError(file: path, found: "a folder", expected: expected)
    case .tooLarge(let bytes, let limit):
      InputError(
        file: path, found: "\(bytes.map { "\($0)" } ?? "more than \(limit)") bytes",
        expected: "at most \(limit) bytes")
    default: InputError(file: path, found: "no file that can be read", expected: expected)
    }
  }
}
