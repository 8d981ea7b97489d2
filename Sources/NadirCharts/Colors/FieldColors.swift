/// How the values of a field become colors: a number of equal steps of its scale, from dark blue to light yellow.
struct FieldColors: Sendable, Equatable {
  let domain: Domain

  /// As many colors as can be told apart beside each other, and no more, so that equal neighbors can be drawn together.
  static let count = 48

  /// From dark to light in equal steps of lightness, so that the order is seen in any vision and in print (the colors of
  /// viridis: Smith & van der Walt 2015, https://bids.github.io/colormap/).
  private static let stops: [RGB] = [
    0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725,
  ].map(RGB.init)

  static let table: [RGB] = (0..<count).map { i in
    let place = Double(i) / Double(count - 1) * Double(stops.count - 1)
    let lower = min(stops.count - 2, Int(place))
    return stops[lower].mixed(with: stops[lower + 1], place - Double(lower))
  }

  init(of field: Field) {
    domain = Domain(of: Extent(field.values), on: Axis(field.title, scale: field.scale), padding: 0)
  }

  /// The place of a value's color in the table, and `nil` where there is no value.
  func index(of value: Double) -> Int? { value.isFinite ? index(ofLength: domain.transform(value)) : nil }

  /// The same for a value that is already transformed as the scale has it.
  func index(ofLength length: Double) -> Int? {
    guard length.isFinite else { return nil }
    let (start, end) = (domain.transform(domain.lower), domain.transform(domain.upper))
    return max(0, min(FieldColors.count - 1, Int((length - start) / (end - start) * Double(FieldColors.count))))
  }
}

extension Field {
  /// Whether there is a grid with a place for each value, in ascending order.
  var isDrawable: Bool {
    xs.count >= 2 && ys.count >= 2 && values.count == xs.count * ys.count && values.contains(where: \.isFinite)
      && Field.isAscending(xs) && Field.isAscending(ys)
  }

  private static func isAscending(_ places: [Double]) -> Bool {
    places.allSatisfy(\.isFinite) && zip(places, places.dropFirst()).allSatisfy { $0 < $1 }
  }
}
