import CheckedJSON

/// The GPUs that llama.cpp found, and how many of them it used.
enum LlamaDevices {
  /// All that it found, of which `gpu_info` is the list.
  static func names(_ run: JSONPlace) -> [String] { ChipName.listed(run.string("gpu_info") ?? "") }

  /// How many were chosen, where they were: `CUDA0/CUDA1`, or one if the model was not split.
  static func chosen(_ run: JSONPlace) -> Int? {
    if run.string("split_mode") == "none" { return 1 }
    guard let devices = run.string("devices"), devices.lowercased() != "auto" else { return nil }
    let count = devices.split { $0 == "/" || $0 == "," }.count
    return count > 0 ? count : nil
  }
}

extension BenchmarkedDeployment {
  /// Reads on which GPUs llama.cpp ran: it spreads a model over all that it finds, by layers unless told
  /// otherwise.
  mutating func readLlamaDevices(of run: JSONPlace) {
    let names = LlamaDevices.names(run)
    let count = LlamaDevices.chosen(run) ?? max(1, names.count)
    // Which of several kinds was chosen is not told.
    gpu = Set(names).count == 1 ? names[0] : names.isEmpty ? run.string("gpu_info") : nil
    guard names.count > 1 || count > 1 else { return }
    chips = count
    guard count > 1 else { return }
    if ["row", "tensor"].contains(run.string("split_mode")) {
      tensor = count
    } else {
      pipeline = count
    }
  }
}
