extension Chart {
  /// The chart as a picture that needs nothing else: no script, no font, no file beside it.
  ///
  /// All names of classes begin with `nadir-` and mean the same in every chart, and there are no ids, so that many charts
  /// can be written into one page. Each point that is drawn has an invisible circle of the class `nadir-hit`, whose title
  /// says its values on hover. Long series are thinned to what is seen at this size; extremes remain.
  ///
  /// - Parameters:
  ///   - width: The natural width in pixels, from 120 to 10 000.
  ///   - height: The natural height in pixels; what suits the panels unless given. Where it is less than titles, legend
  ///     and axes need, the picture is higher; at most 10 000.
  ///   - theme: The colors; those that the reader prefers unless given.
  public func svg(width: Int = 720, height: Int? = nil, theme: Theme = .automatic) -> String {
    let layout = ChartLayout(self, width: width, height: height)
    var text = ""
    document(layout, theme).write(to: &text)
    return text + "\n"
  }

  private func document(_ layout: ChartLayout, _ theme: Theme) -> Element {
    let (width, height) = (coordinate(layout.width), coordinate(layout.height))
    let background = Element("rect", ["class": "nadir-background", "width": width, "height": height])
    let texts = layout.texts.map(\.element)
    let content = [background] + texts + layout.legend.elements + layout.panels.map(\.element)
    return Element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height, "viewBox": "0 0 \(width) \(height)",
        "class": "nadir-chart", "role": "img",
      ],
      [
        Element("title", text: title.isEmpty ? "Chart" : title), Element("desc", text: summary),
        Element("style", text: StyleSheet.text(for: theme)),
        Element("g", ["class": StyleSheet.name(of: theme)], content),
      ])
  }

  /// What is shown, for those who do not see it.
  private var summary: String {
    let panels = self.panels.map { panel in
      let axes = [panel.y.title, panel.x.title].filter { !$0.isEmpty }.joined(separator: " over ")
      var names: [String] = []
      for layer in panel.layers where !layer.name.isEmpty && !names.contains(layer.name) { names.append(layer.name) }
      let what = [panel.title, axes].filter { !$0.isEmpty }.joined(separator: ": ")
      return names.isEmpty ? what : "\(what) (\(names.joined(separator: ", ")))"
    }
    return ([subtitle] + panels).filter { !$0.isEmpty }.joined(separator: ". ")
  }
}
