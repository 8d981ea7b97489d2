/// A text where it stands.
struct PlacedText: Sendable, Equatable {
  enum Anchor: String, Sendable {
    case start, middle, end
  }

  /// What the text is for, which says its color and weight.
  enum Role: String, Sendable {
    case title, subtitle, heading, axis, tick, legend, label, note, contour
  }

  var label: NumberLabel
  /// Where the line of text begins, is centered or ends, on its baseline.
  var place: Place
  var anchor: Anchor
  var role: Role
  /// The text before it was shortened; empty where it was not.
  var full = ""
  var color: Layer.Color?

  init(_ label: NumberLabel, at place: Place, _ anchor: Anchor, _ role: Role, color: Layer.Color? = nil) {
    self.label = label
    self.place = place
    self.anchor = anchor
    self.role = role
    self.color = color
  }

  /// A text that takes at most so much width.
  init(
    _ text: String, at place: Place, _ anchor: Anchor, _ role: Role, width: Double = .infinity,
    color: Layer.Color? = nil
  ) {
    let shown = text.shortened(to: width / role.stretch, size: role.size)
    self.init(NumberLabel(base: shown), at: place, anchor, role, color: color)
    if shown != text { full = text }
  }

  var width: Double { TextWidth.of(label, size: role.size) * role.stretch }

  /// What the text covers.
  var box: Rectangle {
    let shift: Double =
      switch anchor {
      case .start: 0
      case .middle: width / 2
      case .end: width
      }
    return Rectangle(x: place.x - shift, y: place.y - 0.8 * role.size, width: width, height: role.size)
  }
}

extension PlacedText.Role {
  /// How much wider the text is than plain one: bold text is a little.
  var stretch: Double { self == .title || self == .heading ? 1.08 : 1 }

  /// The size of the font.
  var size: Double {
    switch self {
    case .title: 16
    case .subtitle: 12
    case .heading: 13
    case .axis, .tick, .note: 11
    case .contour: 10
    case .legend, .label: 12
    }
  }
}
