import Breakeven

/// The files of several workloads that are planned together.
struct JointWorkloads {
  private let files: [WorkloadFile]

  init(_ paths: [String], applying settings: [WorkloadSetting]) throws(CommandFailure) {
    guard paths.count(where: { $0 == "-" }) < 2 else {
      throw .usage("breakeven report: the standard input was named twice")
    }
    guard paths.count <= JointDecision.most else {
      throw .usage(
        "breakeven report: found \(paths.count) workloads, expected at most \(JointDecision.most) to plan together"
      )
    }
    var files: [WorkloadFile] = []
    for path in paths { files.append(try WorkloadFile(path, applying: settings)) }
    self.files = files
  }

  /// Decides each, at the same time where there are cores for it, then all together.
  nonisolated(nonsending) func decision(by options: ReportOptions) async throws -> JointDecision {
    var stated: [Workload] = []
    for file in files { stated.append(try file.workload()) }
    let workloads = try JointDecision.overSameMonths(stated)
    let (catalog, day, assumptions) = (try options.catalog(), options.day, options.assumptions)
    let decisions = try await withThrowingTaskGroup(of: (Int, Decision).self) { group in
      for (index, workload) in workloads.enumerated() {
        let file = files[index]
        group.addTask {
          try file.locatingErrors { () throws(InputError) in
            (
              index,
              try Decision(workload, catalog: catalog, asOf: day, assumptions: assumptions)
            )
          }
        }
      }
      var found = [Decision?](repeating: nil, count: workloads.count)
      for try await (index, decision) in group { found[index] = decision }
      return found.compactMap(\.self)
    }
    return try JointDecision(
      decisions, catalog: catalog, stated: stated.map { $0.growth?.horizonMonths ?? 1 })
  }
}
