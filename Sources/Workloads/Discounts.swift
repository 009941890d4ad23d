public import CheckedJSON
import Numerics

/// What sellers take off their lists for the one who asks: of APIs, and of machines, each on its side alone.
///
/// A commitment to spend on an API makes its tokens cheaper and no machine; a contract for machines the other way round.
public struct Discounts: Hashable, Sendable {
  /// Off every API bill, as a share of it.
  public let apis: Double
  /// Off every rent of machines, as a share of it; owned ones cost what they cost.
  public let machines: Double

  /// Nothing off.
  public static let none = Discounts(unchecked: 0, 0)

  private init(unchecked apis: Double, _ machines: Double) {
    (self.apis, self.machines) = (apis, machines)
  }

  /// Makes discounts from 0 to 0.95.
  ///
  /// - Parameters:
  ///   - apis: Off every API bill, as a share of it.
  ///   - machines: Off every rent of machines, as a share of it.
  /// - Throws: `InputError` for a share beyond that.
  public init(apis: Double = 0, machines: Double = 0) throws(InputError) {
    guard Self.shares.contains(apis), Self.shares.contains(machines) else {
      throw InputError(
        found: "discounts of \(PlainDecimal.text(apis)) and \(PlainDecimal.text(machines))",
        expected: "shares from 0 to 0.95")
    }
    self.init(unchecked: apis, machines)
  }

  private static let shares = 0.0...0.95

  init(reading place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["apis", "machines"])
    self.init(
      unchecked: try members["apis"]?.quantity(.share, in: Self.shares) ?? 0,
      try members["machines"]?.quantity(.share, in: Self.shares) ?? 0)
  }
}
