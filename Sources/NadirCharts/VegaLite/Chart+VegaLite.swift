public import NadirJSON

extension Chart {
  /// The chart as a specification in Vega-Lite 6, with its data, for those who restyle it in a notebook or on a page.
  ///
  ///     import altair, json
  ///     altair.Chart.from_dict(json.load(open("chart.json")))
  ///
  /// A panel is a layered view of its own data: one table per layer, with columns that are named after the axes (`value`,
  /// `evaluations`, and `value_from` and `value_to` where it is an interval), after `series` and after `note`. One panel
  /// stands alone; several are concatenated, row by row, and share one legend of series. Panels are moved with the
  /// pointer and zoomed with its wheel. What is not finite is null, and a line has a gap there. A logarithmic axis along
  /// which something is zero or negative has Vega-Lite's scale `symlog`, with the constant that ``Axis/Scale`` names.
  /// Fields are drawn as colors, without lines of equal value.
  ///
  /// Satyanarayan, Moritz, Wongsuphasawat and Heer 2017, doi:10.1109/TVCG.2016.2599030.
  public var vegaLite: JSON {
    let legend = VegaLiteLegend(of: self)
    let views = panels.enumerated().map { i, panel in
      VegaLitePanel(panel, number: i + 1, width: VegaLite.width(columns: columns), legend: legend).view
    }
    let view: [(key: String, value: JSON)] =
      if views.count == 1 {
        views[0].asObject ?? []
      } else {
        [
          ("concat", .array(views)), ("columns", .integer(Int64(columns))),
          ("resolve", .members(["scale": .members(["color": .string("shared")])])),
        ]
      }
    let heading: [(key: String, value: JSON)] = [
      ("$schema", .string("https://vega.github.io/schema/vega-lite/v6.json")),
      ("config", VegaLite.config),
    ]
    // The title of a lone panel is the second line where the chart has one of its own.
    let title = title.isEmpty && panels.count == 1 ? panels[0].title : title
    let own = VegaLite.title(title, below: subtitle).map { [(key: "title", value: $0)] } ?? []
    return .object(heading + own + view.filter { views.count > 1 || $0.key != "title" }).drawable
  }
}

/// What all specifications have in common.
enum VegaLite {
  static let config: JSON = .members([
    "font": .string("system-ui, sans-serif"),
    "view": .members(["stroke": .null]),
    "mark": .members(["invalid": .string("break-paths-filter-domains")]),
    "axis": .members(["gridOpacity": .number(0.5), "titleFontWeight": .string("normal")]),
    "title": .members(["anchor": .string("start"), "subtitleColor": .string("#666666")]),
  ])

  /// As wide as the chart has room for beside the other columns, in pixels.
  static func width(columns: Int) -> Int {
    columns == 1 ? 640 : columns == 2 ? 360 : 260
  }

  static func title(_ text: String, below subtitle: String = "") -> JSON? {
    if text.isEmpty { return subtitle.isEmpty ? nil : .string(subtitle) }
    return subtitle.isEmpty ? .string(text) : .members(["text": .string(text), "subtitle": .string(subtitle)])
  }

  /// A number, or null where it is not finite.
  static func number(_ value: Double) -> JSON { value.isFinite ? .number(value) : .null }
}

extension JSON {
  /// The same in texts and keys without the characters that XML 1.0 does not allow, which stop what draws it as SVG.
  fileprivate var drawable: JSON {
    switch self {
    case .string(let text): .string(text.drawable)
    case .array(let elements): .array(elements.map(\.drawable))
    case .object(let members): .object(members.map { ($0.key.drawable, $0.value.drawable) })
    default: self
    }
  }

  /// An object of the members that there are.
  static func members(_ members: KeyValuePairs<String, JSON?>) -> JSON {
    .object(members.compactMap { key, value in value.map { (key, $0) } })
  }
}

extension String {
  fileprivate var drawable: String {
    func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 0x09, 0x0A: true
      case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: false
      default: true
      }
    }
    guard !unicodeScalars.allSatisfy(isAllowed) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.filter(isAllowed)))
  }
}
