import Numerics

extension Accelerator {
  /// How the chips of one node talk to each other.
  package struct Link: Sendable, Hashable {
    /// How data gets from one chip to another, which decides what more ranks cost.
    package enum Path: String, Sendable, Hashable {
      /// A fabric of its own, such as NVLink: every rank at full speed at the same time.
      case fabric
      /// PCIe, from chip to chip.
      case peerToPeer = "peer-to-peer"
      /// PCIe, with a copy in the host's memory between the chips, which all of them share.
      case throughHost = "through host"
    }

    /// The vendor's name, such as `NVLink4`.
    package let name: String
    /// Bytes per second that one chip sends while it receives as many.
    package let bytesPerSecondEachWay: Double
    /// The same between two chips of a mesh, whose pairs have a cable each; `nil` behind a switch.
    package let bytesPerSecondOfPair: Double?
    /// Chips within one such domain.
    package let chips: Int
    /// How data gets from one chip to another.
    package let path: Path

    /// Makes a link; its path defaults to PCIe from chip to chip below 100 GB/s, else a fabric.
    package init(
      name: String, bytesPerSecondEachWay: Double, chips: Int, bytesPerSecondOfPair: Double? = nil,
      path: Path? = nil
    ) {
      self.name = name
      self.bytesPerSecondEachWay = bytesPerSecondEachWay
      self.bytesPerSecondOfPair = bytesPerSecondOfPair
      self.chips = chips
      self.path = path ?? (bytesPerSecondEachWay < 100e9 ? .peerToPeer : .fabric)
    }

    /// Bytes per second each way that one of so many chips reaches.
    ///
    /// Of a mesh, two chips use one cable: MI300X has 448 GB/s among eight, and 64 between two.
    func bytesPerSecondEachWay(among chips: Int) -> Double {
      guard let pair = bytesPerSecondOfPair else { return bytesPerSecondEachWay }
      return min(bytesPerSecondEachWay, pair * Double(max(1, chips - 1)))
    }
  }
}

extension Accelerator.Link.Path {
  /// The latency of an all-reduce among `n` ranks beside that between two: `(n/2)^γ`.
  ///
  /// Kernel timings of custom all-reduces up to 64 kB: γ = 0.15 on NVLink (A100 to B300), 0.73 on an
  /// L40S host with peer-to-peer, 0.8 on one without.
  package func latencyFactor(ranks: Double) -> Double {
    let exponent =
      switch self {
      case .fabric: 0.15
      case .peerToPeer: 0.73
      case .throughHost: 0.8
      }
    return power(ranks / 2, exponent)
  }

  /// The share of the bandwidth between two that each of `n` ranks reaches: `(2/n)^λ`.
  ///
  /// The same timings: λ = 0, but 1.75 through the host, whose memory all ranks share: eight L40S
  /// reduce at 1.6 GB/s, two at 17.
  package func bandwidthShare(ranks: Double) -> Double {
    self == .throughHost ? power(2 / ranks, 1.75) : 1
  }
}
