/// The outlines of symbols.
enum SymbolShape: Sendable, Hashable {
  case disk(radius: Double)
  case square, triangle, diamond
  case cross, star

  /// - Parameters:
  ///   - cycle: How often the palette has been gone through: later series have other shapes.
  ///   - count: How many there are: many are smaller.
  init(_ symbol: Mark.Symbol, cycle: Int, count: Int = 1) {
    let radius = count > 2000 ? 1.3 : count > 400 ? 2 : symbol == .dot ? 1.8 : 3
    let shapes: [SymbolShape] = [
      .disk(radius: symbol == .dot ? min(1.8, radius) : radius), .square, .triangle, .diamond,
    ]
    switch symbol {
    case .circle, .dot: self = shapes[cycle % shapes.count]
    case .cross: self = .cross
    case .star: self = .star
    }
  }

  /// Outlines around places.
  func path(at places: [Place]) -> String {
    switch self {
    case .disk: Self.path(places, from: (0, 0), "h0")
    case .square: Self.path(places, from: (-2.7, -2.7), "h5.4v5.4h-5.4z")
    case .triangle: Self.path(places, from: (0, -3.8), "l3.6 6.2h-7.2z")
    case .diamond: Self.path(places, from: (0, -3.9), "l3.9 3.9-3.9 3.9-3.9-3.9z")
    case .cross: Self.path(places, from: (-3, -3), "l6 6m0-6l-6 6")
    case .star:
      // Five points on a circle of radius 8, and five between them on one of 3.1.
      Self.path(
        places, from: (0, -8), "l1.8 5.5 5.8 0-4.7 3.4 1.8 5.6-4.7-3.4-4.7 3.4 1.8-5.6-4.7-3.4 5.8 0z")
    }
  }

  private static func path(_ places: [Place], from start: (x: Double, y: Double), _ outline: String) -> String {
    places.map { "M" + coordinates(Place(x: $0.x + start.x, y: $0.y + start.y)) + outline }.joined()
  }

  /// Such outlines as elements.
  ///
  /// - Parameter hasHalo: Whether they stand on a ground from which they have to be set off.
  func elements(at places: [Place], hasHalo: Bool) -> [Element] {
    let data = path(at: places)
    let width: Double
    let element: Element
    switch self {
    case .disk(let radius):
      width = 2 * radius
      element = Element("path", ["class": "nadir-line", "style": "stroke-width:\(coordinate(width))", "d": data])
    case .cross:
      width = 1.7
      element = Element("path", ["class": "nadir-line", "style": "stroke-width:\(coordinate(width))", "d": data])
    case .square, .triangle, .diamond, .star:
      width = 0
      element = Element("path", ["class": "nadir-filled", "d": data])
    }
    guard hasHalo || self == .star else { return [element] }
    let halo = Element("path", ["class": "nadir-halo", "style": "stroke-width:\(coordinate(width + 2.4))", "d": data])
    return [halo, element]
  }
}
