import Nadir

/// A constraint with the place where it is written.
struct PlacedConstraint {
  var constraint: Constraint
  var field: Field
}

extension StudyReader {
  mutating func constraints(_ field: Field) -> [PlacedConstraint] {
    guard let elements = field.elements else {
      reject(field, expected: "a list of constraints such as {equal: [a, b]}")
      return []
    }
    return elements.compactMap { element in
      constraint(element).map { PlacedConstraint(constraint: $0, field: element) }
    }
  }

  private mutating func constraint(_ field: Field) -> Constraint? {
    let kinds = ["equal", "pairwise_equal", "linear"] + Transform.named.map(\.name) + ["interval"]
    let before = errors.count
    let members = members(of: field, known: kinds + ["equals"])
    let given = kinds.filter { members[$0] != nil }
    guard given.count == 1, let kind = given.first, let value = members[kind] else {
      guard errors.count == before else { return nil }
      let expected = "one of \(kinds.joined(separator: ", "))"
      report(
        given.isEmpty ? .missing(expected: "\(expected) in it") : .value("of \(given.count) kinds", expected: expected),
        at: field)
      return nil
    }
    if kind == "linear" { return linear(value, equals: members["equals"], in: field) }
    if let equals = members["equals"] {
      report("'\(equals.path)' is for linear constraints", at: equals)
      return nil
    }
    switch kind {
    case "equal", "pairwise_equal": return references(value).map { .equal($0, pairwise: kind == "pairwise_equal") }
    case "interval": return interval(of: value)
    default:
      return Transform.named.first { $0.name == kind }.flatMap { kind in references(value).map { .init(kind, $0) } }
    }
  }

  private mutating func interval(of field: Field) -> Constraint? {
    guard field.isMapping else { return reject(field, expected: "a mapping with 'parameters' and 'range'") }
    let members = members(of: field, known: ["parameters", "range"])
    let references = required("parameters", of: members, in: field, expected: "a path or a list of paths")
      .flatMap { self.references($0) }
    let range = required("range", of: members, in: field, expected: "a list of two numbers").flatMap { interval($0) }
    guard let references, let range else { return nil }
    return Constraint(.interval(range), references)
  }

  private mutating func linear(_ field: Field, equals: Field?, in constraint: Field) -> Constraint? {
    let pairs = pairs(of: field, expected: "a mapping from paths to weights")
    if pairs.isEmpty, field.isMapping { reject(field, expected: "one weight or more") }
    let weights = pairs.compactMap { key, value -> (ParameterReference, Double)? in
      let weight = number(value, expected: "a finite number", where: \.isFinite)
      guard let path = text(key, expected: "the path of a parameter"), let weight else { return nil }
      return (.path(path), weight)
    }
    let members = equals.map { ["equals": $0] } ?? [:]
    let sum = required("equals", of: members, in: constraint, expected: "the number that the weighted sum is")
      .flatMap { number($0, expected: "a finite number", where: \.isFinite) }
    guard let sum, !pairs.isEmpty, weights.count == pairs.count else { return nil }
    return .linear(weights, equals: sum)
  }

  /// A path, or a list of some.
  private mutating func references(_ field: Field) -> [ParameterReference]? {
    let elements = field.elements ?? [field]
    guard !elements.isEmpty else { return reject(field, expected: "the path of a parameter, or a list of some") }
    let paths = elements.compactMap { text($0, expected: "the path of a parameter, or a list of some") }
    return paths.count == elements.count ? paths.map { .path($0) } : nil
  }
}
