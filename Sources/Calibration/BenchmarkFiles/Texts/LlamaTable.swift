import CheckedJSON

/// The Markdown of llama.cpp's `llama-bench` and `llama-batched-bench`.
enum LlamaTable {
  /// The rows with the keys of their JSON; `nil` for other text.
  static func rows(_ text: String) -> [JSONValue]? {
    var columns: [String] = []
    var rows: [JSONValue] = []
    var found: [Int: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      if let (number, name) = device(line) { found[number] = name }
      guard let cells = cells(of: line) else { continue }
      if cells.contains("t/s") || (cells.contains("PP") && cells.contains("TG")) {
        columns = cells
        continue
      }
      guard !columns.isEmpty, cells.count == columns.count,
        !cells.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } })
      else { continue }
      let row = Dictionary(zip(columns, cells), uniquingKeysWith: { first, _ in first })
      let gpus = found.sorted { $0.key < $1.key }.map(\.value).joined(separator: ", ")
      if let value = single(row, gpu: gpus.isEmpty ? nil : gpus) ?? batched(row) {
        rows.append(value)
      }
    }
    return rows.isEmpty ? nil : rows
  }

  private static func cells(of line: Substring) -> [String]? {
    let trimmed = line.drop { $0 == " " }
    guard trimmed.first == "|" else { return nil }
    var parts = trimmed.dropFirst().split(separator: "|", omittingEmptySubsequences: false).map {
      String($0.drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\r" }.reversed())
    }
    if parts.last?.isEmpty == true { parts.removeLast() }
    return parts
  }

  /// The number and the chip of a line such as `Device 0: NVIDIA GeForce RTX 4090, compute capability 8.9`,
  /// or `ggml_vulkan: 0 = AMD Radeon RX 7900 XTX (RADV NAVI31) (radv) | uma: 0`.
  private static func device(_ line: Substring) -> (number: Int, name: String)? {
    let words = line.drop { $0 == " " }
    let (prefix, separator, end): (String, Character, Character) =
      words.hasPrefix("ggml_vulkan: ") ? ("ggml_vulkan: ", "=", "|") : ("Device ", ":", ",")
    guard words.hasPrefix(prefix) else { return nil }
    let rest = words.dropFirst(prefix.count)
    guard let split = rest.firstIndex(of: separator),
      let number = Int(rest[..<split].filter { $0 != " " })
    else { return nil }
    let parts = rest[rest.index(after: split)...].split(separator: end)
    guard let first = parts.first else { return nil }
    var name = String(first.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    // ROCm calls chips on the processor's die by their instructions alone: `AMD Radeon Graphics, gfx1151`.
    if let chip = parts.dropFirst().first?.split(separator: " ").first, chip.hasPrefix("gfx") {
      name += " (\(chip))"
    }
    return (number, name)
  }

  /// A row of `llama-bench`: the test `pp512`, `tg128`, `pp512+tg128`, each with ` @ d4096` or not.
  private static func single(_ row: [String: String], gpu: String?) -> JSONValue? {
    guard let test = row["test"], let speed = row["t/s"] else { return nil }
    var counts: [String: Double] = ["pp": 0, "tg": 0, "d": 0]
    for part in test.split(whereSeparator: { $0 == "+" || $0 == "@" || $0 == " " }) {
      let name = part.prefix { $0.isLetter }
      guard counts[String(name)] != nil, let count = Double(part.dropFirst(name.count)) else {
        return nil
      }
      counts[String(name)] = count
    }
    guard let mean = speed.split(separator: " ").first.flatMap({ Double($0) }) else { return nil }
    var members: [String: JSONValue] = [
      "n_prompt": .number(counts["pp"] ?? 0), "n_gen": .number(counts["tg"] ?? 0),
      "n_depth": .number(counts["d"] ?? 0), "avg_ts": .number(mean),
    ]
    members["model_type"] = row["model"].map { .string($0) }
    members["n_gpu_layers"] = row["ngl"].map(JSONValue.init(cell:))
    members["gpu_info"] = gpu.map { .string($0) }
    for (key, columns) in settings {
      let cell = columns.lazy.compactMap { row[$0] }.first
      members[key] = cell.map(JSONValue.init(cell:))
    }
    return .object(members)
  }

  /// What the columns are called whose keys in JSON are longer (tools/llama-bench/llama-bench.cpp).
  private static let settings: [(key: String, columns: [String])] = [
    ("backends", ["backend"]), ("n_cpu_moe", ["ncmoe", "n_cpu_moe"]),
    ("tensor_buft_overrides", ["ot"]), ("no_kv_offload", ["nkvo"]), ("devices", ["dev"]),
    ("type_k", ["type_k"]), ("type_v", ["type_v"]), ("split_mode", ["sm"]),
  ]

  /// A row of `llama-batched-bench`: prompts, answers, how many, and seconds of each part.
  private static func batched(_ row: [String: String]) -> JSONValue? {
    guard let prompt = row["PP"], let answer = row["TG"], let batch = row["B"] else { return nil }
    var members: [String: JSONValue] = [
      "pp": JSONValue(cell: prompt), "tg": JSONValue(cell: answer), "pl": JSONValue(cell: batch),
    ]
    // Prompts that all share are in the cache once: N_KV is then PP + B·TG.
    if let cached = row["N_KV"].flatMap({ Double($0) }), let each = Double(prompt),
      let answers = Double(answer), let count = Double(batch), cached < count * (each + answers)
    {
      members["is_pp_shared"] = .bool(true)
    }
    members["t_pp"] = row["T_PP s"].map(JSONValue.init(cell:))
    members["t_tg"] = row["T_TG s"].map(JSONValue.init(cell:))
    return .object(members)
  }
}
