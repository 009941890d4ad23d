package import CheckedJSON
package import Roofline

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Timings of kernels: a file for each operator, named after it.
package struct KernelTimings: Sendable {
  private var groups: [KernelGroup: [KernelTiming]] = [:]

  /// None.
  package init() {}

  /// Columns that every file has.
  private static let columns = ["accelerator", "engine", "engine_version", "type", "microseconds"]

  /// Adds a file of an operator's timings.
  ///
  /// - Throws: `InputError` with the line of a row that makes no sense.
  package mutating func add(
    _ kernel: KernelOperator, _ data: Data, file: String?, accelerators: AcceleratorCatalog
  ) throws(InputError) {
    let table = try CSVTable(data, file: file, requiring: Self.columns)
    for row in table.rows {
      let timing = try KernelTiming(kernel, row, accelerators: accelerators, file: file)
      groups[timing.group, default: []].append(timing)
    }
  }

  /// A fit of every group, in order.
  package var fits: [KernelFit] {
    groups.keys.sorted().map { KernelFit($0, groups[$0] ?? []) }
  }

  /// How far the formulas of a group's kin are off, for groups that have any: what would be known of a
  /// chip that was not timed.
  ///
  /// - Parameters:
  ///   - fits: a fit of every group.
  ///   - isKin: whether the second group is kin of the first.
  package func leavingOut(
    _ fits: [KernelFit], kin isKin: (KernelGroup, KernelGroup) -> Bool
  ) -> [KernelFit] {
    fits.compactMap { fit in
      let group = fit.group
      let kin = fits.filter { $0.group.isSameKernel(as: group) && isKin(group, $0.group) }
      guard let formula = KernelFormula(mean: kin.map(\.formula)) else { return nil }
      return KernelFit(group, formula, groups[group] ?? [])
    }
  }
}

extension KernelGroup {
  /// Whether another group ran the same kernels on another chip.
  fileprivate func isSameKernel(as other: KernelGroup) -> Bool {
    kernel == other.kernel && type == other.type && engine == other.engine
      && accelerator != other.accelerator
  }
}
