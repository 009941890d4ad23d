package import CheckedJSON
package import Foundation

/// The folder of shipped workloads.
package let workloadsFolder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Workloads")

package func document(_ text: String) throws -> JSONDocument {
  try JSONDocument(Data(text.utf8), file: "w.json")
}

/// A small workload with some of its members replaced; an empty text leaves one out.
package func workloadText(_ changes: [String: String] = [:]) -> String {
  var members = [
    "version": "1", "name": "\"Test\"", "prompt": "1000", "completion": "100",
    "volume": #"{"requestsPerHour": 1000}"#, "mode": #"{"batch": {"deadlineHours": 8}}"#,
  ]
  members.merge(changes) { $1 }
  return "{"
    + members.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
    .map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}"
}

package func isClose(_ value: Double, _ expected: Double, within tolerance: Double) -> Bool {
  abs(value - expected) <= tolerance * max(1, abs(expected))
}
