import NadirJSON

/// A panel as a layered view.
struct VegaLitePanel {
  let panel: Panel
  let number: Int
  let width: Int
  let legend: VegaLiteLegend
  let columns: VegaLiteColumns
  let domains: PanelDomains

  init(_ panel: Panel, number: Int, width: Int, legend: VegaLiteLegend) {
    self.panel = panel
    self.number = number
    self.width = width
    self.legend = legend
    columns = VegaLiteColumns(panel)
    domains = PanelDomains(of: panel)
  }

  var view: JSON {
    var layers = panel.layers.flatMap { self.layers(of: $0) }
    if layers.isEmpty { layers = [unit(rows: [], mark: .string("point"), [x(), y()])] }
    // Panning and zooming is a selection of both directions, which belongs to one layer that has both.
    if let movable = layers.firstIndex(where: {
      $0["encoding"]?["x"]?["field"] != nil && $0["encoding"]?["y"]?["field"] != nil
    }) {
      layers[movable] = .object((layers[movable].asObject ?? []) + [("params", zoom)])
    }
    return .members([
      "title": VegaLite.title(panel.title), "width": .integer(Int64(width)),
      "height": .integer(Int64(width * 5 / 8)), "layer": .array(layers),
    ])
  }

  private var zoom: JSON {
    .array([
      .members(["name": .string("zoom_\(number)"), "select": .string("interval"), "bind": .string("scales")])
    ])
  }

  /// A view of one table.
  func unit(rows: [JSON], mark: JSON, _ channels: [(key: String, value: JSON)]) -> JSON {
    .members([
      "data": .members(["values": .array(rows)]), "mark": mark, "encoding": .object(channels),
    ])
  }

  // MARK: - Channels

  typealias Channel = (key: String, value: JSON)

  /// The place of a mark, or with a suffix that of its end.
  func x(_ suffix: String = "") -> Channel { ("x", position(columns.x + suffix, panel.x, domains.x)) }
  func y(_ suffix: String = "") -> Channel { ("y", position(columns.y + suffix, panel.y, domains.y)) }
  func x2(_ suffix: String) -> Channel { ("x2", .members(["field": .string(columns.x + suffix)])) }
  func y2(_ suffix: String) -> Channel { ("y2", .members(["field": .string(columns.y + suffix)])) }

  private func position(_ column: String, _ axis: Axis, _ domain: Domain) -> JSON {
    .members([
      "field": .string(column), "type": .string("quantitative"),
      "title": .string(AxisLayout.title(of: axis, ticks: TickSet(ticks: []))),
      "scale": domain.vegaLite, "axis": domain.vegaLiteAxis,
    ])
  }

  func tooltip(_ fields: [(column: String, title: String)], of layer: Layer, hasNotes: Bool = false) -> Channel {
    let series = legend.label(of: layer) == nil ? [] : [("series", "series")]
    let notes = hasNotes ? [("note", "note")] : []
    return (
      "tooltip",
      .array(
        (series + fields + notes).map { .members(["field": .string($0), "title": .string($1)]) })
    )
  }
}

extension Domain {
  fileprivate var vegaLite: JSON {
    .object(transform.vegaLite + [("domain", .numbers([lower, upper])), ("nice", .bool(false))])
  }

  fileprivate var vegaLiteAxis: JSON {
    .object((vegaLiteTicks.asObject ?? []) + (isWhole ? [("tickMinStep", .integer(1))] : []))
  }

  /// Where an axis or a legend is marked, and how its numbers are written.
  var vegaLiteTicks: JSON {
    // Vega-Lite's own ticks of `symlog` are those of a linear scale.
    let isSymmetric = if case .symmetric = transform { true } else { false }
    let ticks: JSON? = isSymmetric ? .numbers(TickSet(of: self, target: 6).ticks.map(\.value)) : nil
    let largest = max(lower.magnitude, upper.magnitude)
    let isPlain = transform == .linear && 1e-3 <= largest && largest < 1e7
    return .members(["values": ticks, "format": isPlain ? nil : .string("~g")])
  }
}

extension Transform {
  /// The kind of scale, with its constant.
  var vegaLite: [(key: String, value: JSON)] {
    switch self {
    case .linear: [("type", .string("linear")), ("zero", .bool(false))]
    case .logarithmic: [("type", .string("log"))]
    case .symmetric(let constant): [("type", .string("symlog")), ("constant", .number(constant))]
    }
  }

  /// The borders of cells around ascending places: between two of them half the way along the axis, and beyond the first
  /// and the last as far again.
  func edges(of places: [Double]) -> [Double] {
    let lengths = places.map { self($0) }
    guard let first = lengths.first, let last = lengths.last else { return [] }
    let between = zip(lengths, lengths.dropFirst()).map { ($0 + $1) / 2 }
    let (low, high) = (between.first ?? first - 0.5, between.last ?? last + 0.5)
    return ([2 * first - low] + between + [2 * last - high]).map { inverse($0) }
  }
}
