import NadirPlots

/// What can be drawn of a result.
enum ChartKind: String, CaseIterable {
  case criterion, parameters, fit, residuals, slice, contour, workers

  /// The options that mean something for it.
  var options: Set<String> {
    switch self {
    case .criterion: ["--against", "--value", "--distance-to", "--starts", "--exploration"]
    case .parameters: ["--against", "--value", "--parameters"]
    case .slice, .contour: ["--parameters", "--workers"]
    case .fit, .residuals, .workers: []
    }
  }
}

/// Which values are drawn.
enum ShownValues: String, CaseIterable {
  case every, best

  var curve: CriterionCurve { self == .every ? .everyValue : .runningBest }
}

/// How the runs of one result stand to each other.
enum ShownStarts: String, CaseIterable {
  case stacked, grey

  var arrangement: StartsArrangement { self == .grey ? .grey : .stacked }
}

/// A theme by the name that people give it.
enum ThemeName: String, CaseIterable {
  case light, dark, automatic

  var theme: Theme {
    switch self {
    case .light: .light
    case .dark: .dark
    case .automatic: .automatic
    }
  }
}
