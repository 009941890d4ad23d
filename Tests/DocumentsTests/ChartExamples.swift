import Numerics

@testable import Documents

/// Charts as a report has them, with made-up numbers.
enum ChartExamples {
  /// A replica of $5,840 a month serves 9.6 billion tokens, so $1.20 per million meets the first
  /// step at 4.87 billion, loses to the second at 9.6, and meets it at 9.73.
  static var costAgainstVolume: Chart {
    let volumes = stride(from: 7.0, through: 10.68, by: 0.05).map { decimal(power: $0) }
    let staircase = (0...5).map { step in
      Chart.Point(step == 0 ? 1e7 : Double(step) * 9.6e9, 5_840 * Double(step + 1))
    }
    func line(_ usdPerMillion: Double) -> [Chart.Point] {
      volumes.map { Chart.Point($0, $0 / 1e6 * usdPerMillion) }
    }
    return Chart(
      title: "Self-hosting pays from 4.9 billion tokens a month",
      subtitle: "Monthly cost of contract extraction against volume, 90 % prompt tokens",
      description: "Lines of API cost cross the staircase of self-hosting cost.",
      x: ChartAxis("Tokens per month", scale: .logarithmic),
      y: ChartAxis("US dollars per month", scale: .logarithmic, format: .usd),
      series: [
        Chart.Series("Claude Sonnet (batch)", .line(line(4.1)), emphasis: .muted),
        Chart.Series("GPT-5 mini (batch)", .line(line(1.2)), color: 1),
        Chart.Series("Llama 3.3 70B on DeepInfra", .line(line(0.36)), color: 2),
        Chart.Series("Gemini 2.5 Flash-Lite (batch)", .line(line(0.12)), emphasis: .muted),
        Chart.Series(
          "Self-host: Llama 3.3 70B FP8 on 4×H100", .steps(staircase), emphasis: .strong, color: 0),
        Chart.Series(
          nil,
          .band(
            zip(staircase, staircase.dropFirst()).flatMap { a, b in
              [
                Chart.Interval(a.x, a.y * 0.8, a.y * 1.25),
                Chart.Interval(b.x, a.y * 0.8, a.y * 1.25),
              ]
            }), color: 0),
      ],
      markers: [
        .crossing(x: 4.87e9, y: 5_840, label: "Break-even 4.9B"),
        .vertical(x: 2.1e9, label: "This workload 2.1B"),
        .horizontal(y: 20_000, label: "Budget $20k"),
      ],
      regions: [
        Chart.Region(4.87e9...9.6e9, label: "", color: 0),
        Chart.Region(9.73e9...4.8e10, label: "Self-hosting beats GPT-5 mini", color: 0),
      ],
      source: "Prices of 2026-11-01; throughput derived, 80 % interval shaded.")
  }

  static var costAgainstSpeed: Chart {
    let front = [
      (12.0, 0.11, "batch 256"), (25, 0.16, "batch 128"), (42, 0.27, "batch 64"),
      (61, 0.48, "batch 32"), (78, 0.9, "batch 16"), (90, 1.7, "batch 8"), (97, 3.3, "batch 4"),
    ].map { Chart.Point($0.0, $0.1, label: $0.2) }
    let rivals = [
      (35.0, 0.36, "DeepInfra"), (95, 0.75, "Together"), (31, 0.4, "Nebius"), (33, 0.42, "Novita"),
      (110, 0.88, "Fireworks"), (34, 0.39, "Hyperbolic"), (250, 0.99, "Groq"),
    ].map { Chart.Point($0.0, $0.1, label: $0.2) }
    return Chart(
      title: "Speed costs: the last 20 tokens/s triple the price",
      subtitle: "Cost per million tokens against tokens per second that one user sees",
      x: ChartAxis("Tokens/s per user"),
      y: ChartAxis("$ per million tokens", scale: .logarithmic, format: .usd),
      series: [
        Chart.Series("Self-host, 4×H100", .line(front), emphasis: .strong),
        Chart.Series(nil, .points(rivals)),
      ],
      markers: [.vertical(x: 20, label: "TPOT target 50 ms")])
  }

