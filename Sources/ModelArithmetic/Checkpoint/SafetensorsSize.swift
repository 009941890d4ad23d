package import CheckedJSON

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The exact size of a published checkpoint, read from what lies beside its config.
package struct SafetensorsSize: Sendable, Hashable {
  /// Bytes of all tensors.
  package let bytes: Double
  /// Bytes by the datatype that the header names, such as `BF16`; empty for an index.
  package let bytesByDatatype: [String: Double]

  /// Reads a `model.safetensors.index.json`, whose `metadata.total_size` is the sum over all files.
  ///
  /// - Throws: `InputError` for text that is no such index.
  package init(index: Data, file: String? = nil) throws(InputError) {
    let root = try JSONDocument(index, file: file).root.object()
    let metadata = try root.required("metadata").object()
    bytes = try metadata.required("total_size").number(in: 0...0x1p53)
    bytesByDatatype = [:]
  }

  /// The bytes of the header that follow the first eight bytes of a `.safetensors` file, as those say.
  package static func headerLength(_ beginning: Data) -> UInt64 {
    beginning.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  }

  /// Takes the sizes from the header of a GGUF file.
  package init(_ header: GGUFHeader) {
    bytes = header.bytes
    bytesByDatatype = header.bytesByType
  }

  /// Reads the header of a `.safetensors` file: eight bytes of length, then JSON that names each
  /// tensor with its datatype and its place.
  ///
  /// The tensors themselves may be missing.
  ///
  /// - Throws: `InputError` for bytes that are no such header.
  package init(header: Data, file: String? = nil) throws(InputError) {
    let length = Self.headerLength(header)
    guard header.count >= 8, length > 1, length <= UInt64(header.count - 8) else {
      throw InputError(
        file: file, place: "byte 0", found: "\(header.count) bytes",
        expected: "eight bytes of length and a header of that length")
    }
    let text = Data(header.dropFirst(8).prefix(Int(length)))
    let root = try JSONDocument(text, file: file).root.object()
    var sums: [String: Double] = [:]
    for key in root.keys where key != "__metadata__" {
      let tensor = try root.required(key).object()
      let place = try tensor.required("data_offsets")
      let offsets = try place.array()
      guard offsets.count == 2 else { throw place.error(expected: "two offsets") }
      let start = try offsets[0].number(in: 0...0x1p53)
      let end = try offsets[1].number(in: start...0x1p53)
      sums[try tensor.required("dtype").text(), default: 0] += end - start
    }
    bytesByDatatype = sums
    bytes = sums.values.reduce(0, +)
  }
}
