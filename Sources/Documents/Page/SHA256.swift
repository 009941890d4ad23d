#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The digest of FIPS 180-4, by which a page names the scripts and styles that it allows.
enum SHA256 {
  /// How a content security policy writes the digest of a text: `sha256-` and base 64.
  static func source(of text: String) -> String {
    "sha256-" + Data(digest(Array(text.utf8))).base64EncodedString()
  }

  /// 32 bytes.
  static func digest(_ message: [UInt8]) -> [UInt8] {
    var bytes = message
    bytes.append(0x80)
    while bytes.count % 64 != 56 { bytes.append(0) }
    bytes += bigEndian(UInt64(message.count) * 8)
    var state = start
    var schedule = [UInt32](repeating: 0, count: 64)
    for block in stride(from: 0, to: bytes.count, by: 64) {
      for index in 0..<16 {
        let at = block + 4 * index
        schedule[index] =
          UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8
          | UInt32(bytes[at + 3])
      }
      for index in 16..<64 {
        let (near, far) = (schedule[index - 2], schedule[index - 15])
        let small = rotated(far, 7) ^ rotated(far, 18) ^ (far >> 3)
        let large = rotated(near, 17) ^ rotated(near, 19) ^ (near >> 10)
        schedule[index] = schedule[index - 16] &+ small &+ schedule[index - 7] &+ large
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      for index in 0..<64 {
        let large = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
        let first = h &+ large &+ ((e & f) ^ (~e & g)) &+ constants[index] &+ schedule[index]
        let small = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
        let second = small &+ ((a & b) ^ (a & c) ^ (b & c))
        (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
      }
      for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
    }
    return state.flatMap { bigEndian(UInt64($0)).suffix(4) }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  private static func bigEndian(_ word: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
  }

  /// The first 32 bits of the fractional parts of the square roots of the first 8 primes.
  private static let start = primes.prefix(8).map { fraction(Double($0).squareRoot()) }

  /// Those of the cube roots of the first 64.
  private static let constants = primes.map { cubeRootFraction($0) }

  private static let primes: [Int] = (2...311).filter { number in
    !(2..<number).contains { number % $0 == 0 }
  }

  private static func fraction(_ root: Double) -> UInt32 {
    UInt32((root - root.rounded(.down)) * 4_294_967_296)
  }

  /// By bisection in integers, as no root in `Double` is exact enough for all: the largest `r` with `r³ ≤ p·2⁹⁶`.
  private static func cubeRootFraction(_ prime: Int) -> UInt32 {
    var (low, high): (UInt64, UInt64) = (0, 8 << 32)
    while high - low > 1 {
      let middle = (low + high) / 2
      let square = middle.multipliedFullWidth(by: middle)
      // The cube over 2⁶⁴, rounded down: what is cut off lies below what tells neighbours apart.
      let upper = square.high.multipliedFullWidth(by: middle)
      let lower = square.low.multipliedFullWidth(by: middle)
      let (sum, carry) = upper.low.addingReportingOverflow(lower.high)
      let overTop = upper.high + (carry ? 1 : 0)
      let limit = UInt64(prime) << 32
      if overTop > 0 || sum >= limit { high = middle } else { low = middle }
    }
    return UInt32(truncatingIfNeeded: low)
  }
}
