import FileAccess
import Foundation
import Testing

/// What the command does where the system, or another process, does not do as it would like.
@Suite struct EdgeTests {
  private static let log = "arrived_at,num_prefill_tokens,num_decode_tokens\n0,10,2\n1,20,2\n"
  private static let config =
    #"{"model_type": "llama", "hidden_size": 64, "intermediate_size": 128, "#
    + #""num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 100}"#

  /// A full disk and a closed descriptor are told; a reader that goes away is not.
  @Test(
    arguments: [
      (#""$0" --version > /dev/full"#, 73, "No space left on device"),
      (#""$0" --version >&-"#, 73, "standard output: cannot be written"),
      (#""$0" --help > /dev/full"#, 73, "standard output"),
      (#"trap '' PIPE; "$0" man | exec 0<&- true; exit ${PIPESTATUS[0]}"#, 0, ""),
    ] as [(String, Int32, String)])
  func standardOutput(line: String, code: Int32, message: String) throws {
    let run = try CommandRun(shell: line)
    #expect(run.code == code, "\(run.errors)")
    #expect(code == 0 ? run.errors.isEmpty : run.errors.contains(message), "\(run.errors)")
  }

  @Test(arguments: [
    ("v.csv", "is one of the files that are read"), ("./v.csv", "is one of the files"),
    ("link.csv", "is one of the files"), ("x --save x", "two results"),
  ])
  func inputsAndResultsDoNotMix(output: String, message: String) throws {
    let scratch = try ScratchFolder()
    let log = try scratch.write(Self.log, to: "v.csv")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url.path + "/link.csv", withDestinationPath: "v.csv")
    let run = try CommandRun(shell: #""$0" profile v.csv -o "# + output, in: scratch.url)
    #expect(run.code == 64)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try String(contentsOfFile: log, encoding: .utf8) == Self.log)
  }

  /// One file cannot hold a workload and its report, and no report is a PDF.
  @Test(arguments: [
    ("ask --requests 40k/day --kind chat --model qwen3-8b --save x.json -o x.json", "two results"),
    ("report chat-assistant -o x.pdf", "found x.pdf, expected a name that ends in .md"),
  ])
  func reportsRefuseTheirPlace(words: String, message: String) throws {
    let scratch = try ScratchFolder()
    let run = try CommandRun(shell: #""$0" "# + words, in: scratch.url)
    #expect(run.code == 64)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
  }

  /// What streams has no place beside it for charts.
  @Test func aStreamGetsNoCharts() throws {
    let scratch = try ScratchFolder()
    let run = try CommandRun(
      shell: #"mkfifo pipe; cat pipe & "$0" report chat-assistant -o pipe && wait"#, in: scratch.url
    )
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("# Chat assistant") && !run.output.contains("pipe-charts"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["pipe"])
  }

  /// A price list is no place for the catalog that is made from it, nor a result for what it is judged by.
  @Test func everyVerbSparesWhatItReads() throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(Self.log, to: "v.csv")
    for line in [
      #""$0" calibrate v.csv --gpu H100 -o v.csv"#,
      #""$0" report <(echo) --pricing . -o ./v.csv"#,
    ] {
      let run = try CommandRun(shell: line, in: scratch.url)
      #expect(run.code != 0)
      #expect(try String(contentsOfFile: scratch.url.path + "/v.csv", encoding: .utf8) == Self.log)
    }
  }

  /// A disk without room leaves what was there, and nothing beside it.
  @Test func aFullDiskLeavesTheOldFile() throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(Self.log, to: "v.csv")
    _ = try scratch.write("old", to: "w.json")
    let run = try CommandRun(
      shell: #"ulimit -f 0; "$0" profile v.csv -o w.json 2>&1"#, in: scratch.url)
    #expect(run.code == 73, "\(run.output)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted() == [
        "v.csv", "w.json",
      ])
    #expect(try String(contentsOfFile: scratch.url.path + "/w.json", encoding: .utf8) == "old")
  }

  @Test func pipesAndDescriptorsAreWrittenThrough() throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(Self.log, to: "v.csv")
    let run = try CommandRun(
      shell: """
        mkfifo f; cat f > g & "$0" profile v.csv -o f --save /dev/fd/5 5>> h > /dev/null; wait
        test -p f && head -c 1 g && head -c 1 h
        """, in: scratch.url)
    #expect(run.output == "{{", "\(run.errors)")
  }

  /// What is no file of a known kind is refused by its size or its beginning, and headers are all that is read of
  /// shards: 5 GB do not fit into the address space here.
  @Test(
    arguments: [
      ("x", "report x", 65, "found 5000000000 bytes"), ("x", "validate x", 65, "5000000000"),
      ("x", "model x", 65, "5000000000"), ("x", "calibrate x --gpu H100 --json", 65, "5000000000"),
      ("x", "prices import litellm x", 65, "5000000000"),
      ("x", "profile x", 65, "x: found"),
      ("s", "model c.json --safetensors s", 0, ""), ("g", "model c.json --safetensors g", 0, ""),
      ("x", "model c.json --safetensors x", 65, "eight bytes of length"),
    ] as [(String, String, Int32, String)])
  func largeFiles(name: String, line: String, code: Int32, message: String) throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(Self.config, to: "c.json")
    let file = scratch.url.appending(path: name)
    let header = #"{"w":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}"#
    switch name {
    case "s":
      try Data([UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + header.utf8).write(to: file)
    case "g": try Data(Array("GGUF".utf8) + [3] + Array(repeating: 0, count: 19)).write(to: file)
    default: try Data().write(to: file)
    }
    let run = try CommandRun(
      shell: #"truncate -s 5000000000 \#(name); ulimit -v 4000000; "$0" \#(line)"#,
      in: scratch.url)
    #expect(run.code == code, "\(run.errors)")
    #expect(message.isEmpty || run.errors.contains(message), "\(run.errors)")
  }

  /// NVIDIA's checkpoints say beside their config how they are quantised.
  @Test func quantisationBesideConfig() throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(Self.config, to: "config.json")
    _ = try scratch.write(
      #"{"producer": {"name": "modelopt"}, "quantization": {"quant_algo": "FP8", "exclude_modules": ["lm_head"]}}"#,
      to: "hf_quant_config.json")
    let run = try CommandRun(shell: #""$0" model config.json"#, in: scratch.url)
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("read from the hf_quant_config.json beside the config"))
  }

