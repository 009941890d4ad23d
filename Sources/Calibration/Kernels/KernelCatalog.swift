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
    let file: JSONText = [
      "version": 1, "source": .string(source), "kernels": .array(fits.map(\.json)),
    ]
    return file.pretty
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

extension KernelFit {
  /// The fit on one line.
  fileprivate var json: JSONText {
    let members: [JSONText.Member] = [
      .init("operator", .string(group.kernel.rawValue)), .init("type", .string(group.type)),
      .init("accelerator", .string(group.accelerator)), .init("family", .string(group.family)),
      .init("engine", .string(group.engine)), .init("version", .string(group.version)),
      .init("timings", .integer(count)), .init("median", .fourDigits(medianError)),
      .init("ninetieth", .fourDigits(ninetiethPercentileError)),
    ]
    let constants = group.kernel.constants.map {
      JSONText.Member($0.rawValue, .fourDigits(formula[$0]))
    }
    return .line(.object(members + constants))
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
