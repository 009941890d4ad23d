/// Who rents out accelerators: its class, what is the least that can be had, and how it bills.
public struct Host: Sendable, Hashable, Identifiable {
  /// The provider's name, as offers have it.
  package let provider: String
  /// The class of its offers, unless an offer says otherwise.
  package let hostClass: HostClass
  /// The fewest accelerators that can be rented, of any type.
  package let leastGPUs: Int
  /// The same in words, by type: `8 for p4d, p5, p6`.
  package let leastUnit: String
  /// In what steps it bills; `nil` if no source says.
  package let billing: GPUOffer.Billing?
  /// Whether it sells machines that it may take back; `nil` if no source says.
  package let offersSpot: Bool?
  /// Seconds between the notice and the loss of a spot machine; `nil` if unknown, 0 for none.
  package let spotNoticeSeconds: Double?
  /// How often spot machines are taken away, in the source's words.
  package let interruptions: String?
  /// Where the host says what is to be had; `nil` if it says nowhere.
  package let stock: String?
  /// Where this comes from.
  package let provenance: Provenance

  /// The provider's name.
  public var id: String { provider }

  /// Makes a host.
  package init(
    provider: String, hostClass: HostClass, leastGPUs: Int = 1, leastUnit: String = "1 GPU",
    billing: GPUOffer.Billing? = nil, offersSpot: Bool? = nil, spotNoticeSeconds: Double? = nil,
    interruptions: String? = nil, stock: String? = nil, provenance: Provenance
  ) {
    self.provider = provider
    self.hostClass = hostClass
    self.leastGPUs = max(1, leastGPUs)
    self.leastUnit = leastUnit
    self.billing = billing
    self.offersSpot = offersSpot
    self.spotNoticeSeconds = spotNoticeSeconds
    self.interruptions = interruptions
    self.stock = stock
    self.provenance = provenance
  }
}
