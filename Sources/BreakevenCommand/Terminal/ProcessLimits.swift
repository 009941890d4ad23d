import CheckedJSON
import FileAccess

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the command needs of the system before it begins.
enum ProcessLimits {
  /// Files that are open at once: those of the threads, a log, a result and its folder.
  private static let descriptors = 10
  /// Address space that the command, its libraries and its threads reserve, most of which is never touched.
  private static let addressSpace = 512 << 20

  /// Puts the null device in the place of a standard stream that is closed, so that no file that is opened later gets
  /// its number; writing to it fails as it did.
  static func keepStandardStreams() {
    for (descriptor, mode) in [(Int32(0), O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)] {
      while FileStatus(descriptor: descriptor) == nil {
        guard unsafe open("/dev/null", mode) >= 0 else { break }
      }
    }
    // A file may not grow without end: then writing fails, and is told.
    _ = signal(SIGXFSZ, SIG_IGN)
  }

  /// What the system does not give; `nil` if there is enough.
  static var failure: CommandFailure? {
    var limit = rlimit()
    #if canImport(Glibc)
      let known = unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0
    #else
      let known = unsafe getrlimit(RLIMIT_AS, &limit) == 0
    #endif
    if known, limit.rlim_cur < addressSpace {
      return lack(
        "\(limit.rlim_cur >> 20) MiB of address space (ulimit -v)",
        "at least \(addressSpace >> 20) MiB")
    }
    var opened: [Int32] = []
    defer { for descriptor in opened { close(descriptor) } }
    while opened.count < descriptors {
      let descriptor = dup(2)
      guard descriptor >= 0 else {
        return lack(
          "\(opened.count) files that can be opened (ulimit -n)", "at least \(descriptors)")
      }
      opened.append(descriptor)
    }
    for (number, word) in CommandLine.arguments.enumerated() where !isText(number) {
      return CommandFailure.usage(
        "breakeven: word \(number) of the command, \"\(word.shortened())\", is no UTF-8; expected text, or a "
          + "file of such a name by another, as through a link or <")
    }
    return nil
  }

  private static func lack(_ found: String, _ expected: String) -> CommandFailure {
    CommandFailure(
      code: .systemLimit, message: "breakeven: found \(found), expected \(expected)")
  }

  /// Whether a word of the command is UTF-8, which the text that stands for it always is.
  private static func isText(_ number: Int) -> Bool {
    guard let word = unsafe CommandLine.unsafeArgv[number] else { return true }
    return unsafe String(validatingCString: word) != nil
  }
}
