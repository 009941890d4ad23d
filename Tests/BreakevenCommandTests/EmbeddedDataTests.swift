import Breakeven
import Foundation
import Testing

@Suite struct EmbeddedDataTests {
  @Test(arguments: ["Pricing", "Workloads", "Sources/EmbeddedData/data"])
  func everyFileIsEmbeddedByteForByte(folder: String) throws {
    let root = CommandRun.package.appending(path: folder)
    let files = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: root.appending(path: name).path, isDirectory: &isFolder)
      return !isFolder.boolValue && (folder.hasSuffix("data") || name.hasSuffix(".json"))
    }
    #expect(!files.isEmpty)
    for name in files {
      let path = folder.replacingOccurrences(of: "Sources/EmbeddedData/", with: "") + "/" + name
      let embedded = try EmbeddedFile.at(path)
      #expect(try embedded.data == Data(contentsOf: root.appending(path: name)), "\(path)")
    }
  }
}
