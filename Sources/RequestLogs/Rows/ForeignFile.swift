import CheckedJSON

/// Files of other kinds than text, told by their first bytes, and the command that turns each into lines.
enum ForeignFile {
  private static let kinds: [(magic: [UInt8], found: String, expected: String)] = [
    ([0x1F, 0x8B], "a gzip file", "plain text, as from gunzip -c"),
    (
      Array("PAR1".utf8), "a Parquet file",
      "lines, as from duckdb -c \"COPY (FROM 'FILE') TO '/dev/stdout' (FORMAT csv, HEADER)\""
    ),
    (Array("BZh".utf8), "a bzip2 file", "plain text, as from bzip2 -dc FILE | breakeven profile -"),
    (
      [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "an xz file",
      "plain text, as from xz -dc FILE | breakeven profile -"
    ),
    (
      Array("PK\u{3}\u{4}".utf8), "a zip file or a spreadsheet",
      "plain text, as from unzip -p FILE | breakeven profile -; a spreadsheet is saved as CSV"
    ),
    (
      [0x28, 0xB5, 0x2F, 0xFD], "a zstd file",
      "plain text, as from zstd -dc FILE | breakeven profile -"
    ),
    (
      [0x04, 0x22, 0x4D, 0x18], "an lz4 file",
      "plain text, as from lz4 -dc FILE | breakeven profile -"
    ),
    (
      [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z file",
      "plain text, as from 7z x -so FILE | breakeven profile -"
    ),
    (
      Array("SQLite format 3".utf8), "an SQLite database",
      "lines, as from sqlite3 -header -csv FILE 'SELECT * FROM …' | breakeven profile -"
    ),
    (
      Array("Obj\u{1}".utf8), "an Avro file",
      "lines, as from duckdb -c \"COPY (FROM read_avro('FILE')) TO '/dev/stdout' (FORMAT csv, HEADER)\""
    ),
    (
      Array("ORC".utf8), "an ORC file", "CSV or JSON lines"
    ),
    (
      Array("ARROW1".utf8), "an Arrow file",
      "lines, as from duckdb -c \"COPY (FROM 'FILE') TO '/dev/stdout' (FORMAT csv, HEADER)\""
    ),
    ([0xFF, 0xFE, 0, 0], "a text in UTF-32", "UTF-8, as from iconv -f UTF-32 -t UTF-8"),
    ([0, 0, 0xFE, 0xFF], "a text in UTF-32", "UTF-8, as from iconv -f UTF-32 -t UTF-8"),
    ([0xFF, 0xFE], "a text in UTF-16", "UTF-8, as from iconv -f UTF-16 -t UTF-8"),
    ([0xFE, 0xFF], "a text in UTF-16", "UTF-8, as from iconv -f UTF-16 -t UTF-8"),
  ]

  /// Refuses what is no text, and says how to make it one.
  static func check(_ beginning: [UInt8], file: String?) throws(InputError) {
    guard let kind = kinds.first(where: { beginning.starts(with: $0.magic) }) else {
      try checkWidth(beginning, file: file)
      return try checkLineEnds(beginning, file: file)
    }
    throw InputError(
      file: file, found: kind.found,
      expected: file.map { kind.expected.replacingFile(with: $0) } ?? kind.expected)
  }

  /// Refuses a text in UTF-16 that no mark begins: every second byte of its first letters is zero.
  private static func checkWidth(_ beginning: [UInt8], file: String?) throws(InputError) {
    let first = beginning.prefix(16)
    guard first.count == 16 else { return }
    let isZero = first.map { $0 == 0 }
    let pairs = zip(isZero.indices, isZero)
    let isLittle = pairs.allSatisfy { $0.0 % 2 == 1 ? $0.1 : !$0.1 }
    guard isLittle || pairs.allSatisfy({ $0.0 % 2 == 0 ? $0.1 : !$0.1 }) else { return }
    throw InputError(
      file: file, found: "a text in UTF-16",
      expected: "UTF-8, as from iconv -f UTF-16\(isLittle ? "LE" : "BE") -t UTF-8")
  }

  /// Refuses a table whose lines end as those of old Macs did, which would be one header without rows.
  private static func checkLineEnds(_ beginning: [UInt8], file: String?) throws(InputError) {
    let first = beginning.first { $0 > 32 && $0 < 128 }
    guard first != UInt8(ascii: "{"), first != UInt8(ascii: "["),
      !beginning.contains(LogBytes.newline),
      let end = beginning.firstIndex(of: LogBytes.carriageReturn),
      beginning[end...].contains(where: { $0 > 32 })
    else { return }
    let expected = "line feeds, as from tr '\\r' '\\n' < FILE | breakeven profile -"
    throw InputError(
      file: file, found: "lines that end with carriage returns alone",
      expected: file.map { expected.replacingFile(with: $0) } ?? expected)
  }
}

extension String {
  /// The text with a path in place of the word `FILE`.
  fileprivate func replacingFile(with path: String) -> String {
    guard let range = self.firstRange(of: "FILE") else { return self }
    return self[..<range.lowerBound] + path + self[range.upperBound...]
  }
}
