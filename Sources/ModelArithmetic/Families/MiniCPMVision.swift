import CheckedJSON

extension ArchitectureFamily {
  /// MiniCPM-V 4.6 and 4.7, MiniCPM-OCR: Qwen 3.5 behind SigLIP, in whose midst neighbouring patches are merged once and
  /// behind which they are merged again.
  package static let miniCPM46 = ArchitectureFamily(
    "minicpmv4_6", "minicpmv4_7", "minicpm_ocr",
    classes: [
      "MiniCPMV4_6ForConditionalGeneration", "MiniCPMV4_7ForConditionalGeneration",
      "MiniCPMOcrForConditionalGeneration",
    ]
  ) { config throws(InputError) in
    let isTied = try config.text("model_type") == "minicpm_ocr"
    var parts = try config.textModel(.qwen35Text, tied: isTied)
    let vision = try config.sectionOrDefaults("vision_config")
    let hidden = try vision.count("hidden_size", default: 768)
    let inner = 4 * (try vision.count("intermediate_size", default: 3072))
    let merged = 4 * hidden
    let rounds = try config.count("merger_times", default: 1, in: 1...16)
    parts.towers =
      try Operator.sigLIP(vision.replacing("vision_use_head", with: .bool(false))) + [
        .towerMatrix("vision.vit_merger.self_attn.qkv", hidden, 3 * hidden, bias: true),
        .towerMatrix("vision.vit_merger.self_attn.out_proj", hidden, hidden, bias: true),
        .towerNorm("vision.vit_merger.layer_norm1", hidden),
        .towerNorm("vision.vit_merger.pre_norm", merged),
        .towerMatrix("vision.vit_merger.linear_1", merged, inner, bias: true),
        .towerMatrix("vision.vit_merger.linear_2", inner, hidden, bias: true),
        .towerNorm("merger.mlp.pre_norm", merged, copies: rounds),
        .towerMatrix("merger.mlp.linear_1", merged, merged, bias: true, copies: rounds),
        .towerMatrix("merger.mlp.linear_2", merged, parts.hiddenSize, bias: true),
      ]
      + (rounds > 1
        ? [
          .towerMatrix(
            "merger.mlp.between.linear_2", merged, hidden, bias: true, copies: rounds - 1)
        ] : [])
    return parts
  }
}
