extension PanelLayout {
  /// The panel, with finer lines where it is small or where they are many.
  var element: Element {
    let lines = panel.layers.count { layer in
      switch layer.mark {
      case .line, .steps: true
      default: false
      }
    }
    let isFine = plot.width < 320 || lines > 8
    return Element("g", ["class": isFine ? "nadir-panel nadir-fine" : "nadir-panel"], elements)
  }

  /// All of the panel, the lowest first.
  private var elements: [Element] {
    var elements = [grid]
    for layer in panel.layers {
      let marks = PanelLayout.visible(self.elements(of: layer))
      if !marks.isEmpty { elements.append(Element("g", ["class": StyleSheet.name(of: layer.color)], marks)) }
    }
    elements.append(frame)
    elements += (x.labels + y.labels + texts + notes).map(\.element)
    if let endLabels { elements += endLabels.elements }
    if let colorBar { elements += colorBar.elements }
    let hits = self.hits
    if !hits.isEmpty { elements.append(Element("g", ["class": "nadir-hits"], hits)) }
    return elements
  }

  private static func visible(_ marks: [Element]) -> [Element] {
    marks.filter { mark in !mark.attributes.contains { $0.name == "d" && $0.value.isEmpty } }
  }

  private var grid: Element {
    let rows = y.ticks.ticks.map {
      "M" + coordinates(Place(x: plot.x, y: y.scale($0.value))) + "H" + coordinate(plot.maxX)
    }
    let columns = x.ticks.ticks.map {
      "M" + coordinates(Place(x: x.scale($0.value), y: plot.y)) + "V" + coordinate(plot.maxY)
    }
    return Element("path", ["class": "nadir-hair nadir-grid", "d": (rows + columns).joined()])
  }

  private var frame: Element {
    var data = "M" + coordinates(Place(x: plot.x, y: plot.maxY)) + "H" + coordinate(plot.maxX)
    for tick in x.ticks.ticks { data += "M" + coordinates(Place(x: x.scale(tick.value), y: plot.maxY)) + "v4" }
    for tick in x.ticks.minor { data += "M" + coordinates(Place(x: x.scale(tick), y: plot.maxY)) + "v2.5" }
    for tick in y.ticks.ticks { data += "M" + coordinates(Place(x: plot.x, y: y.scale(tick.value))) + "h-4" }
    for tick in y.ticks.minor { data += "M" + coordinates(Place(x: plot.x, y: y.scale(tick))) + "h-2.5" }
    return Element("path", ["class": "nadir-hair nadir-frame", "d": data])
  }
}

extension EndLabels {
  var elements: [Element] {
    items.flatMap { item -> [Element] in
      guard !item.leader.isEmpty, let color = item.text.color else { return [item.text.element] }
      let leader = Element(
        "path",
        [
          "class": "nadir-hair", "stroke-opacity": ".55", "stroke-dasharray": "1 2", "d": pathData(item.leader),
        ])
      return [Element("g", ["class": StyleSheet.name(of: color)], [leader]), item.text.element]
    }
  }
}

extension ColorBar {
  var elements: [Element] {
    let step = bar.height / Double(FieldColors.count)
    let cells = FieldColors.table.enumerated().map { i, color in
      Element(
        "path",
        [
          "fill": color.code,
          "d": "M\(coordinate(bar.x)) \(coordinate(bar.maxY - Double(i + 1) * step))h12v\(coordinate(step + 0.5))h-12z",
        ])
    }
    return [Element("g", cells)] + labels.map(\.element) + (title.map { [$0.element] } ?? [])
  }
}

extension Element {
  init(_ name: String, _ children: [Element]) { self.init(name, [:], children) }
}
