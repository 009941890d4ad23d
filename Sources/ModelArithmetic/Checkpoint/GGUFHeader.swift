#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

package import CheckedJSON

/// The header of a GGUF file: how many numbers it holds in which type, and of which architecture.
///
/// After the four letters come a version, two counts, the keys with their values, and for each tensor its
/// name, its sides and its type. The tensors themselves may be missing.
package struct GGUFHeader: Sendable, Hashable {
  /// The value of `general.architecture`, such as `llama`; `nil` where the file does not say.
  package let architecture: String?
  /// Numbers of all tensors.
  package let parameters: Double
  /// Bytes of all tensors by their type, such as `Q4_K`.
  package let bytesByType: [String: Double]

  /// Bytes of all tensors.
  package var bytes: Double { bytesByType.values.reduce(0, +) }

  /// Reads a header.
  ///
  /// - Throws: `InputError` for bytes that are no such header, or end within it.
  package init(_ data: Data, file: String? = nil) throws(InputError) {
    try self.init(beginning: data, file: file) { _, _ in }
  }

  /// Reads a header of which the beginning is at hand, and no more of its file than the header.
  ///
  /// - Parameters:
  ///   - beginning: The first bytes of the file.
  ///   - file: Its name, for errors.
  ///   - more: Appends at least so many bytes of what follows, or fewer where the file ends.
  package init(
    beginning: Data, file: String?,
    more: @escaping (inout Data, Int) throws(InputError) -> Void
  ) throws(InputError) {
    var reader = GGUFReader(bytes: beginning, file: file, more: more)
    guard try reader.text(4) == "GGUF" else {
      throw reader.error(found: "other bytes", expected: "the letters GGUF")
    }
    let version = try reader.number(bytes: 4)
    guard version == 2 || version == 3 else {
      throw reader.error(found: "version \(version)", expected: "version 2 or 3")
    }
    let tensors = try reader.count(upTo: 1 << 20)
    let keys = try reader.count(upTo: 1 << 20)
    var architecture: String?
    for _ in 0..<keys {
      let key = try reader.longText()
      let type = try reader.number(bytes: 4)
      if key == "general.architecture", type == 8 {
        architecture = try reader.longText()
      } else {
        try reader.skip(type, depth: 0)
      }
    }
    self.architecture = architecture
    var parameters = 0.0
    var bytes: [String: Double] = [:]
    for _ in 0..<tensors {
      _ = try reader.longText()
      let sides = try reader.number(bytes: 4)
      guard sides <= 8 else { throw reader.error(found: "\(sides) sides", expected: "at most 8") }
      var numbers = 1.0
      for _ in 0..<sides { numbers *= Double(try reader.number(bytes: 8)) }
      let code = try reader.number(bytes: 4)
      guard let type = GGUFType.byCode[code] else {
        throw reader.error(found: "tensor type \(code)", expected: "one that ggml defines")
      }
      guard numbers <= 0x1p53 else {
        throw reader.error(found: "a tensor of more than 2^53 numbers", expected: "a smaller one")
      }
      _ = try reader.number(bytes: 8)
      parameters += numbers
      bytes[type.name, default: 0] += (numbers / type.block).rounded(.up) * type.bytes
    }
    self.parameters = parameters
    bytesByType = bytes
  }
}

/// A type of ggml: so many numbers share a block of so many bytes.
private struct GGUFType: Sendable {
  let name: String
  let block: Double
  let bytes: Double

  /// As `ggml.h` numbers them and `ggml-common.h` lays them out.
  static let byCode: [UInt64: GGUFType] = {
    let rows: [(UInt64, String, Double, Double)] = [
      (0, "F32", 1, 4), (1, "F16", 1, 2), (2, "Q4_0", 32, 18), (3, "Q4_1", 32, 20),
      (6, "Q5_0", 32, 22), (7, "Q5_1", 32, 24), (8, "Q8_0", 32, 34), (9, "Q8_1", 32, 36),
      (10, "Q2_K", 256, 84), (11, "Q3_K", 256, 110), (12, "Q4_K", 256, 144),
      (13, "Q5_K", 256, 176), (14, "Q6_K", 256, 210), (15, "Q8_K", 256, 292),
      (16, "IQ2_XXS", 256, 66), (17, "IQ2_XS", 256, 74), (18, "IQ3_XXS", 256, 98),
      (19, "IQ1_S", 256, 50), (20, "IQ4_NL", 32, 18), (21, "IQ3_S", 256, 110),
      (22, "IQ2_S", 256, 82), (23, "IQ4_XS", 256, 136), (24, "I8", 1, 1), (25, "I16", 1, 2),
      (26, "I32", 1, 4), (27, "I64", 1, 8), (28, "F64", 1, 8), (29, "IQ1_M", 256, 56),
      (30, "BF16", 1, 2), (34, "TQ1_0", 256, 54), (35, "TQ2_0", 256, 66), (39, "MXFP4", 32, 17),
      (40, "NVFP4", 64, 36), (41, "Q1_0", 128, 18),
    ]
    return Dictionary(
      rows.map { ($0.0, GGUFType(name: $0.1, block: $0.2, bytes: $0.3)) },
      uniquingKeysWith: { first, _ in first })
  }()
}

/// Numbers and texts of a GGUF file, one after the other; the least byte comes first.
private struct GGUFReader {
  private var bytes: Data
  private let file: String?
  private let more: (inout Data, Int) throws(InputError) -> Void
  private var offset = 0

  init(bytes: Data, file: String?, more: @escaping (inout Data, Int) throws(InputError) -> Void) {
    self.bytes = bytes
    self.file = file
    self.more = more
  }

  func error(found: String, expected: String) -> InputError {
    InputError(file: file, place: "byte \(offset)", found: found, expected: expected)
  }

  private mutating func take(_ count: Int) throws(InputError) -> Data {
    if count > bytes.count - offset { try more(&bytes, count - (bytes.count - offset)) }
    guard count >= 0, count <= bytes.count - offset else {
      throw error(found: "the end of the file", expected: "\(count) bytes more of its header")
    }
    let start = bytes.startIndex + offset
    offset += count
    return bytes[start..<start + count]
  }

  mutating func number(bytes count: Int) throws(InputError) -> UInt64 {
    try take(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func count(upTo limit: UInt64) throws(InputError) -> Int {
    let count = try number(bytes: 8)
    guard count <= limit else {
      throw error(found: "a count of \(count)", expected: "at most \(limit)")
    }
    return Int(count)
  }

  mutating func text(_ count: Int) throws(InputError) -> String {
    String(decoding: try take(count), as: UTF8.self)
  }

  mutating func longText() throws(InputError) -> String {
    try text(count(upTo: 1 << 24))
  }

  /// Passes over a value of a type: numbers by their size, texts and lists by their length.
  mutating func skip(_ type: UInt64, depth: Int) throws(InputError) {
    let sizes: [UInt64: Int] = [
      0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8,
    ]
    if let size = sizes[type] {
      _ = try take(size)
    } else if type == 8 {
      _ = try take(count(upTo: 1 << 24))
    } else if type == 9, depth < 4 {
      let inner = try number(bytes: 4)
      let entries = try count(upTo: 1 << 26)
      if let size = sizes[inner] {
        _ = try take(entries * size)
      } else {
        for _ in 0..<entries { try skip(inner, depth: depth + 1) }
      }
    } else {
      throw error(found: "a value of type \(type)", expected: "one that GGUF defines")
    }
  }
}
