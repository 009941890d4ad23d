package import CheckedJSON

/// Blocks that encoders of images are made of; each stands for all layers of the encoder.
package struct VisionBlocks: Sendable {
  package var hidden: Int
  package var layers: Int

  package init(hidden: Int, layers: Int) {
    self.hidden = hidden
    self.layers = layers
  }

  /// A matrix in every layer.
  package func matrix(_ name: String, _ input: Int, _ output: Int, bias: Bool = true) -> Operator {
    .linear(.tower, "vision.layers." + name, input, output, bias: bias, instances: layers)
  }

  /// A layer norm with shift, or a plain scale, in every layer.
  package func norm(_ name: String, _ width: Int? = nil, bias: Bool = true) -> Operator {
    let width = width ?? hidden
    return Operator(
      .tower, "vision.layers." + name, parameters: bias ? 2 * width : width, instances: layers)
  }

  /// Attention with four square matrices, or one for query, key and value and one for the output.
  package func attention(bias: Bool = true, isFused: Bool = false) -> [Operator] {
    let inputs =
      isFused
      ? [matrix("attn.qkv", hidden, 3 * hidden, bias: bias)]
      : ["q_proj", "k_proj", "v_proj"].map { matrix("attn." + $0, hidden, hidden, bias: bias) }
    return inputs + [matrix("attn.o_proj", hidden, hidden, bias: bias)]
  }

  /// A feed-forward network of two matrices.
  package func feedForward(_ width: Int, bias: Bool = true) -> [Operator] {
    [matrix("mlp.fc1", hidden, width, bias: bias), matrix("mlp.fc2", width, hidden, bias: bias)]
  }
}

extension Operator {
  /// A matrix of an encoder outside its layers.
  package static func towerMatrix(
    _ name: String, _ input: Int, _ output: Int, bias: Bool = false, copies: Int = 1
  ) -> Operator {
    .linear(.tower, name, input, output, bias: bias, instances: copies)
  }

  /// A layer norm of an encoder outside its layers.
  package static func towerNorm(
    _ name: String, _ width: Int, bias: Bool = true, copies: Int = 1
  ) -> Operator {
    Operator(.tower, name, parameters: bias ? 2 * width : width, instances: copies)
  }

  /// Embeddings and other numbers of an encoder outside its layers.
  package static func towerTable(_ name: String, _ entries: Int, _ width: Int = 1) -> Operator {
    Operator(.tower, name, parameters: entries * width)
  }
}

extension ConfigReader {
  /// The side of an image or a patch: a number, or a list of which the first counts.
  package func side(_ key: String, default fallback: Int) throws(InputError) -> Int {
    if let first = members[key], first.isArray {
      guard let side = try list(key)?.first else { return fallback }
      return try side.wholeNumber(in: 1...1 << 14)
    }
    return try count(key, default: fallback, in: 1...1 << 14)
  }

  /// Patches of a square image.
  package func patches(image: Int, patch: Int) throws(InputError) -> Int {
    let side = try side("image_size", default: image) / side("patch_size", default: patch)
    return side * side
  }
}
