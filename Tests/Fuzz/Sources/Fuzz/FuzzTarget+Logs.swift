import Foundation

@testable import CheckedJSON
@testable import RequestLogs

extension FuzzTarget {
  /// Readers of request logs: from memory, in small pieces from a pipe, compressed, and one request at a time.
  static let logs: [FuzzTarget] = [
    FuzzTarget("log") { bytes in
      let reader = TraceReader(threads: 1)
      let whole = try? reader.profile(bytes)
      if let whole {
        promise(
          (try? TraceProfile(JSONDocument(Data(whole.json.utf8)))) != nil,
          "a saved profile cannot be read: \(whole.json)")
      }
      let piped = try? profile(of: bytes, reader)
      promise(piped == whole, "a pipe reads otherwise than memory")
    },
    FuzzTarget("log-format") { bytes in
      guard let first = bytes.first else { return }
      let formats = TraceFormat.allCases
      var reader = TraceReader(format: formats[Int(first & 63) % formats.count], threads: 1)
      reader.keepsRequests = first & 64 != 0
      reader.readsRows = first & 128 == 0
      _ = try? reader.profile(Array(bytes.dropFirst()))
    },
    FuzzTarget("log-columns") { bytes in
      let parts = bytes.split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4 else { return }
      let names = parts.prefix(3).map { String(decoding: $0, as: UTF8.self) }
      let columns = TraceColumns(
        prompts: [names[0]], completions: [names[1]], time: names[2].isEmpty ? nil : names[2])
      _ = try? TraceReader(columns: columns, threads: 1).profile(Array(parts[3]))
    },
    FuzzTarget("gzip") { _ = try? profile(of: GzipStream.magic + $0, TraceReader(threads: 1)) },
    FuzzTarget("saved-profile") { bytes in
      guard let document = try? JSONDocument(Data(bytes)),
        let profile = try? TraceProfile(document)
      else { return }
      promise(
        (try? TraceProfile(JSONDocument(Data(profile.json.utf8))))?.json == profile.json,
        "a saved profile is read otherwise")
      _ = try? profile.workload(name: "fuzz", volume: nil)
    },
  ]

  /// Reads a log from a pipe, which holds all of it.
  private static func profile(
    of bytes: [UInt8], _ reader: TraceReader
  ) throws -> TraceProfile? {
    guard bytes.count < 60_000 else { return try reader.profile(bytes) }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    _ = write(ends[1], bytes, bytes.count)
    close(ends[1])
    return try reader.read(stream: LogFile(descriptor: ends[0]), name: "pipe").profile
  }
}
