#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A JSON file that was read whole, with its name for errors.
public struct JSONDocument: Sendable {
  /// The file as the user named it.
  public let file: String?
  /// The outermost value.
  public let root: JSONPlace

  /// The largest file that is read: catalogs and configs are far smaller, logs are not read this way.
  package static let maximumBytes = 64 << 20

  /// Reads JSON text.
  ///
  /// - Parameters:
  ///   - data: The text, in UTF-8.
  ///   - file: The file's name, which errors tell; `nil` for a text without a file.
  /// - Throws: `InputError` for text that is not JSON, names a key twice in one object, nests deeper
  ///   than 512 levels, or is larger than 64 MiB.
  public init(_ data: Data, file: String? = nil) throws(InputError) {
    guard data.count <= Self.maximumBytes else {
      throw InputError(
        file: file, found: "\(data.count) bytes", expected: "at most \(Self.maximumBytes) bytes")
    }
    let bytes = Array(data)
    var parser = JSONParser(bytes)
    do {
      try parser.document(bytes.span)
    } catch {
      throw Self.inputError(error, in: bytes, file: file)
    }
    self.file = file
    root = JSONTape(parser.parts, file: file).place(0)
  }

  /// Makes a document of a value that was read or changed already.
  package init(_ value: JSONValue, file: String?) {
    self.file = file
    root = JSONPlace(value: value, path: "$", file: file)
  }

  private static func inputError(
    _ failure: JSONParser.Failure, in bytes: [UInt8], file: String?
  ) -> InputError {
    switch failure {
    case .syntax(let index, let expected):
      return JSONFault(in: bytes, at: index, expecting: expected).error(file: file)
    case .repeatedKey(let key, let index):
      return InputError(
        file: file, place: JSONFault.place(of: index, in: bytes),
        found: "the key \"\(key.shortened())\" a second time",
        expected: "each key once in an object")
    }
  }
}
