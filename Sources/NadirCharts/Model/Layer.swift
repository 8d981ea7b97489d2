/// Marks of one kind and color.
public struct Layer: Sendable, Equatable {
  /// What the marks stand for, in the legend and on hover; empty for what needs no entry. Layers of the same name and
  /// color have one entry together.
  public var name: String
  public var mark: Mark
  public var color: Color

  /// - Parameters:
  ///   - name: What the marks stand for.
  ///   - mark: What is drawn.
  ///   - color: The part that the color plays, or the place of the series in the palette; the color of text unless given.
  public init(_ name: String = "", _ mark: Mark, in color: Color = .text) {
    self.name = name
    self.mark = mark
    self.color = color
  }

  /// What a color is for. A theme says which it is.
  public enum Color: Sendable, Hashable {
    /// The color of series i, from 0; beyond the palette the colors come again with other dashes and symbols.
    case series(Int)
    /// What is there, but not what is looked at.
    case muted
    /// The color of text and axes.
    case text
    /// What went wrong.
    case alarm
  }
}

/// What is drawn of a layer. A point whose coordinates are not finite is not drawn, and a line has a gap there.
public enum Mark: Sendable, Equatable {
  /// Straight lines from point to point.
  case line([Point], Stroke = .solid)
  /// Each value held until the next one.
  case steps([Point], Stroke = .solid)
  case points([Point], Symbol = .circle)
  /// What lies between two curves.
  case band([Interval])
  /// A vertical bar at each place.
  case bars([Interval])
  /// Marks at the edge of the panel below these places, such as where evaluations failed.
  case rug([Point])
  /// A line across the panel at a height, such as that of a known minimum, with its name written at it.
  case level(Double, Stroke = .dashed)
  /// A line across the panel at a place.
  case place(Double, Stroke = .dashed)
  /// Values over a plane, as colors with lines of equal value.
  case field(Field)

  public enum Stroke: Sendable, Hashable {
    case solid, dashed
    /// Half as wide, for what is one of many.
    case thin
  }

  public enum Symbol: Sendable, Hashable {
    case circle
    /// Smaller, for what is one of many.
    case dot
    case cross
    /// What is looked for, such as the best point.
    case star
  }
}

/// A place in a panel.
public struct Point: Sendable, Equatable {
  public var x: Double
  public var y: Double
  /// What is said of it on hover beside its coordinates; empty for nothing.
  public var note: String

  public init(_ x: Double, _ y: Double, note: String = "") {
    self.x = x
    self.y = y
    self.note = note
  }
}

/// What lies between two heights at a place.
public struct Interval: Sendable, Equatable {
  public var x: Double
  public var lower: Double
  public var upper: Double

  public init(_ x: Double, from lower: Double, to upper: Double) {
    self.x = x
    self.lower = lower
    self.upper = upper
  }
}

/// Values on a grid of places.
public struct Field: Sendable, Equatable {
  /// What the values are, such as `value`.
  public var title: String
  /// Ascending, at least two.
  public var xs: [Double]
  /// Ascending, at least two.
  public var ys: [Double]
  /// Row by row: the value at (xs[i], ys[j]) is values[j · xs.count + i]. NaN where there is none.
  public var values: [Double]
  /// How values become colors.
  public var scale: Axis.Scale

  public init(_ title: String, xs: [Double], ys: [Double], values: [Double], scale: Axis.Scale = .linear) {
    self.title = title
    self.xs = xs
    self.ys = ys
    self.values = values
    self.scale = scale
  }
}
