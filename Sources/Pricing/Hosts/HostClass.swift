/// The kinds of sellers of accelerator time, which differ in price, terms and stock.
///
/// The same H100 cost 2 USD an hour from a marketplace and 11 USD from a hyperscaler in 2026: an
/// answer that holds for one class need not hold for another.
public enum HostClass: String, Sendable, Hashable, CaseIterable {
  /// A cloud that sells everything, such as AWS, Azure, Google or Oracle: dearest, most regions.
  case hyperscaler
  /// A cloud of accelerators with data centers of its own, such as CoreWeave, Lambda or Nebius.
  case largeNeocloud = "large neocloud"
  /// A smaller one, such as Hyperstack, Scaleway or Verda.
  case smallNeocloud = "small neocloud"
  /// A market where others rent out their machines: cheapest, little stock, few promises.
  case marketplace
  /// Machines that one owns.
  case own
}
