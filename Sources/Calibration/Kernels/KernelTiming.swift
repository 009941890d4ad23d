import CheckedJSON
import Roofline

/// Timings of one operator in one datatype on one chip by one engine.
package struct KernelGroup: Sendable, Hashable {
  /// What was timed.
  package let kernel: KernelOperator
  /// The datatype, such as `fp8_block`; of collectives the path between chips.
  package let type: String
  /// The chip's id.
  package let accelerator: String
  /// Its family.
  package let family: String
  /// The engine whose kernels they are.
  package let engine: String
  /// Its version.
  package let version: String
}

extension KernelGroup: Comparable {
  package static func < (first: KernelGroup, second: KernelGroup) -> Bool {
    first.order.lexicographicallyPrecedes(second.order)
  }

  private var order: [String] {
    [kernel.rawValue, type, family, accelerator, engine, version]
  }
}

/// A kernel that was timed.
struct KernelTiming: Sendable, Hashable {
  let group: KernelGroup
  let work: KernelWork
  let seconds: Double
}

extension KernelTiming {
  /// Reads a row of an operator's file.
  init(
    _ kernel: KernelOperator, _ row: CSVTable.Row, accelerators: AcceleratorCatalog, file: String?
  ) throws(InputError) {
    let accelerator = try accelerators.accelerator(named: row["accelerator"])
    func number(_ column: String) throws(InputError) -> Double {
      guard let value = row.number(column), value >= 0, value <= 1e13 else {
        throw InputError(
          file: file, place: "line \(row.line)",
          found: "\(column) \"\(row[column].shortened(to: 20))\"",
          expected: "a number from 0 to 1e13")
      }
      return value
    }
    let type = row["type"]
    guard let work = try KernelWork(kernel, type: type, on: accelerator, row: row, number) else {
      throw InputError(
        file: file, place: "line \(row.line)", found: "type \"\(type.shortened(to: 20))\"",
        expected: kernel == .allReduce
          ? "fabric, peer-to-peer or through host" : KernelType.names.joined(separator: ", "))
    }
    self.init(
      group: KernelGroup(
        kernel: kernel, type: type, accelerator: accelerator.id, family: accelerator.family,
        engine: row["engine"], version: row["engine_version"]),
      work: work, seconds: max(1e-9, try number("microseconds") * 1e-6))
  }
}
