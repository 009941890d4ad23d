import Documents
import Reporting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Results go to the standard output, everything else to the standard error stream.
enum Console {
  /// Writes a result and a line end.
  static func print(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n", to: 1) }

  /// Writes a message and a line end to the standard error stream.
  static func error(_ text: String) { write(text + "\n", to: 2) }

  /// Writes a question to the standard error stream, so that the answer stands on its line.
  static func prompt(_ text: String) { write(text, to: 2) }

  /// Whether the standard output is a terminal.
  static var isTerminal: Bool { isatty(1) == 1 }

  /// The columns of the terminal that the standard output is; `nil` where it is none.
  static var columns: Int? {
    guard isTerminal else { return nil }
    var size = winsize()
    guard unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Whether somebody is there to be asked: neither the input nor the output is piped.
  static var canAsk: Bool { isatty(0) == 1 && isatty(1) == 1 }

  /// Whether the standard output is a terminal whose user did not ask for no colour.
  static var wantsColor: Bool { isTerminal && !isSet("NO_COLOR") }

  /// How text for the standard output is styled.
  static var style: TerminalStyle { TerminalStyle(isEnabled: wantsColor) }

  private static func isSet(_ variable: String) -> Bool {
    guard let value = unsafe getenv(variable) else { return false }
    return unsafe value.pointee != 0
  }

  /// Writes all bytes; a reader that has gone away ends the command without a complaint.
  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          unsafe Musl.write(descriptor, buffer.baseAddress, buffer.count)
        #else
          unsafe Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if written < 0 {
        if errno == EINTR { continue }
        return
      }
      bytes = bytes.dropFirst(written)
    }
  }
}
