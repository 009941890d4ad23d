import CheckedJSON

/// Which modules of a checkpoint are stored how, as its quantiser's config says.
struct Quantization: Sendable {
  /// Modules that are named for a storage.
  struct Group: Sendable {
    /// How they are stored; `nil` for modules that stay as they were.
    let storage: MatrixStorage?
    let targets: ModulePatterns
    /// Whether the group means every linear layer.
    var isGeneral = false
  }

  var groups: [Group] = []
  /// The storage of linear layers that no group names.
  var remainder: MatrixStorage?
  /// The storage of the output head, where the quantiser reaches it.
  var head: MatrixStorage?
  /// The storage of the token embeddings, where the quantiser reaches them.
  var embedding: MatrixStorage?
  /// Whether routers are linear layers to the quantiser.
  var reachesRouters = false
  /// Modules that no general rule reaches.
  var ignored = ModulePatterns()
  /// Whether what is ignored is left as it is even where a group names it, as vLLM reads compressed-tensors.
  var ignoredWins = false
  /// Modules that `remainder` does not reach.
  var notConverted = ModulePatterns()
  /// The only modules that a general rule reaches; `nil` for all.
  var onlyNamed: ModulePatterns?
  var onlyExperts = false
  /// The storage of routed experts, where it is another than the remainder's.
  var experts: MatrixStorage?
  /// Whether `ignored` concerns the remainder too, and not only what groups quantise further.
  var ignoresRemainder = true

  /// Whether any rule may tell one layer from another by its number.
  var namesNumbers: Bool {
    ignored.namesNumbers || notConverted.namesNumbers || onlyNamed?.namesNumbers ?? false
      || groups.contains { $0.targets.namesNumbers }
  }

  init() {}

  /// One storage for all linear layers, or for those of routed experts only.
  init(remainder: MatrixStorage, onlyExperts: Bool) {
    self.remainder = remainder
    self.onlyExperts = onlyExperts
  }

  /// What the id of a published checkpoint says where its config is silent, as with those whose
  /// quantisation stands in `hf_quant_config.json`: FP8 for all linear layers, NVFP4 for routed experts,
  /// or for all linear layers of a model without experts; `nil` for an id that says neither, and for the
  /// name of a file, which is no id.
  init?(identifier: String, isMixture: Bool) {
    guard identifier.contains("/") else { return nil }
    switch ModelName(identifier).datatype {
    case "fp8": self.init(remainder: MatrixStorage(.fp8), onlyExperts: false)
    case "nvfp4", "fp4": self.init(remainder: MatrixStorage(.nvfp4), onlyExperts: isMixture)
    default: return nil
    }
  }

  /// How a module's matrix is stored; `nil` if it is stored like the rest, in the base.
  func storage(of each: Operator, path: String, base: NumberFormat) -> MatrixStorage? {
    storage(of: each, named: ModuleName(path), base: base)
  }

  /// How the matrix of a module with this name is stored; `nil` if it is stored like the rest, in the base.
  func storage(of each: Operator, named path: ModuleName, base: NumberFormat) -> MatrixStorage? {
    guard each.rowWidth > 0 || each.inputWidth > 0 && each.outputWidth > 0,
      !Self.isNeverLinear(each)
    else { return nil }
    var shares = StorageShares(of: each.instances)
    if ignoredWins { shares.take(ignored.experts(of: path, among: each.instances), nil) }
    for group in groups where !shares.isComplete {
      shares.take(group.targets.experts(of: path, among: each.instances), group.storage)
    }
    if shares.isComplete { return shares.mean(base: base) }
    switch each.role {
    case .outputHead: return isSpared(path) ? nil : head
    case .perLayerEmbedding where each.name.hasSuffix("engram.embed"):
      // Published in eight bits with a scale for 32, and left so by those who quantise further.
      return isSpared(path) ? nil : .microscaled(bits: 8)
    case .inputEmbedding, .perLayerEmbedding: return isSpared(path) ? nil : embedding
    default: break
    }
    takeGenerally(each, named: path, in: &shares)
    return shares.mean(base: base)
  }

  /// Gives what no group names the storage that the rules for all linear layers say.
  private func takeGenerally(
    _ each: Operator, named path: ModuleName, in shares: inout StorageShares
  ) {
    guard each.inputWidth > 0, isUsuallyConverted(each), !each.name.hasSuffix("eh_proj"),
      !onlyExperts || each.role == .routedExpert
    else {
      shares.take(.all, nil)
      return
    }
    if let onlyNamed {
      shares.take(allBut: onlyNamed.experts(of: path, among: each.instances), nil)
    }
    let ignored = ignored.experts(of: path, among: each.instances)
    if let general = groups.first(where: \.isGeneral) {
      shares.take(allBut: ignored, general.storage)
    }
    shares.take(notConverted.experts(of: path, among: each.instances), nil)
    if ignoresRemainder { shares.take(ignored, nil) }
    let isExpert =
      each.role == .routedExpert
      || each.role == .multiTokenPrediction && each.name.contains(".experts.")
    shares.take(.all, isExpert ? experts ?? remainder : remainder)
  }

  private func isSpared(_ path: ModuleName) -> Bool {
    notConverted.matches(path) || ignoresRemainder && ignored.matches(path)
  }

  /// Convolutions and matrices of the residual streams are no linear layers to a quantiser.
  private static func isNeverLinear(_ each: Operator) -> Bool {
    each.role == .norm || each.name.hasSuffix("conv1d") || each.role == .tower
  }

  /// Routers and an indexer's weights keep their precision unless they are named.
  private func isUsuallyConverted(_ each: Operator) -> Bool {
    switch each.role {
    case .router: reachesRouters
    case .sparseIndexer: !each.name.hasSuffix("weights_proj")
    default: true
    }
  }
}
