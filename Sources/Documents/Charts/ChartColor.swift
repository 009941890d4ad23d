/// The colours of charts: for each meaning one on white and one on black.
///
/// Series take the palette of Okabe and Ito ("Color Universal Design", 2008), which readers with
/// any common colour blindness tell apart; on black its darker hues are lightened. Yellow is left
/// out, because it vanishes on white.
enum ChartColor: Hashable, Sendable {
  case background
  case ink
  case softInk
  case grid
  case axis
  /// A series that is context, not message.
  case muted
  case series(Int)
  /// A step of the diverging scale, from −4 (blue) over 0 to 4 (vermilion).
  case diverging(Int)
  /// A cell without a value.
  case absent

  static let seriesCount = 6

  /// The part of a class's name that tells colours apart.
  var name: String {
    switch self {
    case .background: "paper"
    case .ink: "ink"
    case .softInk: "soft"
    case .grid: "grid"
    case .axis: "axis"
    case .muted: "muted"
    case .series(let index): "s\(Self.wrapped(index))"
    case .diverging(let step): "d\(Self.divergingIndex(step))"
    case .absent: "none"
    }
  }

  var light: String { pair.light }
  var dark: String { pair.dark }

  private var pair: (light: String, dark: String) {
    switch self {
    case .background: ("#ffffff", "#0d1117")
    case .ink: ("#1f2328", "#e6edf3")
    case .softInk: ("#59636e", "#9ba5b0")
    case .grid: ("#e6e9ed", "#252c35")
    case .axis: ("#818b98", "#6e7781")
    case .muted: ("#a3acb6", "#5d6772")
    case .series(let index): Self.seriesPairs[Self.wrapped(index)]
    case .diverging(let step): Self.divergingPairs[Self.divergingIndex(step)]
    case .absent: ("#fafbfc", "#12171e")
    }
  }

  private static let seriesPairs = [
    ("#0072b2", "#4aa8e0"), ("#d55e00", "#f0803c"), ("#009e73", "#2bc09a"),
    ("#cc79a7", "#e39bc4"), ("#e69f00", "#f0b429"), ("#56b4e9", "#a6dcfa"),
  ]

  private static let divergingPairs = [
    ("#00568a", "#6cc4f5"), ("#2f85bf", "#3f97cf"), ("#79b4dc", "#2a6c99"),
    ("#c3ddf0", "#1d4460"), ("#e8e4da", "#33363d"), ("#fbdcc5", "#5c3318"),
    ("#f3b183", "#944a17"), ("#e27f38", "#cf6a22"), ("#b44c00", "#fb9a5b"),
  ]

  private static func wrapped(_ index: Int) -> Int {
    ((index % seriesCount) + seriesCount) % seriesCount
  }

  private static func divergingIndex(_ step: Int) -> Int { min(max(step, -4), 4) + 4 }
}
