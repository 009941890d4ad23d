import CheckedJSON

extension ArchitectureFamily {
  /// MiniMax M3 with its encoder of images.
  package static let miniMax3 = ArchitectureFamily(
    "minimax_m3_vl", classes: ["MiniMaxM3SparseForConditionalGeneration"]
  ) { config throws(InputError) in
    let text = try config.sectionOrDefaults("text_config")
      .replacing("model_type", with: .string("minimax_m3_vl_text"))
    // Either of the two configs can tie the embeddings.
    let outerTies = try config.flag("tie_word_embeddings", default: false)
    let isTied = try outerTies ? true : text.flag("tie_word_embeddings", default: false)
    var parts = try config.replacing("text_config", with: text.place.value)
      .replacing("tie_word_embeddings", with: .bool(isTied))
      .textModel(.miniMax3Text, tied: nil)
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 1280)
    let width = try vision.count("intermediate_size", default: 5120)
    let patch = try vision.side("patch_size", default: 14)
    let grouping = try vision.sectionOrDefaults("img_token_compression_config")
    let frames =
      try vision.optionalCount("temporal_patch_size", in: 1...64).orElse(
        grouping.count("temporal_patch_size", default: 2, in: 1...64))
    let side =
      try vision.optionalCount("spatial_merge_size", in: 1...16).orElse(
        grouping.count("spatial_merge_size", default: 2, in: 1...16))
    let projected = try config.count("projector_hidden_size", default: 6144)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try vision.count("num_hidden_layers", default: 32, in: .layers))
    var towers: [Operator] = [
      .towerMatrix("vision.embeddings.proj", 3 * frames * patch * patch, hidden),
      .towerNorm("vision.pre_layrnorm", hidden),
      blocks.norm("layer_norm1"), blocks.norm("layer_norm2"),
      .towerMatrix("multi_modal_projector.linear_1", hidden, projected, bias: true),
      .towerMatrix("multi_modal_projector.linear_2", projected, parts.hiddenSize, bias: true),
      .towerMatrix(
        "multi_modal_projector.merge_linear_1", parts.hiddenSize * side * side, projected,
        bias: true),
      .towerMatrix(
        "multi_modal_projector.merge_linear_2", projected, parts.hiddenSize, bias: true),
    ]
    towers += blocks.attention()
    towers += blocks.feedForward(width)
    parts.towers = towers
    return parts
  }
}
