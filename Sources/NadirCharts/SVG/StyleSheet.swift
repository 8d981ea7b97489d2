/// The rules of style of a chart. They are the same for all charts of a theme, so that many of them can stand on one page;
/// all names begin with `nadir-`.
enum StyleSheet {
  static func text(for theme: Theme) -> String {
    switch theme {
    case .light: structure + colors(.light, under: ".nadir-light")
    case .dark: structure + colors(.dark, under: ".nadir-dark")
    case .automatic:
      structure + colors(.light, under: ".nadir-automatic")
        + "@media (prefers-color-scheme:dark){"
        + colors(.dark, under: ":root:not([data-theme=light]) .nadir-automatic") + "}"
        + colors(.dark, under: ":root[data-theme=dark] .nadir-automatic")
    }
  }

  static func name(of theme: Theme) -> String {
    switch theme {
    case .light: "nadir-light"
    case .dark: "nadir-dark"
    case .automatic: "nadir-automatic"
    }
  }

  /// The class that gives `currentColor` its value.
  static func name(of color: Layer.Color) -> String {
    switch color {
    case .series(let i): "nadir-series-\(max(0, i) % Palette.count)"
    case .muted: "nadir-muted"
    case .text: "nadir-text"
    case .alarm: "nadir-alarm"
    }
  }

  private static let structure =
    """
    .nadir-chart{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif;\
    font-variant-numeric:tabular-nums}\
    .nadir-chart text{fill:currentColor;stroke:none}\
    .nadir-title{font-size:16px;font-weight:600}\
    .nadir-heading{font-size:13px;font-weight:600}\
    .nadir-subtitle,.nadir-legend,.nadir-label{font-size:12px}\
    .nadir-axis,.nadir-tick,.nadir-note{font-size:11px}\
    .nadir-contour{font-size:10px}\
    .nadir-line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}\
    .nadir-fine .nadir-line{stroke-width:1.5}\
    .nadir-line.nadir-thin{stroke-width:1}\
    .nadir-hair{fill:none;stroke:currentColor;stroke-width:1}\
    .nadir-filled{fill:currentColor}\
    .nadir-band{fill:currentColor;fill-opacity:.25}\
    .nadir-halo{fill:none;stroke-linejoin:round;stroke-linecap:round}\
    .nadir-chart .nadir-halo-text{stroke-width:3;stroke-linejoin:round;paint-order:stroke}\
    .nadir-cell{fill:none;shape-rendering:crispEdges}\
    .nadir-hit{fill:currentColor;fill-opacity:0;pointer-events:all}\
    .nadir-hit:hover{fill-opacity:.35}
    """

  private static func colors(_ palette: Palette, under scope: String) -> String {
    var rules = [
      ("background", "fill:\(palette.background.code)"), ("text", "color:\(palette.text.code)"),
      ("soft", "color:\(palette.softText.code)"), ("frame", "color:\(palette.axis.code)"),
      ("grid", "color:\(palette.grid.code)"), ("muted", "color:\(palette.muted.code)"),
      ("alarm", "color:\(palette.alarm.code)"), ("halo", "stroke:\(palette.background.code)"),
      ("halo-text", "stroke:\(palette.background.code)"),
    ]
    for (i, color) in palette.series.enumerated() {
      rules.append(("series-\(i)", "color:\(color.code)"))
      // Letters are finer than lines and need more contrast.
      rules.append(("label.nadir-series-\(i)", "color:\(color.mixed(with: palette.text, 0.3).code)"))
    }
    return rules.map { "\(scope) .nadir-\($0.0){\($0.1)}" }.joined()
  }
}
