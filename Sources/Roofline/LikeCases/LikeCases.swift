/// What the physics left unexplained of the runs of one engine generation, to be carried over to like
/// cases.
///
/// The logarithm of a run's throughput is taken to be the physical prediction plus a smooth function of
/// its conditions plus noise. Of that function the best linear estimate at any conditions is a sum over
/// the measured points, `Σ wᵢ·k(conditions, pointᵢ)` with `w = (K + σ²/n)⁻¹·r` for mean residuals `r` of
/// `n` runs each: kriging, or Gaussian-process regression (Rasmussen and Williams, *Gaussian Processes
/// for Machine Learning*, 2006, chapter 2). Far from all points it is 0, and the physics stands alone.
package struct LikeCases: Sendable, Hashable {
  /// The conditions of measured runs of a subject, and what they weigh.
  struct Point: Sendable, Hashable {
    let setting: CaseSetting
    let halfMonth: Int
    let requests: Double
    let weight: Double
  }

  /// The runs of one subject.
  struct Group: Sendable, Hashable {
    let subject: CaseSubject
    let points: [Point]
    /// The same by setting and half month.
    fileprivate let series: [Series]

    init(subject: CaseSubject, points: [Point]) {
      self.subject = subject
      self.points = points
      var series: [Series] = []
      for point in points {
        if series.last?.setting != point.setting || series.last?.halfMonth != point.halfMonth {
          series.append(Series(setting: point.setting, halfMonth: point.halfMonth))
        }
        series[series.count - 1].bells.append(
          RequestCurve.Bell(point.weight, at: point.requests))
      }
      self.series = series
    }
  }

  fileprivate struct Series: Sendable, Hashable {
    let setting: CaseSetting
    let halfMonth: Int
    var bells: [RequestCurve.Bell] = []
  }

  let groups: [Group]
  let quantity: CaseQuantity

  init(groups: [Group], of quantity: CaseQuantity = .throughput) {
    self.groups = groups
    self.quantity = quantity
  }

  /// Nothing measured: the physics stands alone.
  package static let none = LikeCases(groups: [])

  /// The runs that have anything in common with a subject.
  package func relatives(of subject: CaseSubject) -> Relatives {
    var relatives: [Relatives.Group] = []
    for index in groups.indices {
      let kinship = Likeness.Kinship(groups[index].subject, subject, of: quantity)
      if kinship.isNone { continue }
      relatives.append(Relatives.Group(kinship: kinship, series: groups[index].series))
    }
    return Relatives(groups: relatives)
  }

  /// The like cases of one subject.
  package struct Relatives: Sendable, Hashable {
    fileprivate struct Group: Sendable, Hashable {
      let kinship: Likeness.Kinship
      let series: [Series]
    }

    fileprivate let groups: [Group]

    /// None.
    static let none = Relatives(groups: [])

    /// Whether nothing like it was measured.
    var isEmpty: Bool { groups.isEmpty }

    /// ln(true/predicted) of a throughput, as like cases have it, by the requests that run; `nil` if
    /// none is like this setting.
    func residuals(_ setting: CaseSetting, halfMonth: Int) -> RequestCurve? {
      var bells = RequestCurve.Bells()
      var isKnown = false
      for group in groups {
        for series in group.series {
          let closeness = Likeness.closeness(series.setting, setting)
          guard closeness > 0 else { continue }
          isKnown = true
          let covariance =
            closeness * group.kinship.variance(halfMonths: series.halfMonth - halfMonth)
          for bell in series.bells { bells.add(covariance, times: bell) }
        }
      }
      return isKnown ? RequestCurve(bells) : nil
    }
  }
}
