/// The sizes of errors in order, of which a quantile is found with any group left out.
///
/// What comes next is another group, not another row of one that was published hundredfold: a row of a group of `n`
/// counts `1/√n`, so that 400 rows of one model weigh as 20 models of one row.
struct SortedErrors {
  private let sizes: [Double]
  /// The weight of all errors up to each.
  private let weightThrough: [Double]
  private let groups: [String: Group]

  private struct Group {
    /// Where its errors stand, in order.
    var places: [Int] = []
    var weightOfRow = 1.0

    /// How many of its errors stand at or before a place.
    func count(through place: Int) -> Int {
      var (low, high) = (0, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle] <= place { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  init(_ rows: [SeenError]) {
    let sorted = rows.sorted { abs($0.error) < abs($1.error) }
    var groups: [String: Group] = [:]
    for (place, row) in sorted.enumerated() {
      groups[row.group, default: Group()].places.append(place)
    }
    groups = groups.mapValues {
      Group(places: $0.places, weightOfRow: 1 / Double($0.places.count).squareRoot())
    }
    var sum = 0.0
    sizes = sorted.map { abs($0.error) }
    weightThrough = sorted.map { row in
      sum += groups[row.group]?.weightOfRow ?? 0
      return sum
    }
    self.groups = groups
  }

  /// How many errors there are without a group's.
  func count(without group: String?) -> Int {
    sizes.count - (group.flatMap { groups[$0] }?.places.count ?? 0)
  }

  /// The smallest size below which a share of the weight lies, without a group; `nil` where nothing is left.
  ///
  /// Of sizes 1, 2, 3, 4 and 10 in five groups 80 % lie up to 4; without the last, up to 4 too, as three of four are less.
  func quantile(_ share: Double, without group: String? = nil) -> Double? {
    let out = group.flatMap { groups[$0] } ?? Group()
    guard sizes.count > out.places.count else { return nil }
    func weight(through place: Int) -> Double {
      weightThrough[place] - out.weightOfRow * Double(out.count(through: place))
    }
    let most = share * weight(through: sizes.count - 1)
    var (low, high) = (0, sizes.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if weight(through: middle) >= most { high = middle } else { low = middle + 1 }
    }
    return sizes[low]
  }
}
