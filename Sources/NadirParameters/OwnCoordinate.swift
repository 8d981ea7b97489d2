public import NadirEvaluation

/// A free coordinate that is one parameter in its unit, and not a part of what a transform or a linear equality moves.
public struct OwnCoordinate: Sendable, Hashable {
  /// The position of the parameter among all numbers.
  public var number: Int
  /// Its position among the free coordinates.
  public var index: Int
  /// The unit u > 0: where the coordinate changes by h, the parameter changes by u h.
  public var unit: Double

  init(number: Int, index: Int, unit: Double) {
    self.number = number
    self.index = index
    self.unit = unit
  }
}

extension ParameterSpace {
  /// For each free coordinate, the parameter that it is; `nil` for those of transforms and linear equalities.
  public var coordinates: [OwnCoordinate?] {
    var coordinates = [OwnCoordinate?](repeating: nil, count: dimension)
    for own in map.own.values { coordinates[own.index] = own }
    return coordinates
  }

  /// The coordinates of all parameters that move, where each has one of its own; equal parameters have one together.
  ///
  /// - Parameter argument: What they are asked for, as it is to be named in errors.
  /// - Throws: ``InvalidArgument`` where a transform or a linear equality moves a parameter.
  public func ownCoordinates(for argument: String) throws(InvalidArgument) -> [OwnCoordinate] {
    try own(Array(startNumbers.indices), map.own, for: argument)
  }

  /// The coordinates of the parameters that each reference means.
  ///
  /// Fixed parameters have none. Those that equal others have that of the first among them.
  ///
  /// - Parameter argument: What they are asked for, as it is to be named in errors.
  /// - Throws: ``InvalidArgument`` where a reference means no parameter, or one that a transform or a linear equality
  ///   moves.
  public func ownCoordinates(
    of references: [ParameterReference], for argument: String
  ) throws(InvalidArgument) -> [[OwnCoordinate]] {
    let coordinates = map.own
    let index = try self.index
    var result: [[OwnCoordinate]] = []
    for reference in references {
      result.append(try own(try index.positions(reference, argument: argument), coordinates, for: argument))
    }
    return result
  }

  /// The positions of the numbers that references mean, by name or by path, each once, in the order of the references.
  ///
  /// - Parameter argument: What they are given for, as it is to be named in errors.
  /// - Throws: ``InvalidArgument`` with the nearest known name where one means nothing.
  public func positions(
    of references: [ParameterReference], for argument: String
  ) throws(InvalidArgument) -> [Int] {
    try references.positions(in: try index, for: argument)
  }

  /// The numbers that each free coordinate moves, by their positions: one, or those that a transform or a linear
  /// equality moves together. Those that equal others are not among them.
  public var numbersMoved: [[Int]] {
    map.origins.map { origin in
      switch origin {
      case .number(let number): [number]
      case .block(let numbers, _): numbers
      }
    }
  }

  /// The position of the number that one equals; its own where it equals none.
  public func leader(of position: Int) -> Int { leaders[position] ?? position }

  private func own(
    _ positions: [Int], _ coordinates: [Int: OwnCoordinate], for argument: String
  ) throws(InvalidArgument) -> [OwnCoordinate] {
    var result: [OwnCoordinate] = []
    var seen: Set<Int> = []
    for position in positions {
      let leader = leaders[position] ?? position
      if let coordinate = coordinates[leader] {
        if seen.insert(leader).inserted { result.append(coordinate) }
      } else if let constraint = transforms[leader] {
        throw InvalidArgument(
          argument, is: "for '\(paths[position])', which moves by the constraint '\(constraint)'",
          expected: "for parameters that move by themselves")
      }
    }
    return result
  }
}
