package import CheckedJSON

/// A gzip file that is read from its beginning, as exports of invoices are.
package struct GzipFile: ~Copyable {
  private var stream: GzipStream
  private let path: String

  /// Opens a file; `nil` if it is not compressed by gzip.
  ///
  /// - Throws: `InputError` for a file that cannot be read.
  package init?(path: String) throws(InputError) {
    let file = try LogFile(path: path)
    var beginning: [UInt8] = []
    while beginning.count < GzipStream.magic.count {
      guard try file.read(GzipStream.magic.count - beginning.count, to: &beginning) > 0 else {
        return nil
      }
    }
    guard beginning == GzipStream.magic else { return nil }
    stream = GzipStream(file, begun: beginning)
    self.path = path
  }

  /// Decompresses up to `count` bytes more, to the end of `bytes`; fewer only at the end of the file.
  ///
  /// - Throws: `InputError` for a file that is damaged or ends too early.
  package mutating func append(_ count: Int, to bytes: inout [UInt8]) throws(InputError) {
    let wanted = bytes.count + count
    do {
      while bytes.count < wanted {
        guard try stream.read(min(wanted - bytes.count, 1 << 18), to: &bytes) > 0 else { break }
      }
    } catch {
      var error = error
      error.file = error.file ?? path
      throw error
    }
    // A text has no byte 0 but the one that stands for what is missing.
    guard bytes.last != 0 else {
      throw InputError(
        file: path, found: "a gzip file that ends too early", expected: "a whole one")
    }
  }
}
