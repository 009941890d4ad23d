import Foundation
import LibFuzzer

// `BREAKEVEN_FUZZ=json Fuzz -runs=1000000 corpus/json` gives libFuzzer one target; without a name, all are listed.
guard let name = ProcessInfo.processInfo.environment["BREAKEVEN_FUZZ"],
  let target = FuzzTarget.all.first(where: { $0.name == name })
else {
  print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
  exit(0)
}
FuzzTarget.chosen = target
var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
let code = withUnsafeMutablePointer(to: &arguments) { pointer in
  pointer.withMemoryRebound(
    to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1
  ) {
    LLVMFuzzerRunDriver(&count, $0) { bytes, size in
      FuzzTarget.chosen?.run(Array(UnsafeBufferPointer(start: bytes, count: size)))
      return 0
    }
  }
}
exit(code)
