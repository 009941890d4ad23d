import Pricing

extension Rental {
  /// The most machines that one replica spans.
  static let mostLinkedNodes = 4

  /// The same machines, with as many linked as a replica of so many chips takes; `nil` where one is too small and
  /// others are not linked to it.
  ///
  /// DeepSeek-V3 in FP8 needs more than the 640 GB of eight H100: 16 chips are two machines of `aws-p5`.
  func holding(chips: Int) -> Rental? {
    if chips <= maximumGPUsPerNode { return self }
    let nodes = (chips - 1) / maximumGPUsPerNode + 1
    guard linksNodes, nodes <= Self.mostLinkedNodes else { return nil }
    return linkingNodes(nodes)
  }

  /// Whether whole machines of eight or more chips are had that a fast network links.
  ///
  /// Assumed of hyperscalers, large neoclouds and own machines, whose nodes of eight have one port of 400 Gb/s for
  /// each GPU: 3,200 Gb/s on AWS P5 (aws.amazon.com/ec2/instance-types/p5), Azure ND H100 v5 (learn.microsoft.com,
  /// ND-H100-v5 series) and DGX H100 (NVIDIA DGX H100 user guide). Markets and smaller clouds, whose machines stand
  /// anywhere, are not taken to have it, nor are workers that the seller runs.
  var linksNodes: Bool {
    guard gpusPerInstance >= 8, gpusPerInstance == maximumGPUsPerNode, service == nil else {
      return false
    }
    return switch hostClass {
    case .hyperscaler, .largeNeocloud, .own: true
    case .smallNeocloud, .marketplace, nil: false
    }
  }
}

extension [Rental] {
  /// The machines that hold replicas of so many chips, linked where one is too small.
  func holding(chips: Int) -> [Rental] { compactMap { $0.holding(chips: chips) } }
}
