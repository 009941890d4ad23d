import Documents
import FileAccess
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
  ///
  /// A reader that has gone away ends the output without a complaint.
  static func print(_ text: String) throws(CommandFailure) {
    let shown = Escaping.terminal(text, styled: wantsColor)
    do {
      try OutputDescriptor(descriptor: 1, name: "standard output")
        .write(shown.hasSuffix("\n") ? shown : shown + "\n")
    } catch {
      throw Files.failure(error)
    }
  }

  /// Writes what is there to be read, and a line end: on a terminal in lines that fit it.
  static func show(_ text: String) throws(CommandFailure) {
    try print(columns.map { TextWrap.fitted(text, columns: $0) } ?? text)
  }

  /// Writes a message and a line end to the standard error stream.
  static func error(_ text: String) { prompt(text + "\n") }

  /// Tells whoever waits at a terminal what takes so long; nobody reads it in a file.
  static func progress(_ text: String) {
    if isatty(2) == 1 { error(text) }
  }

  /// Writes a question to the standard error stream, so that the answer stands on its line.
  static func prompt(_ text: String) {
    // Where messages cannot be written either, nothing is left but the exit code.
    _ = try? OutputDescriptor(descriptor: 2, name: "standard error")
      .write(Escaping.terminal(text, styled: wantsColor))
  }

  /// Whether the standard output is a terminal.
  static var isTerminal: Bool { isatty(1) == 1 }

  /// The columns of the terminal that the standard output is, or as `COLUMNS` has them; `nil` where it is none.
  static var columns: Int? {
    guard isTerminal else { return nil }
    if let stated = unsafe getenv("COLUMNS"), let columns = unsafe Int(String(cString: stated)),
      columns > 0
    {
      return columns
    }
    var size = winsize()
    guard unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Whether somebody is there to be asked: neither the input nor the output is piped.
  static var canAsk: Bool { isatty(0) == 1 && isatty(1) == 1 }

  /// Whether the standard output is a terminal that knows styles, and its user did not ask for none.
  static var wantsColor: Bool { isTerminal && !isSet("NO_COLOR") && !isDumb }

  /// How text for the standard output is styled.
  static var style: TerminalStyle {
    TerminalStyle(isEnabled: wantsColor, columns: columns)
  }

  /// Whether the terminal is said to show no more than text, as that of an editor.
  private static var isDumb: Bool {
    guard let kind = unsafe getenv("TERM") else { return false }
    return unsafe String(cString: kind) == "dumb"
  }

  private static func isSet(_ variable: String) -> Bool {
    guard let value = unsafe getenv(variable) else { return false }
    return unsafe value.pointee != 0
  }
}
