import CheckedJSON

extension BenchmarkedDeployment {
  /// Whether a flat object says that LoRA adapters were served or asked, under the names of vLLM's, SGLang's
  /// and inference-perf's options.
  static func servesAdapters(_ run: JSONPlace) -> Bool {
    run.flag("enable_lora")
      || [
        "lora_modules", "lora_paths", "lora_name", "lora_names", "lora_path", "lora",
        "lora_adapter",
        "lora_adapters", "lora_traffic_split", "served_adapters",
      ].contains { key in run[key].map(namesAny) ?? false }
  }

  private static func namesAny(_ place: JSONPlace) -> Bool {
    if let text = place.textValue {
      return !["", "none", "null", "false", "no", "off", "0", "[]", "{}"].contains(
        text.lowercased())
    }
    if let flag = try? place.bool() { return flag }
    if let members = try? place.object() { return members.count > 0 }
    return !place.elements.isEmpty || (place.numberValue ?? 0) > 0
  }
}
