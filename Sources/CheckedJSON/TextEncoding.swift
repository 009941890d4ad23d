#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The encodings in which text files come: UTF-8 with or without a mark, and the UTF-16 of Windows' shell and
/// spreadsheets.
package enum TextEncoding {
  /// A text in UTF-8 without a mark; one in UTF-16 is known by its first two bytes.
  package static func utf8(_ bytes: Data) -> Data {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if bytes.starts(with: mark) { return Data(bytes.dropFirst(mark.count)) }
    let order = Array(bytes.prefix(2))
    guard order == [0xFF, 0xFE] || order == [0xFE, 0xFF] else { return bytes }
    let isLittle = order[0] == 0xFF
    let all = [UInt8](bytes.dropFirst(2))
    let units = stride(from: 0, to: all.count - 1, by: 2).map { place in
      let (first, second) = (UInt16(all[place]), UInt16(all[place + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    return Data(String(decoding: units, as: UTF16.self).utf8)
  }
}
