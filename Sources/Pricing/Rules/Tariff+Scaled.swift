extension Tariff {
  /// The tariff with all prices times a factor; what is known and assumed of it stays.
  package func scaled(by factor: Double) -> Tariff {
    var tariff = self
    tariff.standard = standard.scaled(by: factor)
    tariff.schedules = schedules.mapValues { $0.scaled(by: factor) }
    tariff.windows = windows.map { $0.scaled(by: factor) }
    tariff.fees = fees?.scaled(by: factor)
    tariff.provisioned = provisioned?.scaled(by: factor)
    return tariff
  }
}
