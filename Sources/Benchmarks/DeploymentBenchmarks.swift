import Breakeven

/// How fast deployments are made and brought to saturation: the inner loop of the search for one's own
/// machines.
func constructions() throws {
  let engine = try catalog.engines.profile(named: "vLLM")
  let shape = RequestShape(workload.mix)
  for (name, chip, ranks) in [
    ("meta-llama/Llama-3.1-8B-Instruct", "H100-SXM", 1),
    ("deepseek-ai/DeepSeek-V3.2", "H200-SXM", 8), ("Qwen/Qwen3.5-397B-A17B", "B200", 8),
  ] {
    let layout = try Layout(tensor: ranks)
    let model = try catalog.models.architecture(named: name)
    let accelerator = try catalog.accelerators.accelerator(named: chip)
    let precision = Precision(weights: .format(.fp8))
    let count = 2000
    var last: Deployment?
    let seconds = Timing(bestOf: 3) {
      for _ in 0..<count {
        last = try? Deployment(
          model: model, accelerator: accelerator, layout: layout, precision: precision,
          engine: engine)
      }
    }
    let what = "\(name) on \(ranks) \(chip)"
    Figure("new deployments", each: Double(count), in: seconds, of: what).print()
    guard let deployment = last else { continue }
    let layouts = Layout.candidates(for: model, on: accelerator, chips: 8)
    let precisions = [NumberFormat.bf16, .fp8].map {
      Precision(weights: .format(.fp8), kvCache: $0)
    }
    var changed = 0
    let changing = Timing(bestOf: 3) {
      changed = 0
      for _ in 0..<count / 20 {
        for layout in layouts {
          for precision in precisions {
            last = try? deployment.with(layout: layout, precision: precision)
            changed += 1
          }
        }
      }
    }
    Figure(
      "changed deployments", each: Double(changed), in: changing,
      of: "another layout or precision of \(what)"
    ).print()
    var sum = 0.0
    let saturating = Timing(bestOf: 3) {
      sum = 0
      for _ in 0..<20 * count { sum += deployment.saturation(of: shape).requestsPerSecond }
    }
    Figure(
      "saturations", each: Double(20 * count), in: saturating, of: what,
      outcome: "sum \(rounded(sum))"
    ).print()
  }
}
