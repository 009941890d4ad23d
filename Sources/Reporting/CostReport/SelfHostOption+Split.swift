import Breakeven
import Documents
import FleetSimulation
import Roofline

extension SelfHostOption {
  /// `split: 4 prefill + 3 decode replicas`; `nil` where each replica does both.
  var splitText: String? {
    split == nil
      ? nil
      : "split: \(NumberText.counted(prefillReplicas)) prefill + \(NumberText.counted(replicas)) decode replicas"
  }

  /// Both kinds of replicas as they are joined at the busiest time; `nil` where each replica does both.
  private var pools: PooledDeployment? {
    split.flatMap {
      try? PooledDeployment(
        prefill: $0.prefill, workers: max(1, prefillReplicas), decode: $0.decode,
        workers: max(1, replicas))
    }
  }

  /// What each kind does, and how a prompt's cache gets from one to the other.
  var splitSentence: String? {
    guard let split, let pools else { return nil }
    let transfer = pools.transfer
    let link = transfer.isWithinDomain ? deployment.accelerator.link.name : "the network"
    let seconds = NumberText.duration(
      seconds: transfer.seconds(tokens: demand.shape.prompt), digits: 2)
    let rate = NumberText.significant(
      split.prefillRequestsPerSecond(replicas: prefillReplicas), digits: 3)
    return
      "\(NumberText.counted(prefillReplicas)) replicas (\(split.prefill.layout.name)) only read prompts, \(rate) a second each "
      + "within the target; the cache of a prompt moves over \(link) in \(seconds) to one of \(NumberText.counted(replicas)) "
      + "(\(split.decode.layout.name)) that write tokens."
  }

  /// Both kinds, for programs; `nil` where each replica does both.
  var splitJSON: JSONText? {
    guard let split, let pools else { return nil }
    let transfer = pools.transfer
    return [
      "prefillReplicas": .integer(prefillReplicas), "decodeReplicas": .integer(replicas),
      "prefill": [
        "parallelism": .string(split.prefill.layout.name),
        "gpus": .integer(split.gpusPerPrefillReplica),
        "replicaRequestsPerSecond": .number(
          split.prefillRequestsPerSecond(replicas: prefillReplicas)),
      ],
      "decode": [
        "parallelism": .string(split.decode.layout.name),
        "gpus": .integer(split.decode.layout.chips),
        "replicaRequestsPerSecond": .number(replicaRequestsPerSecond),
      ],
      "transfer": [
        "link": .string(
          transfer.isWithinDomain ? deployment.accelerator.link.name : "network"),
        "bytesPerSecond": .number(transfer.bytesPerSecond),
        "seconds": .number(transfer.seconds(tokens: demand.shape.prompt)),
      ],
    ]
  }
}
