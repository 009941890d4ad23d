import Breakeven
import Foundation
import Testing

@Suite struct EmbeddedDataTests {
  @Test(arguments: ["Pricing", "Workloads", "Sources/EmbeddedData/data"])
  func everyFileIsEmbeddedByteForByte(folder: String) throws {
    let root = CommandRun.package.appending(path: folder)
    let files = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { name in
      let url = root.appending(path: name)
      return try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
        && (folder.hasSuffix("data") || name.hasSuffix(".json"))
        // Timings that only a fit of kernels reads.
        && !name.hasPrefix("kernels/")
    }
    #expect(!files.isEmpty)
    for name in files {
      let path = folder.replacingOccurrences(of: "Sources/EmbeddedData/", with: "") + "/" + name
      let embedded = try EmbeddedFile.at(path)
      #expect(try embedded.data == Data(contentsOf: root.appending(path: name)), "\(path)")
    }
  }
}
