import CheckedJSON

extension BenchmarkTool {
  /// What Ollama's API answers beside a text, and `ollama run --verbose` prints: nanoseconds of the prompt and of the
  /// answer, one request at a time.
  static let ollama = BenchmarkTool(
    name: "Ollama",
    wrote: {
      ($0.holds("eval_count") && $0.holds("eval_duration"))
        || ($0.holds("done") && $0.holds("created_at"))
    },
    points: { run in
      // The pieces of a stream before its last hold no figures.
      guard run.holds("eval_count"), run.holds("eval_duration") else { return [] }
      var point = BenchmarkPoint()
      point.deployment.engine = "Ollama"
      point.deployment.model = run.string("model")
      // A tag such as llama3.1:8b does not tell in which format it is stored.
      point.deployment.weightType = "gguf"
      point.deployment.date = run.string("created_at").flatMap(BenchmarkedDeployment.month)
      // A prompt that was found in the cache is not counted.
      let prompt = run.number("prompt_eval_count")
      point.readOneRequest(
        prompt: prompt, completion: run.number("eval_count"),
        promptSeconds: prompt == nil ? nil : run.number("prompt_eval_duration").map { $0 / 1e9 },
        answerSeconds: run.number("eval_duration").map { $0 / 1e9 })
      return [point]
    })

  /// `mlx_lm.benchmark`: one batch, whose prompts and answers are timed apart, each summed over the batch.
  static let mlxBenchmark = BenchmarkTool(
    name: "mlx_lm.benchmark",
    wrote: { $0.holds("prompt_tps") && $0.holds("generation_tps") },
    points: { run in
      var point = BenchmarkPoint()
      point.deployment.engine = "MLX"
      point.deployment.model = run.string("model_id")
      let prompt = run.number("prompt_tokens")
      let completion = run.number("generation_tokens")
      let batch = run.number("batch_size") ?? 1
      func seconds(_ tokens: Double?, _ speed: String) -> Double? {
        guard let tokens = tokens.positive, let speed = run.number(speed).positive else {
          return nil
        }
        return batch * tokens / speed
      }
      point.readOneRequest(
        prompt: prompt, completion: completion, promptSeconds: seconds(prompt, "prompt_tps"),
        answerSeconds: seconds(completion, "generation_tps"))
      if batch > 1 {
        point.concurrency = nil
        point.staticBatch = batch
        point.outputTokensPerSecond = point.outputTokensPerSecond.map { $0 * batch }
      }
      return [point]
    })

  /// exo's bench: one request, of which its own statistics tell the speeds that `mlx_lm` tells.
  static let exoBench = BenchmarkTool(
    name: "exo bench",
    wrote: { $0.holds("pp_tokens") && $0.holds("stats", "generation_tps") },
    points: { run in
      var point = BenchmarkPoint()
      let stats = run["stats"]
      point.deployment.engine = "MLX"
      point.deployment.model = run.string(anyOf: ["model_id", "model_short_id"])
      let prompt = stats?.number("prompt_tokens") ?? run.number("pp_tokens")
      let completion = stats?.number("generation_tokens")
      func seconds(_ tokens: Double?, _ speed: String) -> Double? {
        guard let tokens = tokens.positive, let speed = stats?.number(speed).positive else {
          return nil
        }
        return tokens / speed
      }
      point.readOneRequest(
        prompt: prompt, completion: completion, promptSeconds: seconds(prompt, "prompt_tps"),
        answerSeconds: seconds(completion, "generation_tps"))
      if let nodes = run.number("placement_nodes"), nodes > 1 {
        point.obstacle = "its model lay on \(nodes.shortTenths) machines, which is not fitted"
      } else if let requests = run.number("concurrency"), requests > 1 {
        point.obstacle =
          "it is one of \(requests.shortTenths) requests at once, and tells its own speed alone"
      }
      return [point]
    })

  /// LocalScore: prompts and answers of several lengths, one sequence at a time.
  static let localScore = BenchmarkTool(
    name: "LocalScore",
    wrote: {
      $0.holds("accelerator_info") && ($0["results"]?.elements.first?.holds("gen_tps") ?? false)
    },
    points: { file in
      (file["results"]?.elements ?? []).map { run in
        var point = BenchmarkPoint()
        let chip = file["accelerator_info"]
        point.deployment.engine = "llama.cpp"
        point.deployment.model = run.string(anyOf: ["model_filename", "model_type"])
        point.deployment.weightType = run.string("model_type").flatMap(LlamaModelType.format)
        point.deployment.gpu = chip?.string("name")
        point.deployment.date = run.string("test_time").flatMap(BenchmarkedDeployment.month)
        if chip?.string("type")?.uppercased() == "CPU" {
          point.obstacle = "it ran on the processor, not on a GPU"
        }
        let prompt = run.number("n_prompt")
        let completion = run.number("n_gen")
        func seconds(_ tokens: Double?, _ speed: String) -> Double? {
          guard let tokens = tokens.positive, let speed = run.number(speed).positive else {
            return nil
          }
          return tokens / speed
        }
        point.readOneRequest(
          prompt: prompt, completion: completion, promptSeconds: seconds(prompt, "prompt_tps"),
          answerSeconds: seconds(completion, "gen_tps"))
        return point
      }
    })
}

extension BenchmarkPoint {
  /// Reads a request that was alone, by the seconds of its prompt and of its answer.
  fileprivate mutating func readOneRequest(
    prompt: Double?, completion: Double?, promptSeconds: Double?, answerSeconds: Double?
  ) {
    concurrency = 1
    promptTokens = prompt
    completionTokens = completion
    firstTokenSeconds = promptSeconds
    guard let completion = completion.positive, let answer = answerSeconds.positive else { return }
    perTokenSeconds = answer / completion
    if let first = promptSeconds.positive { outputTokensPerSecond = completion / (first + answer) }
  }
}
