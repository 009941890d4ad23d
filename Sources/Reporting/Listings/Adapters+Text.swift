import Breakeven
import Documents
import Roofline
import Workloads

extension Deployment {
  /// What the adapters take and what they add, in a sentence or two; `nil` without any.
  ///
  /// - Parameter step: The mean step under a load.
  func adapterSentence(step: StepTime?) -> String? {
    guard let adapters, let swap = adapterSwap, memory.fits else { return nil }
    let each = adapters.bytes(of: model, on: .single)
    var text =
      "\(NumberText.counted(adapters.adapters.count)) adapters of rank \(adapters.adapters.rank), "
      + "\(NumberText.bytes(each)) each: "
    text +=
      swap.share > 0
      ? "\(NumberText.counted(swap.resident)) \(swap.resident == 1 ? "is" : "are") held in \(NumberText.bytes(memory.adapters)) of each GPU, and "
        + "\(NumberText.percent(swap.share)) of requests wait "
        + "\(NumberText.duration(seconds: swap.seconds, digits: 2)) for theirs."
      : "all are held in \(NumberText.bytes(memory.adapters)) of each GPU."
    if let step, step.adapters > 0 {
      text +=
        " They make a step \(NumberText.percent(step.adapters / (step.total - step.adapters))) longer"
      // Kernels of adapters are not among those measured: their constants are set by hand.
      text +=
        adapters.facts.publishedLosses.map {
          ", by constants that are set by hand: published runs lost from "
            + "\(NumberText.percent($0.lowerBound)) to \(NumberText.percent($0.upperBound)) of throughput."
        } ?? ", by constants that are set by hand."
    }
    return text
  }

  /// The adapters, for programs; `nil` without any.
  var adaptersJSON: JSONText? {
    guard let adapters, let swap = adapterSwap else { return nil }
    return [
      "count": .integer(adapters.adapters.count), "rank": .integer(adapters.adapters.rank),
      "bytesEach": .number(adapters.bytes(of: model, on: .single)),
      "resident": .integer(swap.resident), "residentBytesPerGPU": .number(memory.adapters),
      "swapShare": .number(swap.share), "swapSeconds": .number(swap.seconds),
    ]
  }
}

extension NumberText {
  /// A whole number with its thousands parted.
  static func counted(_ count: Int) -> String { fixed(Double(count), decimals: 0) }
}
