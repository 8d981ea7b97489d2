extension Differences {
  /// What stands behind a coordinate: the position of the number that it moves, in which unit.
  public typealias Origin = (number: Int, unit: Double)

  /// The same differences for coordinates that move numbers, each in a unit of its own: number = unit · coordinate + c.
  ///
  /// What is said of numbers, in their units, is then said of coordinates, in theirs. Relative steps remain relative to
  /// the size of the coordinate.
  ///
  /// - Parameter origins: What stands behind each coordinate; `nil` where several numbers do, of which nothing is known
  ///   but the default.
  ///   It is made only where something is said of numbers.
  public func converted(to origins: @autoclosure () -> [Origin?]) -> Differences {
    guard step.isSaidOfNumbers else { return self }
    let origins = origins()
    var differences = self
    let order = method == .central ? 3 : 2
    differences.step.typicalSizes = step.typicalSizes.each(origins) { $0 / $1 }
    switch step.rule {
    case .relative(let factors): differences.step.rule = .relative(factors?.each(origins) { factor, _ in factor })
    case .absolute(let steps): differences.step.rule = .absolute(steps.converted(origins) { $0 / $1 })
    case .noise(let level, let derivatives):
      // With x = u y the derivatives by y are dᵏf/dyᵏ = uᵏ dᵏf/dxᵏ.
      let converted = derivatives?.converted(origins) { derivative, unit in
        (0..<order).reduce(derivative) { product, _ in product * unit }
      }
      differences.step.rule = .noise(level, converted)
    }
    return differences
  }
}

extension Differences.Step {
  /// Whether the rule has numbers in the units of what is differentiated, or different ones for each.
  fileprivate var isSaidOfNumbers: Bool {
    if case .each = typicalSizes { return true }
    switch rule {
    case .relative(nil), .relative(.same), .noise(_, nil): return false
    case .relative(.each), .absolute, .noise: return true
    }
  }
}

extension PerCoordinate {
  /// The numbers for coordinates; what is the same for all stays so.
  fileprivate func each(
    _ origins: [Differences.Origin?], _ convert: (_ number: Double, _ unit: Double) -> Double
  ) -> PerCoordinate {
    if case .same = self { return self }
    return converted(origins, convert)
  }

  /// The numbers for coordinates, each in its unit.
  fileprivate func converted(
    _ origins: [Differences.Origin?], _ convert: (_ number: Double, _ unit: Double) -> Double
  ) -> PerCoordinate {
    if case .same = self, origins.allSatisfy({ $0?.unit == 1 }) { return self }
    return .each(
      origins.map { origin in
        guard let origin, let number = self[origin.number] else { return nil }
        return convert(number, origin.unit)
      })
  }
}
