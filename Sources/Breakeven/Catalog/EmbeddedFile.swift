package import CheckedJSON
import EmbeddedData

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// A data file that the binary carries, so that it needs no folder beside it.
package struct EmbeddedFile: Sendable {
  /// Its path in the project, such as `Pricing/apis/openai.json`.
  package let path: String
  private let start: Int
  private let count: Int

  /// Its bytes.
  package var data: Data {
    // The bytes are a constant of the binary: they outlive every use and never change, so they need no copy.
    guard let pointer = unsafe UnsafeMutableRawPointer(bitPattern: start) else { return Data() }
    return unsafe Data(bytesNoCopy: pointer, count: count, deallocator: .none)
  }

  /// All of them, sorted by path.
  package static let all: [EmbeddedFile] = {
    var count = 0
    guard let files = unsafe embedded_files(&count) else { return [] }
    return (0..<count).map { index in
      let file = unsafe files[index]
      return unsafe EmbeddedFile(
        path: String(cString: file.path), start: Int(bitPattern: file.bytes), count: file.count)
    }
  }()

  /// Those below a folder.
  package static func below(_ folder: String) -> [EmbeddedFile] {
    all.filter { $0.path.hasPrefix(folder + "/") }
  }

  /// The one at a path.
  package static func at(_ path: String) throws(InputError) -> EmbeddedFile {
    guard let file = all.first(where: { $0.path == path }) else {
      throw InputError.unknown("built-in file", path, among: all.map(\.path))
    }
    return file
  }
}
