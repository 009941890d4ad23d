public import CheckedJSON
import FileAccess

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension Workload {
  /// Reads a workload from the text of its file.
  ///
  /// ```swift
  /// let workload = try Workload(json: #"{"version": 1, "name": "tickets", …}"#)
  /// ```
  ///
  /// - Parameter json: The text of a workload file.
  /// - Throws: `InputError` with the JSON path of what is wrong.
  public init(json: String) throws(InputError) {
    try self.init(JSONDocument(Data(json.utf8)))
  }

  /// Reads a workload file.
  ///
  /// - Parameter file: Where it lies; errors name it.
  /// - Throws: `InputError` with the file and the JSON path of what is wrong, and where it cannot be read.
  public init(contentsOf file: URL) throws(InputError) {
    let data: Data
    do {
      data = try InputFile(file.path).bytes(atMost: JSONDocument.maximumBytes)
    } catch {
      throw error.inputError(expected: "a workload file")
    }
    try self.init(JSONDocument(data, file: file.path))
  }

  /// Reads a workload file by its path.
  ///
  /// - Parameter path: Where it lies; errors name it.
  /// - Throws: `InputError` with the file and the JSON path of what is wrong, and where it cannot be read.
  public init(contentsOf path: String) throws(InputError) {
    try self.init(contentsOf: URL(filePath: path))
  }
}

extension RequestLengths {
  /// Requests that are all as long.
  ///
  /// - Parameters:
  ///   - prompt: Prompt tokens of each.
  ///   - completion: Completion tokens of each.
  public static func fixed(prompt: Double, completion: Double) -> RequestLengths {
    .joint([RequestPoint(promptTokens: prompt, completionTokens: completion)])
  }
}

extension Mode {
  /// A batch that has to be done within some hours.
  ///
  /// - Parameters:
  ///   - deadlineHours: Hours until the last answer, at most.
  ///   - spotAllowed: Whether machines will do that can be taken away.
  /// - Throws: `InputError` for a deadline that is not above zero or beyond what can be planned.
  public static func batch(
    deadlineHours: Double, spotAllowed: Bool = false
  ) throws(InputError) -> Mode {
    .batch(try BatchTerms(deadlineHours: deadlineHours, spotAllowed: spotAllowed))
  }
}
