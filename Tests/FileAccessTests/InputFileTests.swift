import Foundation
import Testing

@testable import FileAccess

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct InputFileTests {
  /// A file of 5 GB is refused by its size; nothing of it is read.
  @Test func sizeIsLookedAtFirst() throws {
    let folder = try Folder()
    let file = try folder.put("", at: "x.json")
    #expect(unsafe truncate(file, 5_000_000_000) == 0)
    #expect(throws: FileError(file, .tooLarge(bytes: 5_000_000_000, limit: 64))) {
      try InputFile(file).bytes(atMost: 64)
    }
  }

  @Test func whatHasNoSizeIsReadUpToTheLimit() throws {
    #expect(throws: FileError("/dev/zero", .tooLarge(bytes: nil, limit: 100))) {
      try InputFile("/dev/zero").bytes(atMost: 100)
    }
    #expect(try InputFile("/dev/null").bytes(atMost: 100).isEmpty)
  }

  @Test func onlyTheBeginningIsReadWhereThatIsAsked() throws {
    let folder = try Folder()
    let file = try InputFile(folder.put("0123456789", at: "x"))
    var bytes = Data()
    try file.append(4, to: &bytes)
    #expect(bytes == Data("0123".utf8))
    try file.append(100, to: &bytes)
    #expect(bytes == Data("0123456789".utf8))
  }

  @Test func foldersAndMissingFilesAreTold() throws {
    let folder = try Folder()
    #expect(throws: FileError(folder.path, .folder)) { try InputFile(folder.path) }
    #expect(throws: FileError(folder.path + "/x", .missing)) { try InputFile(folder.path + "/x") }
  }
}
