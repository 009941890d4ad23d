import Numerics

extension LikeCases {
  /// A measured run: its conditions, and ln(measured/predicted) of what is carried over.
  package struct Residual: Sendable {
    package let conditions: CaseConditions
    package let error: Double

    package init(conditions: CaseConditions, error: Double) {
      self.conditions = conditions
      self.error = error
    }
  }

  /// The weights of the points at which runs were measured.
  package init(_ residuals: [Residual], of quantity: CaseQuantity = .throughput) {
    var sums: [CaseConditions: (sum: Double, count: Double)] = [:]
    for residual in residuals where residual.error.isFinite {
      let error = min(Likeness.largestError, max(-Likeness.largestError, residual.error))
      let (sum, count) = sums[residual.conditions] ?? (0, 0)
      sums[residual.conditions] = (sum + error, count + 1)
    }
    let places = sums.keys.sorted { $0.precedes($1) }
    var system = SymmetricSystem(size: places.count)
    for (row, place) in places.enumerated() {
      guard let (sum, count) = sums[place] else { continue }
      for (column, other) in places[...row].enumerated() {
        let kinship = Likeness.Kinship(place.subject, other.subject, of: quantity)
        if kinship.isNone { continue }
        let covariance =
          kinship.variance(halfMonths: place.halfMonth - other.halfMonth)
          * Likeness.closeness(place.setting, other.setting)
          * Likeness.closeness(requests: place.requests - other.requests)
        system.set(
          row: row, column: column,
          to: covariance + (row == column ? Likeness.noise / count : 0))
      }
      system.set(right: row, to: sum / count)
    }
    guard !places.isEmpty, let weights = system.solution() else {
      self = .none
      return
    }
    var groups: [Group] = []
    var start = 0
    for end in 1...places.count
    where end == places.count || places[end].subject != places[start].subject {
      groups.append(
        Group(
          subject: places[start].subject,
          points: (start..<end).map { Point(places[$0], weight: weights[$0]) }))
      start = end
    }
    self.init(groups: groups, of: quantity)
  }
}

extension LikeCases.Point {
  fileprivate init(_ conditions: CaseConditions, weight: Double) {
    self.init(
      setting: conditions.setting, halfMonth: conditions.halfMonth, requests: conditions.requests,
      weight: weight)
  }
}

extension CaseConditions {
  /// An order in which runs of one subject, setting and month stand together.
  fileprivate func precedes(_ other: CaseConditions) -> Bool {
    let (mine, its) = (subject, other.subject)
    let texts = [
      (mine.accelerator, its.accelerator), (mine.family, its.family),
      (mine.modelClass.rawValue, its.modelClass.rawValue), (mine.architecture, its.architecture),
    ]
    for (mine, its) in texts where mine != its { return mine < its }
    let numbers = [
      (Double(mine.weights.rawValue), Double(its.weights.rawValue)),
      (mine.isExpertParallel ? 1 : 0, its.isExpertParallel ? 1 : 0),
      (setting.chips, other.setting.chips), (setting.prompt, other.setting.prompt),
      (setting.completion, other.setting.completion), (Double(halfMonth), Double(other.halfMonth)),
      (requests, other.requests),
    ]
    for (mine, its) in numbers where mine != its { return mine < its }
    return false
  }
}
