package import CheckedJSON
import Numerics

/// The formulas that timings of kernels were fitted by, as a file keeps them.
package struct KernelCatalog: Sendable, Hashable {
  /// What the timings are.
  package let source: String
  /// The fits, in order.
  package let fits: [KernelFit]

  /// Fits every group of some timings.
  package init(_ timings: KernelTimings, source: String) {
    self.source = source
    fits = timings.fits
  }

  /// Reads a file as ``encoded`` writes it.
  package init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly(["version", "source", "kernels"])
    source = try members.required("source").text()
    var fits: [KernelFit] = []
    for place in try members.required("kernels").array() { fits.append(try KernelFit(place)) }
    self.fits = fits
  }

  /// The file, always the same bytes for the same timings.
  package var encoded: String {
    var lines = JSONLines()
    lines.open("{")
    lines.add("version", "1")
    lines.add("source", JSONLines.quoted(source))
    lines.open("kernels", "[")
    for fit in fits { lines.add(fit) }
    lines.close("]")
    lines.close("}")
    return lines.text
  }

  /// The formula of the first of some types that was timed on a chip with an engine's kernels.
  func formula(
    _ kernel: KernelOperator, _ types: [String], accelerator: String, engine: String
  ) -> KernelFormula? {
    for type in types {
      let fit = fits.first {
        $0.group.kernel == kernel && $0.group.type == type && $0.group.accelerator == accelerator
          && $0.group.engine == engine
      }
      if let fit { return fit.formula }
    }
    return nil
  }
}

extension JSONLines {
  fileprivate mutating func add(_ fit: KernelFit) {
    let group = fit.group
    var members = [
      ("operator", Self.quoted(group.kernel.rawValue)), ("type", Self.quoted(group.type)),
      ("accelerator", Self.quoted(group.accelerator)), ("family", Self.quoted(group.family)),
      ("engine", Self.quoted(group.engine)), ("version", Self.quoted(group.version)),
      ("timings", "\(fit.count)"), ("median", Self.number(fit.medianError)),
      ("ninetieth", Self.number(fit.ninetiethPercentileError)),
    ]
    members += group.kernel.constants.map { ($0.rawValue, Self.number(fit.formula[$0])) }
    add(element: Self.object(members))
  }
}

extension KernelFit {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(
      ["operator", "type", "accelerator", "family", "engine", "version", "timings", "median"]
        + ["ninetieth"] + KernelConstant.allCases.map(\.rawValue))
    let kernel = try members.required("operator").choice(KernelOperator.self)
    var formula = KernelFormula { kernel.expected($0) }
    for constant in kernel.constants {
      formula[constant] = try members.required(constant.rawValue).number(in: 1e-12...1e6)
    }
    self.init(
      group: KernelGroup(
        kernel: kernel, type: try members.required("type").text(),
        accelerator: try members.required("accelerator").text(),
        family: try members.required("family").text(),
        engine: try members.required("engine").text(),
        version: try members.required("version").text()),
      formula: formula, count: try members.required("timings").integer(in: 1...1_000_000_000),
      medianError: try members.required("median").number(in: 0...1e6),
      ninetiethPercentileError: try members.required("ninetieth").number(in: 0...1e6))
  }
}
