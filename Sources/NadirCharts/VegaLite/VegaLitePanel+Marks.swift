import NadirJSON

extension VegaLitePanel {
  /// The views that draw a layer.
  func layers(of layer: Layer) -> [JSON] {
    switch layer.mark {
    case .line(let points, let stroke):
      [series(points, of: layer, mark: line(stroke, of: layer))]
    case .steps(let points, let stroke):
      [series(points, of: layer, mark: line(stroke, of: layer, interpolate: "step-after"))]
    case .points(let points, let symbol):
      [series(points, of: layer, mark: point(symbol))]
    case .band(let intervals):
      [intervalView(intervals, of: layer, mark: mark("area", ["opacity": .number(0.2)]))]
    case .bars(let intervals):
      [intervalView(intervals, of: layer, mark: mark("rule", ["strokeWidth": .number(1.5)]))]
    case .rug(let points):
      [rug(points, of: layer)]
    case .level(let height, let stroke):
      level(height, stroke, of: layer)
    case .place(let place, let stroke):
      self.place(place, stroke, of: layer)
    case .field(let field):
      field.isDrawable ? [self.field(field, of: layer)] : []
    }
  }

  // MARK: - Marks

  private func mark(_ type: String, _ properties: KeyValuePairs<String, JSON?>) -> JSON {
    .object(
      [("type", .string(type)), ("clip", .bool(true))] + properties.compactMap { key, value in value.map { (key, $0) } }
    )
  }

  /// A line through the points in the order that they have, which need not be that of their places.
  private func line(_ stroke: Mark.Stroke, of layer: Layer, interpolate: String? = nil) -> JSON {
    mark(
      "line",
      [
        "order": .bool(false), "interpolate": interpolate.map { .string($0) },
        "strokeWidth": .number(stroke == .thin ? 1 : 2), "strokeDash": dash(stroke, of: layer),
      ])
  }

  /// The dashes of a stroke; those of series beyond the palette tell them from their namesakes in color.
  private func dash(_ stroke: Mark.Stroke, of layer: Layer) -> JSON? {
    let lengths = SeriesStyle(layer.color).dashes(stroke).split(separator: " ").compactMap { Double($0) }
    return lengths.isEmpty ? nil : .numbers(lengths)
  }

  private func point(_ symbol: Mark.Symbol) -> JSON {
    switch symbol {
    case .circle: mark("point", ["filled": .bool(true), "opacity": .number(1), "size": .number(40)])
    case .dot: mark("point", ["filled": .bool(true), "opacity": .number(0.6), "size": .number(8)])
    case .cross:
      mark(
        "point",
        [
          "filled": .bool(false), "opacity": .number(1), "size": .number(40), "strokeWidth": .number(2),
          "shape": .string("M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8"),
        ])
    case .star:
      mark(
        "point",
        [
          "filled": .bool(true), "opacity": .number(1), "size": .number(160),
          // Five tips on the unit circle, and between them corners on one of radius 0.382, where the sides of a
          // pentagram cross.
          "shape": .string(
            "M0,-1L0.225,-0.309L0.951,-0.309L0.363,0.118L0.588,0.809L0,0.382L-0.588,0.809L-0.363,0.118L-0.951,-0.309"
              + "L-0.225,-0.309Z"),
        ])
    }
  }

  // MARK: - Views

  private func row(_ members: [(key: String, value: JSON)], of layer: Layer, note: String? = nil) -> JSON {
    let series = legend.label(of: layer).map { [(key: "series", value: JSON.string($0))] } ?? []
    let notes = note.map { [(key: "note", value: JSON.string($0))] } ?? []
    return .object(series + members + notes)
  }

  private func color(of layer: Layer) -> Channel { ("color", legend.encoding(of: layer)) }

  private var titles: (x: String, y: String) {
    (panel.x.title.isEmpty ? "x" : panel.x.title, panel.y.title.isEmpty ? "y" : panel.y.title)
  }

  private func series(_ points: [Point], of layer: Layer, mark: JSON) -> JSON {
    let hasNotes = points.contains { !$0.note.isEmpty }
    let rows = points.map { point in
      row(
        [(columns.x, VegaLite.number(point.x)), (columns.y, VegaLite.number(point.y))], of: layer,
        note: hasNotes ? point.note : nil)
    }
    let fields = [(columns.x, titles.x), (columns.y, titles.y)]
    return unit(rows: rows, mark: mark, [x(), y(), color(of: layer), tooltip(fields, of: layer, hasNotes: hasNotes)])
  }

