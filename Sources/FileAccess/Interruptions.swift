import ProcessSignals
import Synchronization

/// Signals that ask the process to end, put off while files are written that would be left behind.
enum Interruptions {
  private static let depth = Mutex(0)

  /// Runs `body`, which must look at ``cameUp`` between its steps; then a signal that came takes its effect.
  static func heldBack<Value>(_ body: () throws(FileError) -> Value) throws(FileError) -> Value {
    depth.withLock {
      if $0 == 0 { signals_hold() }
      $0 += 1
    }
    defer {
      depth.withLock {
        $0 -= 1
        if $0 == 0 { signals_release() }
      }
    }
    return try body()
  }

  /// Whether the process was asked to end.
  static var cameUp: Bool { signals_held() != 0 }
}
