/// The experts of an operator that patterns name.
///
/// Routed experts are one operator here. Checkpoints name each by its number, so that a list may speak of 60 among 128,
/// or of expert 7 alone where that was left unconverted.
enum NamedExperts: Sendable, Equatable {
  /// All of them, or the whole of an operator without experts.
  case all
  /// Those of these numbers; none, where there are none.
  case numbers(Set<Int>)
}
