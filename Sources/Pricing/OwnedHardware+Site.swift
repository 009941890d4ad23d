extension OwnedHardware {
  /// Where owned machines stand.
  package enum Site: String, Sendable, Hashable, CaseIterable {
    /// In a rented cage, paid by the kilowatt.
    case colocation
    /// At home or in the office: no rent for the space, no plant that cools it.
    case office

    /// Facility power over machine power in an office: 1.1, of 1.0 to 1.2.
    ///
    /// Assumed: the machine's own fans are in its power, and an air conditioner that moves
    /// the heat out takes a third of it for some months of a year at most. A server room of its own
    /// is another thing, at 1.5 to 2.0; declare that.
    package static let officePowerUsageEffectiveness = 1.1

    /// Where machines with this accelerator usually stand: workstation and consumer cards, desk-top
    /// machines, and the low-power cards that fit any tower are at the office.
    package static func usual(for gpu: String) -> Site {
      let desks = ["RTX-", "Apple-", "GB10"]
      let cards: Set = ["L4", "L40", "L40S", "A10", "A2", "T4"]
      return cards.contains(gpu) || desks.contains { gpu.hasPrefix($0) } ? .office : .colocation
    }
  }
}
