/// A length in the picture, to a tenth of a pixel.
func coordinate(_ value: Double) -> String {
  // Nothing that is drawn is that far away; the bounds keep any number a number.
  guard value.isFinite else { return "0" }
  let tenths = Int((max(-1e6, min(1e6, value)) * 10).rounded())
  let (whole, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
  return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
}

/// A place as a pair of coordinates.
func coordinates(_ place: Place) -> String { coordinate(place.x) + " " + coordinate(place.y) }

/// Straight lines through places.
func pathData(_ places: [Place]) -> String {
  guard let first = places.first else { return "" }
  // A line of no length is seen as a dot, because lines have round ends.
  guard places.count > 1 else { return "M" + coordinates(first) + "h0" }
  return "M" + places.map(coordinates).joined(separator: " ")
}
