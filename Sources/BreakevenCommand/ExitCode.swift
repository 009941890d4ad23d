#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How the command ended; the numbers are those of `sysexits.h`.
enum ExitCode: Int32, CaseIterable {
  case success = 0
  /// The verdict differs from the one that `--expect` names.
  case unexpectedVerdict = 2
  case usage = 64
  case badData = 65
  case noSuchFile = 66
  case faultOfOurs = 70
  /// The system gives too few descriptors or too little memory to begin.
  case systemLimit = 71
  case cannotWrite = 73

  /// What it means, for people.
  var meaning: String {
    switch self {
    case .success: "success"
    case .unexpectedVerdict: "the verdict is not the one of --expect"
    case .usage: "wrong use"
    case .badData: "bad data"
    case .noSuchFile: "no such file"
    case .faultOfOurs: "a fault of the command"
    case .systemLimit: "too few descriptors or too little memory to begin"
    case .cannotWrite: "cannot write"
    }
  }
}

/// Why the command could not do what was asked.
struct CommandFailure: Error, Equatable {
  let code: ExitCode
  let message: String

  static func usage(_ message: String) -> CommandFailure {
    CommandFailure(code: .usage, message: message)
  }
}

func exit(with code: ExitCode) -> Never { exit(code.rawValue) }
