/// A prompt that was read on a pool of its own.
struct FinishedRead: Sendable {
  let request: ArrivingRequest
  /// Tokens that another pool is to write.
  let completion: Int
  /// When its last chunk was computed.
  let time: Double
}
