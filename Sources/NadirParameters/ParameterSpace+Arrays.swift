extension ParameterSpace {
  /// Which of the free coordinates move one array of the parameters, such as the weights of a layer or its biases; all of
  /// them are one where the shape is a list of numbers. They follow one another, and are all of the coordinates.
  package var arrays: [Range<Int>] {
    guard let arrays = layout.encoding?.arrays, !arrays.isEmpty else { return [0..<dimension] }
    var found: [Range<Int>] = []
    var array = 0
    for (coordinate, origin) in map.origins.enumerated() {
      let number = origin.firstNumber
      let isFirst = found.isEmpty || !arrays[array].contains(number)
      while array < arrays.count - 1, !arrays[array].contains(number) { array += 1 }
      if isFirst {
        found.append(coordinate..<coordinate + 1)
      } else {
        found[found.count - 1] = found[found.count - 1].lowerBound..<coordinate + 1
      }
    }
    return found
  }
}

extension CoordinateMap.Origin {
  /// The first of the numbers behind it.
  fileprivate var firstNumber: Int {
    switch self {
    case .number(let number): number
    case .block(let numbers, _): numbers.first ?? 0
    }
  }
}
