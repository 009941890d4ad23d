/// The name of a module from `layers.` on, with the other names that checkpoints have for it.
///
/// Routed experts are one operator here. Checkpoints name each by its number, call their matrices
/// `w1`, `w3` and `w2` as Mixtral does, join the two ways in, or hold all under `switch_mlp` as MLX does.
struct ModuleName: Sendable {
  /// Such as `layers.3.mlp.experts.down_proj`; a layer that guesses further tokens has a second, as
  /// `mtp.layers.0` beside `layers.61`.
  let paths: [String]
  /// Where the parts of each path stand in it.
  let parts: [[Range<String.Index>]]
  /// Names without the number of an expert.
  let plain: [[UInt8]]
  /// What stands before and behind the number of an expert in its names.
  let ofExperts: [(before: [UInt8], behind: [UInt8])]

  init(_ path: String) { self.init(paths: [path]) }

  /// The name of a module of heads that guess further tokens, behind so many layers of the model.
  init(draft path: String, behind layers: Int) {
    let parts = path.split(separator: ".", maxSplits: 2)
    guard parts.count == 3, parts[0] == "layers", let index = Int(parts[1]), index >= layers else {
      self.init(path)
      return
    }
    self.init(paths: [path, "mtp.layers.\(index - layers).\(parts[2])"])
  }

  private init(paths: [String]) {
    self.paths = paths
    parts = paths.map { path in
      path.utf8.split(separator: UInt8(ascii: ".")).map { $0.startIndex..<$0.endIndex }
    }
    var plain = paths
    var ofExperts: [(before: [UInt8], behind: [UInt8])] = []
    for path in paths {
      guard let place = path.firstRange(of: ".experts.") else { continue }
      let (holder, matrix) = (path[..<place.upperBound], String(path[place.upperBound...]))
      var matrices = [matrix]
      if let letter = Self.letters.first(where: { $0.value == matrix })?.key {
        matrices.append(letter)
      }
      if matrix == "gate_proj" || matrix == "up_proj" { matrices.append("gate_up_proj") }
      plain += matrices.dropFirst().map { holder + $0 }
      ofExperts += matrices.map { (Array(holder.utf8), Array(("." + $0).utf8)) }
    }
    self.plain = plain.map { Array($0.utf8) }
    self.ofExperts = ofExperts
  }

  /// Whether a test holds for one of its names, or for those of two experts.
  func isNamed(_ test: ([UInt8]) -> Bool) -> Bool {
    plain.contains(where: test)
      || ofExperts.contains { name in
        ["0", "5"].allSatisfy { test(name.before + Array($0.utf8) + name.behind) }
      }
  }

  /// Whether a test holds for its path, and for that of an expert.
  func allNamed(_ test: ([UInt8]) -> Bool) -> Bool {
    plain.prefix(paths.count).allSatisfy(test)
      && (ofExperts.first.map { test($0.before + [UInt8(ascii: "0")] + $0.behind) } ?? true)
  }

  /// The names here of Mixtral's matrices.
  private static let letters = ["w1": "gate_proj", "w3": "up_proj", "w2": "down_proj"]

  /// The paths here of a name in a checkpoint: without the number of an expert, which stands beside them, and with both
  /// ways in for a joined one.
  static func paths(of name: String) -> (paths: [String], expert: Int?) {
    guard name.contains("experts.") || name.contains("switch_mlp") else { return ([name], nil) }
    var parts: [Substring] = []
    var isInExpert = false
    var expert: Int?
    for part in name.split(separator: ".", omittingEmptySubsequences: false) {
      if parts.last == "experts", part == "*" || isNumber(part) {
        isInExpert = true
        // No model has as many experts as the largest whole number.
        if part != "*" { expert = Int(part) ?? .max }
      } else if part == "switch_mlp" {
        parts.append("experts")
      } else if let plain = letters[String(part)], isInExpert || parts.last == "experts" {
        parts.append(Substring(plain))
      } else {
        parts.append(part)
      }
    }
    guard parts.last == "gate_up_proj", parts.dropLast().last == "experts" else {
      return ([parts.joined(separator: ".")], expert)
    }
    let paths = ["gate_proj", "up_proj", "gate_up_proj"].map {
      (parts.dropLast() + [Substring($0)]).joined(separator: ".")
    }
    return (paths, expert)
  }

  private static func isNumber(_ part: Substring) -> Bool {
    !part.isEmpty && part.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }
}
