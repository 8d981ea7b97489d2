import NadirEvaluation

/// Some numbers that are moved together, by the coordinates of a transform.
struct TransformedBlock: Sendable {
  let transform: any CoordinateTransform
  /// The positions of the numbers.
  let numbers: [Int]
  /// What it is called in tables.
  let name: String
}

extension ConstraintSite {
  /// The blocks of all transforms; numbers held fixed are in none.
  ///
  /// - Throws: ``InvalidArgument`` when the start breaks a constraint, two want the same number, or one cannot be kept
  ///   together with bounds or fixed numbers.
  func transformedBlocks(_ constraints: [Constraint]) throws(InvalidArgument) -> [TransformedBlock] {
    var blocks: [TransformedBlock] = []
    var owner: [Int: String] = [:]
    for constraint in constraints {
      guard case .transform(let transform) = constraint.kind else { continue }
      for numbers in try places(of: constraint, argument: "a parameter of the transform '\(transform.name)'") {
        for number in numbers {
          if let other = owner.updateValue(transform.name, forKey: number) {
            throw shared(number, other, transform.name)
          }
        }
        if let block = try block(transform, numbers) { blocks.append(block) }
      }
    }
    return blocks
  }

  func shared(_ number: Int, _ one: String, _ other: String) -> InvalidArgument {
    InvalidArgument(
      "'\(index.names[number])'", is: "part of two constraints, '\(one)' and '\(other)'", expected: "part of one")
  }

  /// The numbers of each block that a constraint makes.
  private func places(of constraint: Constraint, argument: String) throws(InvalidArgument) -> [[Int]] {
    let places = try index.groups(constraint.references, argument: argument)
    guard !places.isEmpty else { throw InvalidArgument(argument, is: "missing", expected: "named") }
    return constraint.references.count == 1 ? places : [places.flatMap { $0 }]
  }

  private func list(_ numbers: [Int]) -> String { Spelling.list(numbers.map { index.names[$0] }) }

  private func block(_ kind: Transform, _ numbers: [Int]) throws(InvalidArgument) -> TransformedBlock? {
    let whole = try kind.coordinateTransform(of: numbers.map { start[$0] }, index.paths(numbers), named: list(numbers))
    do throws(Violation) {
      _ = try whole.coordinates(of: numbers.map { start[$0] })
    } catch {
      throw InvalidArgument("the start of \(list(numbers))", is: error.found, expected: error.expected)
    }
    if whole is any ElementwiseTransform { return try elementwise(kind, numbers) }

    for (place, number) in numbers.enumerated() {
      try checkBounds(of: number, keptTo: kind.range(of: place, among: numbers.count), by: kind.name)
    }
    for number in numbers where groups.isShared[number] {
      throw InvalidArgument(
        "'\(index.names[number])'", is: "part of an equality and of the transform '\(kind.name)'",
        expected: "part of one of them")
    }
    let free = numbers.filter { !isFixed[$0] }
    if free.isEmpty { return nil }
    if free.count == numbers.count { return TransformedBlock(transform: whole, numbers: numbers, name: kind.name) }
    let fixed = numbers.filter { isFixed[$0] }
    guard let rest = kind.coordinateTransform(of: free.map { start[$0] }, besides: fixed.map { start[$0] }) else {
      throw InvalidArgument(
        "'\(index.names[fixed[0]])'", is: "fixed", expected: "free like the rest of the transform '\(kind.name)'")
    }
    return TransformedBlock(transform: rest, numbers: free, name: kind.name)
  }

  /// Every number by itself; those that follow another leave it to their leader.
  private func elementwise(_ kind: Transform, _ numbers: [Int]) throws(InvalidArgument) -> TransformedBlock? {
    var moved: [Int] = []
    for number in numbers.map({ groups.leader[$0] }) where !isFixed[number] && !moved.contains(number) {
      moved.append(number)
    }
    if moved.isEmpty { return nil }
    let transform = try kind.coordinateTransform(of: moved.map { start[$0] }, [], named: list(moved))
    return TransformedBlock(transform: transform, numbers: moved, name: kind.name)
  }

  /// Checks that a number has no bounds but those that its transform keeps it within anyway.
  func checkBounds(of number: Int, keptTo range: ClosedRange<Double>?, by name: String) throws(InvalidArgument) {
    let range = range ?? -.infinity...(.infinity)
    if isFixed[number] || (lower[number] <= range.lowerBound && upper[number] >= range.upperBound) { return }
    throw InvalidArgument(
      "the range of '\(index.names[number])'", is: "\(lower[number])...\(upper[number])",
      expected: "left out, because '\(index.names[number])' is part of the constraint '\(name)', which cannot keep it")
  }
}
