/// A picture of numbers, as a value: what is drawn, not how.
///
///     let chart = Chart(
///       "Two methods", panels: [
///         Panel(
///           x: Axis("evaluations"), y: Axis("value", scale: .logarithmic),
///           layers: [Layer("BFGS", .line(points), in: .series(0))])
///       ])
///     try chart.svg().write(…)
///
/// It has several renderings: an SVG that needs nothing else, a specification in Vega-Lite for those who restyle it in a
/// notebook, and text for a terminal. All of them draw the same marks from the same numbers.
public struct Chart: Sendable, Equatable {
  /// What the chart shows, in one line; empty for none.
  public var title: String
  /// A second line, smaller; empty for none.
  public var subtitle: String
  /// What stands beside and below each other, row by row.
  public var panels: [Panel]
  /// How many panels stand beside each other; in a picture that is too narrow for them, fewer.
  public var columns: Int

  /// - Parameters:
  ///   - title: What the chart shows, in one line.
  ///   - subtitle: A second line, smaller.
  ///   - panels: What stands beside and below each other, row by row.
  ///   - columns: How many panels stand beside each other, at least 1; as many as make the chart about as wide as two
  ///     panels are unless given: 1 for one panel, 2 for up to four, else 3.
  public init(_ title: String = "", subtitle: String = "", panels: [Panel], columns: Int? = nil) {
    self.title = title
    self.subtitle = subtitle
    self.panels = panels
    self.columns = max(1, columns ?? (panels.count == 1 ? 1 : panels.count <= 4 ? 2 : 3))
  }
}

/// A pair of axes and what is drawn between them.
public struct Panel: Sendable, Equatable {
  /// What this panel shows; empty where the chart's title says it.
  public var title: String
  public var x: Axis
  public var y: Axis
  /// What is drawn, the lowest first.
  public var layers: [Layer]

  public init(_ title: String = "", x: Axis, y: Axis, layers: [Layer]) {
    self.title = title
    self.x = x
    self.y = y
    self.layers = layers
  }
}
