import CheckedJSON

extension JointReport {
  /// The plan month by month as rows of FOCUS 1.2, in CSV; `nil` where nothing is planned together.
  ///
  /// - Throws: `InputError` for a charge that is not a number.
  public var focus: String? {
    get throws(InputError) { try FocusTable(self)?.csv }
  }

  /// What keeps workloads from a plan together, each by its name.
  package var missingPlan: String { facts.missingPlan }
}
