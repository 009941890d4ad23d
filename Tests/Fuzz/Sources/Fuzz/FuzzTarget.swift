/// Something that takes bytes of any kind and must neither trap nor hang, and keep what it promises.
struct FuzzTarget: Sendable {
  let name: String
  let run: @Sendable ([UInt8]) -> Void

  init(_ name: String, _ run: @escaping @Sendable ([UInt8]) -> Void) {
    self.name = name
    self.run = run
  }

  nonisolated(unsafe) static var chosen: FuzzTarget?

  static let all = readers + logs + [decision]
}

/// Ends the run where a promise is broken, so that libFuzzer keeps the input.
func promise(_ holds: Bool, _ what: @autoclosure () -> String) {
  guard holds else { fatalError(what()) }
}
