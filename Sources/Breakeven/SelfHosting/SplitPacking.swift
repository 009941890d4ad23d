/// How replicas of two sizes share instances, and what those cost an hour.
///
/// Replicas that take whole instances have their own. Of smaller ones the larger are placed first, and the smaller fill
/// what is left on their instances: three of four GPUs and two of two take two instances of eight.
struct SplitPacking: Sendable, Hashable {
  private let perInstance: Int
  private let usdPerInstanceHour: Double
  private let mostInstances: Int

  init(on rental: Rental) {
    perInstance = rental.gpusPerInstance
    usdPerInstanceHour = rental.usdPerInstanceHour
    mostInstances = (rental.maximumGPUs ?? Rental.mostGPUs) / rental.gpusPerInstance
  }

  /// Instances that hold so many replicas of each size.
  func instances(_ first: (count: Int, gpus: Int), _ second: (count: Int, gpus: Int)) -> Int {
    let (large, small) = first.gpus >= second.gpus ? (first, second) : (second, first)
    guard large.gpus <= perInstance else { return alone(large) + alone(small) }
    let each = perInstance / large.gpus
    let full = large.count / each
    let rest = large.count - full * each
    var room = full * ((perInstance - each * large.gpus) / small.gpus)
    if rest > 0 { room += (perInstance - rest * large.gpus) / small.gpus }
    return alone(large) + alone((max(0, small.count - room), small.gpus))
  }

  private func alone(_ replicas: (count: Int, gpus: Int)) -> Int {
    guard replicas.count > 0 else { return 0 }
    return replicas.gpus <= perInstance
      ? (replicas.count - 1) / (perInstance / replicas.gpus) + 1
      : replicas.count * ((replicas.gpus - 1) / perInstance + 1)
  }

  /// US dollars an hour of so many of each; infinite for more than are to be had.
  func usdPerHour(_ first: (count: Int, gpus: Int), _ second: (count: Int, gpus: Int)) -> Double {
    guard max(first.count, second.count) <= Pooling.mostReplicas else { return .infinity }
    let instances = instances(first, second)
    return instances <= mostInstances ? Double(instances) * usdPerInstanceHour : .infinity
  }

  /// US dollars an hour of a GPU.
  var usdPerGPUHour: Double { usdPerInstanceHour / Double(perInstance) }
}
