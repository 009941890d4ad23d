import CheckedJSON
import Foundation
import Testing

@testable import RequestLogs

@Suite struct GzipStreamTests {
  /// Files that the program `gzip` and Python's `zlib` wrote, in base 64, and what they hold.
  static let files: [(name: String, base64: String, text: String)] = [
    (
      "empty", "H4sIAAAAAAACAwMAAAAAAAAAAAA=",
      ""
    ),
    (
      "short, fixed code", "H4sIAAAAAAACA8tIzcnJV8hAkFwAO3yK3xIAAAA=",
      "hello hello hello\n"
    ),
    (
      "stored", "H4sIAAAAAAAEAwENAPL/c3RvcmVkIGJ5dGVzCupZBmwNAAAA",
      "stored bytes\n"
    ),
    (
      "Huffman only", "H4sIAAAAAAACAwXBMQEAAAwCoKw4E9j/GMicysicysicysicysicyjzp4OMTNwAAAA==",
      String(repeating: "abracadabra", count: 5)
    ),
    (
      "long run",
      "H4sIAAAAAAACA+3BMQEAAADCoNqLbw0PoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAIBXA3ERB/6ghgEA",
      String(repeating: "x", count: 100_000)
    ),
    (
      "log",
      "H4sIAAAAAAACAz2PSw7CMAwF9z5LhBLHcXKbCtEgVZQWlc/5cWseu6eMNcqct2369HE4v8Lyvg+P"
        + "rV+neR5e660vz+Np7Jd17L8XiicuIYVEvA8OTLKPHDLpPsRQ24dBSse1GkvHeTWYxA1G1RVGmzvM"
        + "Gl3CxOyWTCxuMapuMdrckilHtyTK7BamLG4xqm4x2txiH45uySSMGpF/jqJHGoJKRFFhFBVBUVEU"
        + "lYYijShSRpEKilRRpA1FNaKoMoqqoKgqimpD0Rc2kQ6kuwEAAA==",
      "arrived_at,num_prefill_tokens,num_decode_tokens\n"
        + (0..<40).map { "\($0 * 2).25,\($0 % 7 + 1),\($0 % 3 + 1)\n" }.joined()
    ),
    (
      "every header field", "H4sIHgAAAAAAAAMAYWJjbmFtZQBjb21tZW50AND3y0vMTU3hAgDc8HpBBgAAAA==",
      "named\n"
    ),
  ]

  static func text(_ bytes: [UInt8]) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".gz")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var stream = GzipStream(try LogFile(path: file.path), begun: [])
    var text: [UInt8] = []
    while try stream.read(1000, to: &text) > 0 {}
    return String(decoding: text, as: UTF8.self)
  }

  static func bytes(_ base64: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: base64)))
  }

  @Test(arguments: files) func decompresses(_ file: (name: String, base64: String, text: String))
    throws
  {
    let bytes = try Self.bytes(file.base64)
    #expect(try Self.text(bytes) == file.text)
    // Members that follow each other are one text; what is no member is left out.
    #expect(try Self.text(bytes + bytes + [0, 0, 0]) == file.text + file.text)
  }

  @Test(arguments: files) func whatIsCutOffOrDamagedIsNotTakenForWhole(
    _ file: (name: String, base64: String, text: String)
  ) throws {
    let bytes = try Self.bytes(file.base64)
    for count in stride(from: 10, to: bytes.count, by: max(1, bytes.count / 5)) {
      let text = try Self.text(Array(bytes[..<count]))
      #expect(text.hasSuffix("\0") && file.text.hasPrefix(text.dropLast()))
    }
    for position in stride(from: 10, to: bytes.count, by: max(1, bytes.count / 5)) {
      var damaged = bytes
      damaged[position] ^= 0x10
      let text = try? Self.text(damaged)
      #expect(text == nil || text?.hasSuffix("\0") == true || text == file.text)
    }
  }

  @Test func aCompressedLogIsReadLikeAPlainOne() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".gz")
    defer { try? FileManager.default.removeItem(at: file) }
    let log = try #require(Self.files.first { $0.name == "log" })
    let whole = try Self.bytes(log.base64)
    try Data(whole).write(to: file)
    #expect(
      try TraceReader().profile(path: file.path) == TraceReader().profile(Array(log.text.utf8)))
    try Data(whole.dropLast(20)).write(to: file)
    let cut = try TraceReader().profile(path: file.path)
    #expect(cut.malformedLines == 1)
    var damaged = whole
    damaged[whole.count - 6] ^= 1
    try Data(damaged).write(to: file)
    let error = #expect(throws: InputError.self) { try TraceReader().profile(path: file.path) }
    #expect(error?.file == file.path)
  }
}
