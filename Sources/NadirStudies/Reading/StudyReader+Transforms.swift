import Nadir

extension Transform {
  /// Those that have a name in studies and nothing else.
  static let named: [Transform] = [.positive, .ordered, .simplex, .covariance, .correlation, .unitSphere]
}

extension StudyReader {
  /// The transform of a node: a name, or a mapping with an interval.
  mutating func transform(_ field: Field) -> ParameterDraft.TransformRule? {
    if field.isMapping {
      let before = errors.count
      let members = members(of: field, known: ["interval"])
      // Where the key was misspelt, that is what is missing.
      guard errors.count == before else { return nil }
      return required("interval", of: members, in: field, expected: "a list of two numbers")
        .flatMap { interval($0) }.map { .transform(.interval($0)) }
    }
    if field.text == "interval" { return .intervalOfBounds }
    if let named = Transform.named.first(where: { $0.name == field.text }) { return .transform(named) }
    let known = Transform.named.map(\.name) + ["interval"]
    let choices = "one of \(known.joined(separator: ", ")) or {interval: [lower, upper]}"
    return reject(field, expected: choices + field.suggestion(among: known))
  }

  /// A list of a finite number and a larger one.
  mutating func interval(_ field: Field) -> ClosedRange<Double>? {
    let ends = field.elements?.map(\.number)
    guard let ends, ends.count == 2, let lower = ends[0], let upper = ends[1], lower.isFinite, upper.isFinite,
      lower < upper
    else { return reject(field, expected: "a list of a finite number and a larger one, such as [0, 1]") }
    return lower...upper
  }

  /// What a transform keeps of its node: one constraint, but one for each number where the bounds that it takes for its
  /// interval are not the same for all.
  mutating func constraints(
    of transform: ParameterDraft.NodeTransform, _ numbers: [ParameterDraft.Number]
  ) -> [PlacedConstraint] {
    let nodes = transform.references
    func placed(_ kind: Transform, _ references: [ParameterReference]) -> PlacedConstraint {
      PlacedConstraint(constraint: Constraint(kind, references), field: transform.field)
    }
    if case .transform(let kind) = transform.rule { return [placed(kind, nodes)] }

    // What its bounds fix needs no interval.
    let moved = transform.tree.positions.map { numbers[$0] }.filter { $0.range.lower != $0.range.upper }
    for number in moved where !(number.range.upper - number.range.lower).isFinite {
      reject(transform.field, expected: "used where both bounds are finite (of '\(number.path)')")
      return []
    }
    let ranges = moved.filter { $0.range.lower < $0.range.upper }.map { $0.range.lower...$0.range.upper }
    guard let first = ranges.first, ranges.count == moved.count else { return [] }
    if moved.count == transform.tree.positions.count, ranges.allSatisfy({ $0 == first }) {
      return [placed(.interval(first), nodes)]
    }
    return zip(ranges, moved).map { placed(.interval($0), [.path($1.path.description)]) }
  }
}

extension ParameterDraft.NodeTransform {
  /// The node, or all parts of the root, which has no path of its own.
  fileprivate var references: [ParameterReference] {
    guard node.components.isEmpty, case .mapping(let members) = tree else { return [.path(node.description)] }
    return members.map { .path(ParameterPath([.key($0.key)]).description) }
  }
}
