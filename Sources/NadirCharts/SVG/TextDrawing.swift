extension PlacedText {
  /// The text as an element, with all of it on hover where it was shortened.
  var element: Element {
    var text = Element("text", ["x": coordinate(place.x), "y": coordinate(place.y), "class": styles])
    if anchor != .start { text = text.with("text-anchor", anchor.rawValue) }
    if !full.isEmpty { text.append(Element("title", text: full)) }
    text.content.append(.text(label.base))
    if !label.exponent.isEmpty {
      let size = coordinate(role.size * TextWidth.exponentSize)
      text.append(Element("tspan", ["dy": coordinate(-0.35 * role.size), "font-size": size], text: label.exponent))
    }
    return text
  }

  private var styles: String {
    let own = "nadir-\(role.rawValue)"
    let tint: String =
      switch role {
      case .title, .heading, .legend, .contour: "nadir-text"
      case .subtitle, .axis, .tick: "nadir-soft"
      case .label, .note: color.map { StyleSheet.name(of: $0) } ?? "nadir-text"
      }
    return "\(own) \(tint)" + (role == .note || role == .label ? " nadir-halo-text" : "")
  }
}
