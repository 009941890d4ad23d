#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The first key that one object of a valid JSON text names twice, and the line of the second time.
///
/// The text must be valid JSON already: the scan only follows strings, braces and colons.
func firstRepeatedKey(in data: Data) -> (key: String, line: Int)? {
  var line = 1
  var keysOfOpenObjects: [Set<String>] = []
  var isObject: [Bool] = []
  var pendingText: [UInt8]?
  var iterator = data.makeIterator()
  while let byte = iterator.next() {
    switch byte {
    case UInt8(ascii: "\n"): line += 1
    case UInt8(ascii: "\""):
      var text: [UInt8] = []
      while let next = iterator.next(), next != UInt8(ascii: "\"") {
        text.append(next)
        if next == UInt8(ascii: "\\"), let escaped = iterator.next() { text.append(escaped) }
      }
      pendingText = text
    case UInt8(ascii: ":"):
      guard let text = pendingText, isObject.last == true else { continue }
      let key = String(decoding: text, as: UTF8.self)
      let isNew = keysOfOpenObjects[keysOfOpenObjects.count - 1].insert(key).inserted
      if !isNew { return (key, line) }
      pendingText = nil
    case UInt8(ascii: "{"):
      isObject.append(true)
      keysOfOpenObjects.append([])
    case UInt8(ascii: "["):
      isObject.append(false)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if isObject.popLast() == true { keysOfOpenObjects.removeLast() }
    default: break
    }
  }
  return nil
}
