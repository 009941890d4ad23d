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
      "words of up to 13 bits",
      "H4sIAAAAAAACAwXBwYEkSXAEMVlhHlk9eyT1/xKQycnkyeRk8snkZPJkcjL5yeRk8mRyMvlkcjJ5MjmZ"
        + "/MnkZPJkcjL5ZHIyeTI5mfxkcjJ5MjmZfDI5mTyZnEz+yeRk8mRyMvlkcjJ5MjmZ/GRyMnkyOZl8MjmZ"
        + "PJmcTP5kcjJ5MjmZfDI5mTyZnEx+MjmZPJmcTD6ZnEyeTE4m/8nkZPJkcjL5ZHIyeTI5mfxkcjJ5MjmZ"
        + "fDI5mTyZnEz+ZHIyeTI5mXwyOZk8mZxMfjI5mTyZnEw+mZxMnkxOJv9kcjJ5MjmZfDI5mTyZnEx+MjmZ"
        + "PJmcTD6ZnEyeTE4mfzI5mTyZnEw+mZxMnkxOJj+ZnEyeTE4mn0xOJk8mJ5P/kcnJ5MnkZPLJ5GTyZHIy"
        + "+cnkZPJkcjL5ZHIyeTI5mfzJ5GTyZHIy+WRyMnkyOZn8ZHIyeTI5mXwyOZk8mZxM/snkZPJkcjL5ZHIy"
        + "eTI5mfxkcjJ5MjmZfDI5mTyZnEz+ZHIyeTI5mXwyOZk8mZxMfjI5mTyZnEw+mZxMnkxOJv/J5GTyZHIy"
        + "+WRyMnkyOZn8ZHIyeTI5mXwyOZk8mZxM/mRyMnkyOZl8MjmZPJmcTH4yOZk8mZxMPpmcTJ5MTib/ZHIy"
        + "eTI5mXwyOZk8mZxMfjI5mTyZnEw+mZxMnkxOJn8yOZk8mZxMPpmcTJ5MTiY/mZxMnkxOJp9MTiZPJieT"
        + "/5XJyeTJ5GTyyeRk8mRyMvnJ5GTyZHIy+WRyMnkyOZn8yeRk8mRyMvlkcjJ5MjmZ/GRyMnkyOZl8MjmZ"
        + "PJmcTP7J5GTyZHIy+WRyMnkyOZn8ZHIyeTI5mXwyOZk8mZxM/mRyMnkyOZl8MjmZPJmcTH4yOZk8mZxM"
        + "PpmcTJ5MTib/yeRk8mRyMvlkcjJ5MjmZ/GRyMnkyOZl8MjmZPJmcTP5kcjJ5MjmZfDI5mTyZnEx+MjmZ"
        + "PJmcTD6ZnEyeTE4m/2RyMnkyOZl8MjmZPJmcTH4yOZk8mZxMPpmcTJ5MTiZ/MjmZPJmcTD6ZnEyeTE4m"
        + "P5mcTJ5MTiafTE4mTyYnk/+RycnkyeRk8snkZPJkcjL5yeRk8mRyMvlkcjJ5MjmZ/MnkZPJkcjL5ZHIy"
        + "eTI5mfxkcjJ5MjmZfDI5mTyZnEz+yeRk8mRyMvlkcjJ5MjmZ/GRyMnkyOZl8MjmZPJmcTP5kcjJ5MjmZ"
        + "fDI5mTyZnEx+MjmZPJmcTD6ZnEyeTE4m/8nkZPJkcjL5ZHIyeTI5mfxkcjJ5MjmZfDI5mTyZnEz+ZHIy"
        + "eTI5mXwyOZk8mZxMfjI5mTyZnEw+mZxMnkxOJv9kcjJ5MjmZfDI5mTyZnEx+MjmZPJmcTD6ZnEyeTE4m"
        + "fzI5mTyZnEw+mZxMnkxOJj+ZnEyeTE4mn0xOJk8mJ5P/+38q6erfABAAAA==",
      String(
        decoding: (1...4096).map { UInt8(97 + $0.trailingZeroBitCount) }, as: UTF8.self)
    ),
    (
      "repeats from 1 to 40 bytes back",
      "H4sIAAAAAAACA8WTiVbCMBBFf8mwCiqKIouAgriByiagIJsIKH69QHlQ2iQtbRJO2zSZmdPTue8NIYR4"
        + "QtrlDUfXt+/oPKV//McXV3nDEjiJpW+L5jUYucwUSjXq6/A0nr17rrdZ79BZ4vr+5a3zxdmEo8mbh9fG"
        + "52jG381/O/dYbna//wKW20U/T5VWb3wQjNjZLxutvvcnZP7nNg8agY/B1LNoxf5phWb44132ttMRzH59"
        + "WrO7ntcw/avuHQQ2lIHDWUSHH3wch/S6AJib2JZgIOgyuK0kkLqPGiQGYyFho/aALipuMgVUEJgwuwWy"
        + "iM1QbASdhKdo/oJwMnJU4wGFpCTdkWAiL8uwKuBITbM8DEqy80xzA5eCArbrwU1NBWccAFBZCW9OQFJl"
        + "DXeAgFRxEX+ywFZ9lcXIAfJeyqxmEZ/ZV90/copq9tAMAAA=",
      (1...40).map { distance in
        let once = (0..<distance).map { UInt8(48 + ($0 * 7 + distance) % 75) }
        return String(repeating: String(decoding: once, as: UTF8.self), count: 4)
      }.joined()
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
