/// On what terms a machine is rented.
public enum Commitment: String, Sendable, Hashable, CaseIterable {
  /// By the hour or second, at will.
  case onDemand
  /// Like on-demand, but the provider may take it back.
  case spot
  /// Paid for one month, used or not.
  case reserved1Month
  /// Paid for six months, used or not.
  case reserved6Months
  /// Paid for one year, used or not.
  case reserved1Year
  /// Paid for three years, used or not.
  case reserved3Year

  /// Years that must be paid for, used or not.
  public var years: Double {
    switch self {
    case .onDemand, .spot: 0
    case .reserved1Month: 1.0 / 12
    case .reserved6Months: 0.5
    case .reserved1Year: 1
    case .reserved3Year: 3
    }
  }
}
