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
  /// - Throws: `InputError` for text that is not JSON, names a key twice in one object, nests deeper
  ///   than 512 levels, or is larger than 64 MiB.
  public init(_ data: Data, file: String? = nil) throws(InputError) {
    guard data.count <= Self.maximumBytes else {
      throw InputError(
        file: file, found: "\(data.count) bytes", expected: "at most \(Self.maximumBytes) bytes")
    }
    let value: JSONValue
    do {
      value = try JSONDecoder().decode(JSONValue.self, from: data)
    } catch {
      throw Self.syntaxError(error, file: file)
    }
    if let repeated = firstRepeatedKey(in: data) {
      throw InputError(
        file: file, place: "line \(repeated.line)",
        found: "the key \"\(repeated.key.shortened())\" a second time",
        expected: "each key once in an object")
    }
    self.file = file
    self.root = JSONPlace(value: value, path: "$", file: file)
  }

  private static func syntaxError(_ error: any Error, file: String?) -> InputError {
    var place: String?
    if case DecodingError.dataCorrupted(let context) = error {
      let cause = context.underlyingError.map { "\($0)" } ?? context.debugDescription
      place = cause.firstMatch(of: /line \d+, column \d+/).map { String($0.output) }
    }
    return InputError(
      file: file, place: place, found: "text that is not JSON", expected: "a JSON document")
  }
}
