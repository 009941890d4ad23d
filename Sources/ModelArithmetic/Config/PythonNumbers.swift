#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Data {
  /// The same text with `null` for the numbers that Python writes and JSON does not know.
  ///
  /// Published configs hold `Infinity` and `NaN` where Python's `json` module wrote a limit; no count
  /// of a model is such a number, so nothing is lost.
  var withoutPythonNumbers: Data {
    let bytes = Array(self)
    guard bytes.contains(UInt8(ascii: "N")) || bytes.contains(UInt8(ascii: "I")) else {
      return self
    }
    let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }
    let starts = words.compactMap(\.first)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    var isInText = false
    while index < bytes.count {
      let byte = bytes[index]
      if isInText {
        output.append(byte)
        if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
          index += 1
          output.append(bytes[index])
        } else if byte == UInt8(ascii: "\"") {
          isInText = false
        }
        index += 1
      } else if starts.contains(byte),
        let word = words.first(where: { bytes[index...].starts(with: $0) })
      {
        output.append(contentsOf: Array("null".utf8))
        index += word.count
      } else {
        isInText = byte == UInt8(ascii: "\"")
        output.append(byte)
        index += 1
      }
    }
    return Data(output)
  }
}