  static var tornado: TornadoChart {
    TornadoChart(
      title: "The API's price decides, not the GPU's",
      subtitle: "Monthly saving of self-hosting when one input moves over its 80 % range",
      outcome: "Saving per month", format: .usd, base: 4_200, threshold: 0,
      thresholdLabel: "break-even",
      bars: [
        .init(
          "API price, $ per million tokens", atLow: -2_600, atHigh: 9_800, low: "$0.28",
          high: "$0.60"),
        .init("GPU price per hour", atLow: 6_300, atHigh: 1_150, low: "$1.49", high: "$2.99"),
        .init("Volume per month", atLow: -900, atHigh: 8_100, low: "1.1B", high: "4.0B"),
        .init("Throughput", atLow: 2_700, atHigh: 4_900, low: "-22 %", high: "+22 %"),
        .init("Engineer time", atLow: 5_000, atHigh: 1_800, low: "2 h", high: "20 h"),
        .init("Cache hit rate", atLow: 3_900, atHigh: 4_350, low: "10 %", high: "40 %"),
        .init("Spares", atLow: 4_200, atHigh: 3_100, low: "0", high: "1"),
      ])
  }

  static var heatMap: HeatMap {
    let volumes = (0...24).map { decimal(power: 7 + Double($0) / 6) }
    let ratios = (0...14).map { decimal(power: -1 + Double($0) / 5) }
    func values(_ apiPrice: Double) -> [[Double]] {
      ratios.map { ratio in
        volumes.map { volume in
          let capacity = 3.2e10 * (0.4 + 1.6 * ratio / (ratio + 2))
          let selfHosting = 5_840 * (volume / capacity).rounded(.up)
          let api = volume / 1e6 * apiPrice * (4 + ratio) / (1 + ratio)
          return ratio > 60 && volume > 8e10 ? .nan : selfHosting / api
        }
      }
    }
    return HeatMap(
      title: "Self-hosting wins where volume is high",
      subtitle: "Cost of self-hosting divided by cost of the API",
      x: ChartAxis("Tokens per month", scale: .logarithmic),
      y: ChartAxis("Prompt tokens per completion token", scale: .logarithmic, format: .ratio),
      columns: volumes, rows: ratios,
      panels: [
        HeatMap.Panel("Synchronous", values: values(0.36)),
        HeatMap.Panel("Batch", values: values(0.18)),
      ],
      scale: .ratio(belowOne: "self-hosting cheaper", aboveOne: "API cheaper"),
      markers: [HeatMap.Marker(x: 2.1e9, y: 9, label: "This workload")])
  }

  static var predictions: PredictionScatter {
    var state: UInt64 = 7
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(UInt64(1) << 53)
    }
    let groups = ["Dense · H100", "Dense · A100", "MoE · H100", "MoE · B200", "MLA · H200"]
    return PredictionScatter(
      title: "Half of 4,000 predictions lie within 12 % of the measurement",
      subtitle: "Output tokens per second of the whole deployment, rows that were not fitted",
      quantity: "tokens/s",
      groups: groups.enumerated().map { index, name in
        PredictionScatter.Group(
          name, note: "n = 800, median error \(9 + index) %",
          points: (0..<800).map { _ in
            let measured = decimal(power: 1.5 + 3 * random())
            let error = (random() + random() + random() - 1.5) * 0.3
            return PredictionScatter.Point(
              measured: measured, predicted: measured * decimal(power: error))
          })
      },
      source: "InferenceMAX, MLPerf Inference v5.1")
  }

  /// 10 to a power, from whole powers and repeated roots, the same on every machine.
  private static func decimal(power: Double) -> Double {
    let whole = power.rounded(.down)
    var result = Double("1e\(Int(whole))") ?? 1
    var rest = power - whole
    var root = 10.0
    for _ in 0..<40 {
      root = root.squareRoot()
      rest *= 2
      if rest >= 1 {
        result *= root
        rest -= 1
      }
    }
    return result
  }
}
