import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The documents that a result file holds, whatever its form.
enum BenchmarkDocuments {
  /// Reads a file as JSON, or turns its tables and console text into documents with the keys of JSON.
  static func read(_ data: Data, file: String?) throws(InputError) -> [JSONPlace] {
    guard data.count <= JSONDocument.maximumBytes else {
      throw InputError(
        file: file, found: "\(data.count) bytes",
        expected: "at most \(JSONDocument.maximumBytes) bytes")
    }
    let data = TextEncoding.utf8(data)
    let first = data.first { $0 > 32 }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return try json(data, orConsoleText: first == UInt8(ascii: "["), file: file)
    }
    if let documents = text(data, file: file) { return documents }
    return try ResultTable.rows(data, file: file).map { JSONDocument($0, file: file).root }
  }

  /// What a console showed; `nil` for text that no tool prints.
  private static func text(_ data: Data, file: String?) -> [JSONPlace]? {
    let text = String(decoding: data, as: UTF8.self)
    let values =
      yaml(text) ?? consoleRuns(text) ?? MLPerfLog.run(text) ?? StatisticTable.run(text)
      ?? OneBatchTable.rows(text) ?? LlamaTable.rows(text)
      ?? LlamaInserts.rows(text)
    return values.map { $0.map { JSONDocument($0, file: file).root } }
  }

  /// A report in YAML, of llm-d, inference-perf or GuideLLM.
  private static func yaml(_ text: String) -> [JSONValue]? {
    YAMLText.value(text, withOneOf: ["scenario", "results", "benchmarks"]).map { [$0] }
  }

  /// The runs of console text that ends with its results.
  private static func consoleRuns(_ text: String) -> [JSONValue]? {
    ServingConsole.runs(text) ?? TRTLLMConsole.runs(text) ?? VLLMConsole.runs(text)
      ?? OneBatchConsole.runs(text) ?? MLXConsole.runs(text) ?? OllamaConsole.runs(text)
  }

  /// The documents of JSON, or of lines of a log where its first opens with a bracket: `[INFO] …`.
  private static func json(
    _ data: Data, orConsoleText mayBeText: Bool, file: String?
  ) throws(InputError) -> [JSONPlace] {
    do {
      let documents = try json(data, file: file)
      guard mayBeText, !documents.contains(where: { BenchmarkTool.of($0) != nil }),
        let shown = text(data, file: file)
      else { return documents }
      return shown
    } catch {
      if mayBeText, let shown = text(data, file: file) { return shown }
      throw error
    }
  }

  private static func json(_ data: Data, file: String?) throws(InputError) -> [JSONPlace] {
    let valid = Data(BareNumbers.quoted(data))
    let whole: InputError
    do {
      return try flat(try JSONDocument(valid, file: file).root)
    } catch {
      whole = error
    }
    let parts = JSONStream.parts(Array(valid))
    guard parts.count > 1 else { throw whole }
    var documents: [JSONPlace] = []
    for part in parts {
      guard let document = try? JSONDocument(Data(part), file: file) else { throw whole }
      documents += try flat(document.root)
    }
    return documents
  }

  /// The runs of an array, of a wrapper, and of console text that was kept in a field.
  private static func flat(_ document: JSONPlace) throws(InputError) -> [JSONPlace] {
    let elements = document.elements
    if !elements.isEmpty {
      if let runs = PyTorchRecords.runs(elements) {
        return runs.map { JSONPlace(value: $0, path: document.path, file: document.file) }
      }
      var all: [JSONPlace] = []
      for element in elements { all += try flat(element) }
      return all
    }
    if BenchmarkTool.of(document) != nil { return [document] }
    for key in ["raw_output", "output", "stdout"] {
      if let text = document[key]?.anyText, let runs = consoleRuns(text) {
        return runs.map { JSONPlace(value: $0, path: document.path, file: document.file) }
      }
    }
    for key in ["results", "result", "runs", "data", "metrics"] {
      guard let inner = document[key] else { continue }
      let candidates = inner.elements.isEmpty ? [inner] : inner.elements
      if candidates.allSatisfy({ BenchmarkTool.of($0) != nil }) { return candidates }
    }
    return [document]
  }
}

/// Values of JSON one after the other, on lines of their own or not, as appending runs makes them.
enum JSONStream {
  /// The outermost objects and arrays; whatever stands between them is left out.
  static func parts(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var depth = 0
    var start = 0
    var isInString = false
    var isEscaped = false
    for (index, byte) in bytes.enumerated() {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where depth > 0: isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if depth == 0 { start = index }
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard depth > 0 else { continue }
        depth -= 1
        if depth == 0 { parts.append(bytes[start...index]) }
      default: break
      }
    }
    if depth > 0 { parts.append(bytes[start...]) }
    return parts
  }
}

/// `Infinity` and `NaN` outside strings, which Python writes and JSON does not have.
enum BareNumbers {
  /// The text with each of them as the string "inf".
  static func quoted(_ data: Data) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(data.count)
    var isInString = false
    var isEscaped = false
    var word: [UInt8] = []
    func isLetter(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    func flush() {
      if word.elementsEqual("Infinity".utf8) || word.elementsEqual("NaN".utf8) {
        result += Array("\"inf\"".utf8)
      } else {
        result += word
      }
      word.removeAll(keepingCapacity: true)
    }
    for byte in data {
      if isInString {
        result.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
      } else if isLetter(byte) {
        word.append(byte)
      } else {
        flush()
        if byte == UInt8(ascii: "\"") { isInString = true }
        result.append(byte)
      }
    }
    flush()
    return result
  }
}

extension JSONPlace {
  /// A text with control characters in it, as console output has.
  fileprivate var anyText: String? {
    guard case .string(let text) = value else { return nil }
    return text
  }
}
