/// Where everything of a panel is.
struct PanelLayout: Sendable, Equatable {
  let panel: Panel
  /// Between the axes.
  let plot: Rectangle
  let x: AxisLayout
  let y: AxisLayout
  let isEmpty: Bool
  private(set) var texts: [PlacedText] = []
  private(set) var notes: [PlacedText] = []
  var endLabels: EndLabels?
  private(set) var colorBar: ColorBar?

  /// - Parameters:
  ///   - frame: All that the panel takes.
  ///   - margins: What is beside the plot.
  init(_ panel: Panel, domains: PanelDomains, in frame: Rectangle, margins: PanelMargins) {
    self.panel = panel
    isEmpty = domains.isEmpty
    let width = max(20, frame.width - margins.left - margins.right)
    let height = max(20, frame.height - margins.top - margins.bottom)
    plot = Rectangle(x: frame.x + margins.left, y: frame.y + margins.top, width: width, height: height)
    let bottom = AxisLayout(alongBottomOf: plot, domain: domains.x, within: frame.x - 8...frame.maxX + 8)
    let left = AxisLayout(alongLeftOf: plot, domain: domains.y)
    x = domains.hasPlaces ? bottom : bottom.bare
    y = domains.hasHeights ? left : left.bare
    if !panel.title.isEmpty {
      texts.append(
        PlacedText(panel.title, at: Place(x: frame.x, y: frame.y + 12), .start, .heading, width: frame.width))
    }
    if let field = panel.field { colorBar = ColorBar(of: field, beside: plot) }
    let yTitle = y.title(of: panel.y)
    if !yTitle.isEmpty {
      let room = (colorBar?.title.map { $0.box.x - 12 } ?? frame.maxX) - frame.x
      texts.append(PlacedText(yTitle, at: Place(x: frame.x, y: plot.y - 11), .start, .axis, width: room))
    }
    let xTitle = x.title(of: panel.x)
    if !xTitle.isEmpty, margins.hasTitleBelow {
      let place = Place(x: plot.x + plot.width / 2, y: plot.maxY + 31)
      let room = 2 * min(place.x - frame.x, frame.maxX - place.x) + 16
      texts.append(PlacedText(xTitle, at: place, .middle, .axis, width: room))
    }
    if isEmpty {
      let place = Place(x: plot.x + plot.width / 2, y: plot.y + plot.height / 2 + 4)
      texts.append(PlacedText("no data", at: place, .middle, .subtitle))
    } else {
      notes = PanelLayout.notes(of: panel.layers, in: self)
    }
  }
}

extension Panel {
  /// The lowest field, whose colors are explained.
  var field: Field? {
    for layer in layers {
      if case .field(let field) = layer.mark, field.isDrawable { return field }
    }
    return nil
  }
}
