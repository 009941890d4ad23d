/// The name of a module from `layers.` on, with the other names that checkpoints have for it.
///
/// Routed experts are one operator here. Checkpoints name each by its number, call their matrices
/// `w1`, `w3` and `w2` as Mixtral does, join the two ways in, or hold all under `switch_mlp` as MLX does.
struct ModuleName: Sendable {
  /// Such as `layers.3.mlp.experts.down_proj`; a layer that guesses further tokens has a second, as
  /// `mtp.layers.0` beside `layers.61`.
  let paths: [String]
  /// The paths, and with a number for the expert.
  let numbered: [[UInt8]]
  /// All names.
  let spellings: [[UInt8]]

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
    var numbered: [String] = []
    var others: [String] = []
    for path in paths {
      numbered.append(path)
      guard let place = path.firstRange(of: ".experts.") else { continue }
      let (holder, matrix) = (path[..<place.upperBound], path[place.upperBound...])
      numbered.append(holder + "0." + matrix)
      if let letter = Self.letters.first(where: { $0.value == matrix })?.key {
        others += [holder + letter, holder + "0." + letter]
      }
      if matrix == "gate_proj" || matrix == "up_proj" {
        others += [holder + "gate_up_proj", holder + "0.gate_up_proj"]
      }
    }
    self.numbered = numbered.map { Array($0.utf8) }
    spellings = self.numbered + others.map { Array($0.utf8) }
  }

  /// The names here of Mixtral's matrices.
  private static let letters = ["w1": "gate_proj", "w3": "up_proj", "w2": "down_proj"]

  /// The paths here of a name in a checkpoint: without the number of an expert, and with both ways in
  /// for a joined one.
  static func paths(of name: String) -> [String] {
    guard name.contains("experts.") || name.contains("switch_mlp") else { return [name] }
    var parts: [Substring] = []
    var isInExpert = false
    for part in name.split(separator: ".", omittingEmptySubsequences: false) {
      if parts.last == "experts", part == "*" || !part.isEmpty && part.allSatisfy(\.isNumber) {
        isInExpert = true
      } else if part == "switch_mlp" {
        parts.append("experts")
      } else if let plain = letters[String(part)], isInExpert || parts.last == "experts" {
        parts.append(Substring(plain))
      } else {
        parts.append(part)
      }
    }
    guard parts.last == "gate_up_proj", parts.dropLast().last == "experts" else {
      return [parts.joined(separator: ".")]
    }
    return ["gate_proj", "up_proj", "gate_up_proj"].map {
      (parts.dropLast() + [Substring($0)]).joined(separator: ".")
    }
  }
}
