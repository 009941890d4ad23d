import Synchronization

/// The answers of the logs that one run has read so far, so that one that several logs hold counts once.
///
/// A session that is resumed begins with a copy of the one before, and pages of an export overlap. Only
/// hashes are kept, and no more than 16,777,216 of them.
final class AnsweredIDs: Sendable {
  /// The most that are kept.
  static let most = 1 << 24

  private let keys = Mutex<Set<UInt64>>([])

  func contains(_ key: UInt64) -> Bool { keys.withLock { $0.contains(key) } }

  /// Keeps a key; returns whether it was not there before.
  @discardableResult
  func insert(_ key: UInt64) -> Bool {
    keys.withLock { keys in
      keys.count < Self.most ? keys.insert(key).inserted : !keys.contains(key)
    }
  }
}