  /// `<(…)` stands for a file in every verb that reads one.
  @Test(arguments: [
    ("profile <(cat v.csv)", "v.csv"), ("profile <(gzip < v.csv)", "v.csv"),
    ("model <(cat c.json)", "c.json"), ("model c.json --safetensors <(cat i.json)", "i.json"),
    ("validate <(cat m.csv)", "m.csv"), ("calibrate <(cat m.csv) --json", "m.csv"),
    ("prices import litellm <(cat l.json)", "l.json"), ("report <(cat bad.json)", "bad.json"),
    (
      "simulate --trace <(cat v.csv) --model llama-3.1-8b --gpu H100 --requests 2", "v.csv"
    ),
  ])
  func processSubstitution(line: String, file: String) throws {
    let scratch = try ScratchFolder()
    for (name, text) in [
      ("v.csv", Self.log), ("c.json", Self.config), ("bad.json", "{]"), ("m.csv", "a,b\n1,2\n"),
      ("i.json", #"{"metadata": {"total_size": 5}}"#), ("l.json", #"{"x": {"mode": "chat"}}"#),
    ] { _ = try scratch.write(text, to: name) }
    let piped = try CommandRun(shell: #""$0" "# + line, in: scratch.url)
    #expect(!piped.errors.contains("cannot be read") && piped.code != 66, "\(piped.errors)")
  }

  /// Names and paths do not act on the terminal, nor turn the text around them.
  @Test(arguments: [
    ["model", "c.json"], ["model", "no\u{1B}[31m\u{202E}.json"],
    ["report", "no\u{9B}31m\u{2066}.json"], ["profile", "\u{200F}no\u{7F}.csv"],
    ["report", "bad.json"], ["calibrate", "bad.json", "--json", "--gpu", "\u{1B}[2J"],
    ["catalog", "gpus", "--gpu", "\u{1B}[2J\u{202E}"], ["no\u{1B}[31m"],
    ["report", "--\u{1B}[31m"],
  ])
  func nothingActsOnTheTerminal(arguments: [String]) throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(
      ##"{"model_type": "\u001b[31mred\u202e\u200f", "hidden_size": 8}"##, to: "c.json")
    _ = try scratch.write(
      ##"{"version": 1, "name": "\u001b[31m\u2066", "\u001b[2J\u202e": 8}"##, to: "bad.json")
    let run = try CommandRun(arguments, in: scratch.url)
    for text in [run.output, run.errors] {
      #expect(
        !text.unicodeScalars.contains { scalar in
          scalar != "\n" && (scalar.value < 32 || (0x7F...0x9F).contains(scalar.value))
            || [0x061C, 0x200E, 0x200F].contains(scalar.value)
            || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        }, "\(text.debugDescription)")
    }
  }

  @Test(
    arguments: [
      (#"ulimit -n 4; "$0" --version"#, 71, "files that can be opened"),
      (#"ulimit -v 400000; "$0" --version"#, 71, "MiB of address space"),
      (#""$0" model $'a\xff.json'"#, 64, "is no UTF-8"),
    ] as [(String, Int32, String)])
  func tooLittleToBegin(line: String, code: Int32, message: String) throws {
    let run = try CommandRun(shell: line)
    #expect(run.code == code, "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  /// An interrupted run leaves no unfinished file: here a pipe without a reader holds it up.
  ///
  /// The guard goes with its `sleep`, whatever signals are blocked, or all would wait for that.
  @Test(arguments: ["INT", "TERM", "HUP"])
  func anInterruptionLeavesNothing(signal: String) throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(Self.log, to: "v.csv")
    let run = try CommandRun(
      shell: """
        set -m; mkfifo f; "$0" profile v.csv -o w.json --save f & pid=$!
        (sleep 20; kill -9 $pid) > /dev/null 2>&1 & guard=$!
        for i in $(seq 500); do ls -A | grep -q tmp && break; sleep 0.01; done
        kill -\(signal) $pid; wait $pid; code=$?; kill -9 -- -$guard; echo $code; ls -A
        """, in: scratch.url)
    let lines = run.output.split(separator: "\n")
    #expect(lines.first.flatMap { Int($0) }.map { $0 > 128 } == true, "\(run.output) \(run.errors)")
    #expect(lines.dropFirst() == ["f", "v.csv"], "\(run.output)")
  }
}