  private func intervalView(_ intervals: [Interval], of layer: Layer, mark: JSON) -> JSON {
    let rows = intervals.map { interval in
      row(
        [
          (columns.x, VegaLite.number(interval.x)), (columns.y + "_from", VegaLite.number(interval.lower)),
          (columns.y + "_to", VegaLite.number(interval.upper)),
        ], of: layer)
    }
    let fields = [
      (columns.x, titles.x), (columns.y + "_from", titles.y + " from"), (columns.y + "_to", titles.y + " to"),
    ]
    return unit(
      rows: rows, mark: mark, [x(), y("_from"), y2("_to"), color(of: layer), tooltip(fields, of: layer)])
  }

  private func rug(_ points: [Point], of layer: Layer) -> JSON {
    let hasNotes = points.contains { !$0.note.isEmpty }
    let rows = points.map { point in
      row([(columns.x, VegaLite.number(point.x))], of: layer, note: hasNotes ? point.note : nil)
    }
    let foot: JSON = .members(["value": .members(["expr": .string("height")])])
    let head: JSON = .members(["value": .members(["expr": .string("height - 8")])])
    return unit(
      rows: rows, mark: mark("rule", ["strokeWidth": .number(1.5)]),
      [
        x(), ("y", head), ("y2", foot), color(of: layer),
        tooltip([(columns.x, titles.x)], of: layer, hasNotes: hasNotes),
      ])
  }

  private func level(_ height: Double, _ stroke: Mark.Stroke, of layer: Layer) -> [JSON] {
    guard height.isFinite else { return [] }
    return across(
      [(columns.y, .number(height))], y(), tooltip([(columns.y, layer.name)], of: layer), stroke, of: layer,
      name: ["align": .string("right"), "baseline": .string("bottom"), "dy": .integer(-3)],
      at: ("x", .members(["value": .members(["expr": .string("width - 4")])])))
  }

  private func place(_ place: Double, _ stroke: Mark.Stroke, of layer: Layer) -> [JSON] {
    guard place.isFinite else { return [] }
    return across(
      [(columns.x, .number(place))], x(), tooltip([(columns.x, layer.name)], of: layer), stroke, of: layer,
      name: ["align": .string("left"), "baseline": .string("top"), "dx": .integer(4)],
      at: ("y", .members(["value": .integer(4)])))
  }

  /// A line across the panel, and its name at it.
  private func across(
    _ members: [Channel], _ place: Channel, _ tooltip: Channel, _ stroke: Mark.Stroke, of layer: Layer,
    name: KeyValuePairs<String, JSON?>, at end: Channel
  ) -> [JSON] {
    let rows: [JSON] = [.object([("series", .string(layer.name))] + members)]
    let line = mark("rule", ["strokeWidth": .number(stroke == .thin ? 1 : 1.5), "strokeDash": dash(stroke, of: layer)])
    let rule = unit(rows: rows, mark: line, [place, color(of: layer), tooltip])
    guard !layer.name.isEmpty else { return [rule] }
    let text: Channel = ("text", .members(["field": .string("series")]))
    return [rule, unit(rows: rows, mark: mark("text", name), [end, place, text, color(of: layer)])]
  }

  /// A rectangle for each value, from halfway to the place before to halfway to the next.
  private func field(_ field: Field, of layer: Layer) -> JSON {
    let xs = domains.x.transform.edges(of: field.xs)
    let ys = domains.y.transform.edges(of: field.ys)
    var rows: [JSON] = []
    for j in field.ys.indices {
      for i in field.xs.indices {
        let value = field.values[j * field.xs.count + i]
        let place: [Channel] = [(columns.x, .number(field.xs[i])), (columns.y, .number(field.ys[j]))]
        let width: [Channel] = [(columns.x + "_from", .number(xs[i])), (columns.x + "_to", .number(xs[i + 1]))]
        let height: [Channel] = [(columns.y + "_from", .number(ys[j])), (columns.y + "_to", .number(ys[j + 1]))]
        rows.append(.object(place + [(columns.value, VegaLite.number(value))] + width + height))
      }
    }
    // The least and the largest value have the outermost colors.
    let domain = FieldColors(of: field).domain
    let transform = domain.transform
    let colors: JSON = .members([
      "field": .string(columns.value), "type": .string("quantitative"), "title": .string(field.title),
      "scale": .object(transform.vegaLite + [("scheme", .string("viridis")), ("nice", .bool(false))]),
      "legend": domain.vegaLiteTicks,
    ])
    return unit(
      rows: rows, mark: mark("rect", [:]),
      [
        x("_from"), x2("_to"), y("_from"), y2("_to"), ("fill", colors),
        tooltip([(columns.x, titles.x), (columns.y, titles.y), (columns.value, field.title)], of: layer),
      ])
  }
}
