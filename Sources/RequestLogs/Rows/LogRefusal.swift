import CheckedJSON

/// Why a log tells nothing about requests, told so that its owner can mend it.
struct LogRefusal {
  private let reader: LogRowReader
  private let file: String?

  init(_ reader: LogRowReader, file: String?) {
    self.reader = reader
    self.file = file
  }

  /// The error of a log of which nothing was read, or that lacks a name that a person gave.
  func error(_ tally: TraceTally) -> InputError? {
    let sink = reader.sink
    if let missing = missingName() { return missing }
    if let unclear = reader.unclear {
      return InputError(
        file: file, place: unclear.key.shortened(to: 48),
        found: "\"\(unclear.text.shortened(to: 40))\", whose comma may part thousands or decimals",
        expected: "counts that tell, such as \(unclear.text.prefix { $0 != "," }) or "
          + "\(unclear.text.filter { $0 != "," })")
    }
    // A log whose answers all stood in the logs before it says nothing more, and is sound.
    guard tally.requests == 0, tally.failures == 0, sink.repeats.duplicates == 0 else { return nil }
    if sink.sumsWithoutCount > 0 {
      return InputError(
        file: file,
        found: "sums of tokens without the number of requests, of which no length can be told",
        expected:
          "a log of requests, or a report that counts them, such as num_model_requests or api_requests"
      )
    }
    if sink.unmatched > 0 {
      let models = sink.models.names.prefix(8).joined(separator: ", ")
      let wanted =
        sink.conditions.map { "\($0.key)=\($0.value)" }
        + (reader.tree.names.selection.model.map { ["the model \($0)"] } ?? [])
      return InputError(
        file: file, found: "no row with \(wanted.joined(separator: ", "))",
        expected: models.isEmpty ? "one at least" : "one of the models \(models)",
        suggestion: reader.tree.names.selection.model.flatMap {
          nearest(to: $0, among: sink.models.names)
        })
    }
    guard sink.cacheHits == 0 else {
      return InputError(
        file: file, found: "only rows that a gateway answered from its cache",
        expected: "requests that a model answered")
    }
    guard sink.noGenerations == 0 else {
      return InputError(
        file: file,
        found: sink.wordOfNoGeneration.map { "only rows of the kind \"\($0.shortened(to: 48))\"" }
          ?? "only rows of embeddings",
        expected: "requests that generate text, whose kind is such as llm or chat, or is not told")
    }
    guard sink.part.malformed == 0 || reader.tree.paths.contains(where: isCount) else {
      return nothing()
    }
    return sink.part.malformed > 0 ? nil : nothing()
  }

  private func isCount(_ path: LogPath) -> Bool {
    reader.tree.names.meanings(of: path).contains {
      [.prompt, .completion, .total].contains($0.figure)
    }
  }

  private func missingName() -> InputError? {
    let paths = reader.tree.paths
    let missing =
      reader.missingNames
      + reader.sink.conditions.indices.filter {
        reader.sink.seenConditions & (1 << UInt32($0)) == 0
      }
      .map { reader.sink.conditions[$0].key }
    guard let name = missing.first else { return nil }
    let known = paths.map { $0.textInRow.isEmpty ? $0.text : $0.textInRow }
    return InputError(
      file: file, found: "no \"\(name.shortened())\" in any row", expected: tokenLike,
      suggestion: nearest(to: name, among: known))
  }

  /// The keys that sound like counts of tokens, or else the first keys.
  private var tokenLike: String {
    let paths = reader.tree.paths
    let like = paths.filter {
      LogVocabulary.isTokenLike(LogVocabulary.words(of: $0.keys.last ?? "").last ?? "")
    }
    let listed = (like.isEmpty ? paths : like).prefix(8).map {
      ($0.textInRow.isEmpty ? $0.text : $0.textInRow).shortened(to: 48)
    }
    guard !listed.isEmpty else { return "the name of a column or key" }
    return (like.isEmpty ? "one of its keys, such as " : "one of the keys that sound like tokens: ")
      + listed.joined(separator: ", ")
  }

  private func nothing() -> InputError {
    let words = Set(reader.tree.paths.flatMap(\.keys).flatMap(LogVocabulary.words))
    let text = reader.tree.paths.prefix(40).map(\.text).joined(separator: ",")
    let like = reader.tree.paths.map { $0.textInRow.isEmpty ? $0.text : $0.textInRow }.filter {
      LogVocabulary.isTokenLike(LogVocabulary.words(of: $0).last ?? "")
    }
    var found = "no counts of prompt and completion tokens"
    var expected =
      "keys such as prompt_tokens and completion_tokens, or the names of the columns"
    if let engine = reader.engine {
      (found, expected) = (engine.found, engine.expected)
    } else if text.contains("rows.f.v") {
      found = "rows of BigQuery's interface without the schema that names their columns"
      expected = "them with their schema, as jobs.query answers, or a table of bq --format=json"
    } else if text.contains("data.result.metric.") {
      found = "an answer of Prometheus' interface, whose series are no requests"
      expected = "the text that an engine serves at /metrics"
    } else if !like.isEmpty,
      words.contains(where: { $0.hasPrefix("totaltoken") })
        || like.contains(where: { LogVocabulary.words(of: $0) == ["tokens"] })
    {
      found = "totals of tokens, which do not tell prompts from completions"
    } else if !like.isEmpty {
      expected += "; its keys that sound like tokens are "
      expected += like.prefix(8).map { $0.shortened(to: 48) }.joined(separator: ", ")
    } else if words.contains(where: {
      $0.hasPrefix("amount") || $0.hasSuffix("spend") || $0.hasSuffix("cost")
    }) {
      found = "amounts of money, without tokens"
      expected = "an export of usage, with the number of requests and their tokens"
    } else if words.contains("conversations") || words.contains("messages") {
      found = "conversations, without counts of tokens"
      expected = "a log with the usage of each answer"
    } else if !text.isEmpty {
      found += " among the keys \(text.shortened(to: 120))"
    }
    return InputError(file: file, place: "line 1", found: found, expected: expected)
  }
}
