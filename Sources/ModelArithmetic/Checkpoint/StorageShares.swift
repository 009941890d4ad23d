/// The storages of an operator's experts while rules are asked one after another: what a rule takes, no later one gets.
struct StorageShares {
  private let instances: Int
  /// The numbers that no rule has taken; `nil` before a rule took some of them.
  private var numbersLeft: Set<Int>?
  private var shares: [(storage: MatrixStorage?, experts: Int)] = []

  init(of instances: Int) { self.instances = instances }

  /// Experts that no rule has taken.
  private var left: Int { numbersLeft?.count ?? instances }
  /// Whether nothing is left for a further rule.
  var isComplete: Bool { left == 0 }

  /// Gives experts a storage, `nil` for that of the rest of the checkpoint.
  mutating func take(_ experts: NamedExperts, _ storage: MatrixStorage?) {
    switch experts {
    case .all:
      add(storage, left)
      numbersLeft = []
    case .numbers(let numbers):
      guard !numbers.isEmpty else { return }
      keep(storage) { !numbers.contains($0) }
    }
  }

  /// Gives a storage to all experts but these.
  mutating func take(allBut experts: NamedExperts, _ storage: MatrixStorage?) {
    guard case .numbers(let numbers) = experts else { return }
    if numbers.isEmpty {
      take(.all, storage)
    } else {
      keep(storage) { numbers.contains($0) }
    }
  }

  private mutating func keep(_ storage: MatrixStorage?, _ stays: (Int) -> Bool) {
    let before = numbersLeft ?? Set(0..<instances)
    let after = before.filter(stays)
    add(storage, before.count - after.count)
    numbersLeft = after
  }

  private mutating func add(_ storage: MatrixStorage?, _ experts: Int) {
    guard experts > 0 else { return }
    if let index = shares.firstIndex(where: { $0.storage == storage }) {
      shares[index].experts += experts
    } else {
      shares.append((storage, experts))
    }
  }

  /// The storage of all experts: their own if they have one, else the mean, in the format that most of them have.
  ///
  /// 60 of 128 experts in bf16 and 68 in four bits with a scale of 16 for 128: (60 · 16 + 68 · 4.125)/128 = 9.69 bits.
  func mean(base: NumberFormat) -> MatrixStorage? {
    guard shares.count > 1 else { return shares.first?.storage }
    let total = Double(shares.reduce(0) { $0 + $1.experts })
    let parts = shares.map {
      (storage: $0.storage ?? MatrixStorage(base), share: Double($0.experts) / total)
    }
    let most = parts.max { ($0.share, $0.storage.bits) < ($1.share, $1.storage.bits) }
    return MatrixStorage(
      most?.storage.format ?? base,
      bits: parts.reduce(0) { $0 + $1.share * $1.storage.bits },
      parts.flatMap { part in part.storage.additions.map { $0.scaled(by: part.share) } })
  }
}

extension MatrixStorage.Addition {
  /// The same with a share of its bits.
  fileprivate func scaled(by share: Double) -> MatrixStorage.Addition {
    switch self {
    case .group(let size, let bits): .group(of: size, bits: bits * share)
    case .block(let outputs, let inputs, let bits):
      .block(outputs: outputs, inputs: inputs, bits: bits * share)
    case .output(let bits): .output(bits: bits * share)
    case .input(let bits): .input(bits: bits * share)
    case .matrix(let bits): .matrix(bits: bits * share)
    }
  }
}
