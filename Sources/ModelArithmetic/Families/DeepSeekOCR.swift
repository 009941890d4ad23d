import CheckedJSON

extension ArchitectureFamily {
  /// DeepSeek-OCR: a small DeepSeek V2 with plain attention behind two encoders of images, SAM's and CLIP's.
  ///
  /// DeepSeek-OCR: 3,336,106,240 parameters: 2,934,734,080 of text, 95,569,152 of SAM, 303,177,728 of CLIP, and what
  /// joins them. Wei et al., "DeepSeek-OCR", 2025.
  package static let deepSeekOCR = ArchitectureFamily(
    "deepseek_ocr", "deepseekocr", "DeepseekOCR", classes: ["DeepseekOCRForCausalLM"]
  ) { config throws(InputError) in
    var parts = try config.textOfOCR()
    let widths = try config.sectionOrDefaults("vision_config").sectionOrDefaults("width")
    let clip = try widths.sectionOrDefaults("clip-l-14-224")
    let sam = try widths.sectionOrDefaults("sam_vit_b")
    let channels = try sam.list("downsample_channels") ?? []
    let middle = try channels.first?.wholeNumber(in: .width) ?? 512
    let output = try channels.last?.wholeNumber(in: .width) ?? 1024
    let projector = try config.sectionOrDefaults("projector_config")
    let joined = try projector.count("input_dim", default: 2048)
    let text = parts.hiddenSize
    parts.towers =
      try Operator.sam(
        hidden: sam.count("width", default: 768),
        layers: sam.count("layers", default: 12, in: .layers),
        heads: sam.count("heads", default: 12, in: .heads), middle: middle, output: output)
      + Operator.clip(
        clip.holding([
          "hidden_size": .number(Double(clip.count("width", default: 1024))),
          "num_hidden_layers": .number(Double(clip.count("layers", default: 24, in: .layers))),
          "intermediate_size": .number(4 * Double(clip.count("width", default: 1024))),
          "patch_size": .number(Double(clip.side("patch_size", default: 14))),
          "image_size": .number(Double(clip.side("image_size", default: 224))),
        ])
      ).filter { $0.name != "vision.post_layernorm" } + [
        .towerMatrix("projector.layers", joined, text, bias: true),
        .towerTable("image_newline", text), .towerTable("view_seperator", text),
      ]
    return parts
  }
}

extension Operator {
  /// SAM's encoder of images of 1024 in patches of 16, and the convolutions that make fewer and wider ones of them.
  ///
  /// A layer has a table of distances for each side: of 127 rows in those that see the whole image, every third, of 27
  /// in the others.
  fileprivate static func sam(
    hidden: Int, layers: Int, heads: Int, middle: Int, output: Int
  ) -> [Operator] {
    let blocks = VisionBlocks(hidden: hidden, layers: layers)
    let whole = layers / 3
    let neck = 256
    let rows = 2 * (127 * whole + 27 * (layers - whole))
    return [
      .towerMatrix("sam.patch_embed", 3 * 16 * 16, hidden, bias: true),
      .towerTable("sam.pos_embed", 64 * 64, hidden),
      blocks.norm("sam.norm1"), blocks.norm("sam.norm2"),
      .towerTable("sam.rel_pos", rows, hidden / heads),
    ] + blocks.attention(isFused: true) + blocks.feedForward(4 * hidden) + [
      .towerMatrix("sam.neck.0", hidden, neck), .towerNorm("sam.neck.1", neck),
      .towerMatrix("sam.neck.2", 9 * neck, neck), .towerNorm("sam.neck.3", neck),
      .towerMatrix("sam.net_2", 9 * neck, middle), .towerMatrix("sam.net_3", 9 * middle, output),
    ]
  }
}

extension ConfigReader {
  /// The text model, whose keys stand in `language_config`, and those that are missing there beside it.
  fileprivate func textOfOCR() throws(InputError) -> ModelParts {
    var text = members.members
    for key in ["language_config", "vision_config", "projector_config"] { text[key] = nil }
    if let inner = try section("language_config") {
      text.merge(inner.members.members) { $1 }
    }
    text["model_type"] = .string("deepseek")
    text["architectures"] = nil
    return try ArchitectureFamily.deepSeek1.parts(holding(text))
  }
}
