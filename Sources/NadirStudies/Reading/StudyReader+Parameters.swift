import Nadir

/// What a specification of parameters may say.
private let words = ["start", "lower", "upper", "soft_lower", "soft_upper", "fixed", "scale", "transform"]

/// The parameters of a study, and where their constraints are written.
struct ParametersSection {
  var specified: SpecifiedParameters
  var constraints: [PlacedConstraint]
}

extension StudyReader {
  /// - Parameter listed: The constraints of the study beside those that are transforms of nodes.
  mutating func parameters(_ field: Field, under listed: [PlacedConstraint]) -> ParametersSection? {
    let before = errors.count
    var draft = ParameterDraft()
    let tree = node(field, at: ParameterPath(), &draft)
    check(draft.numbers)
    let constraints = draft.transforms.flatMap { self.constraints(of: $0, draft.numbers) } + listed
    guard let tree, errors.count == before else { return nil }

    let start = StudyParameters(tree, draft.numbers.map(\.start.value))
    let specified = SpecifiedParameters(
      start: start,
      lower: start.with(coordinates: draft.numbers.map(\.range.lower)),
      upper: start.with(coordinates: draft.numbers.map(\.range.upper)),
      softLower: start.with(coordinates: draft.numbers.map { $0.softLower?.value ?? -.infinity }),
      softUpper: start.with(coordinates: draft.numbers.map { $0.softUpper?.value ?? .infinity }),
      fixed: zip(start.paths, draft.numbers).filter { $0.1.isFixed?.value == true }.map(\.0),
      scale: start.with(coordinates: draft.numbers.map(\.size)),
      constraints: constraints.map(\.constraint))
    return ParametersSection(specified: specified, constraints: constraints)
  }

  /// A number, a list, a mapping of named nodes, a specification, or the name of a file with one of these.
  ///
  /// - Parameter isStart: Whether it is the start of a specification, where the words of a specification name
  ///   parameters.
  private mutating func node(
    _ field: Field, at path: ParameterPath, isStart: Bool = false, _ draft: inout ParameterDraft
  ) -> ParameterTree? {
    if !draft.isInFile, let name = fileName(field) {
      draft.isInFile = true
      defer { draft.isInFile = false }
      return contents(of: name, field).flatMap { node($0, at: path, isStart: isStart, &draft) }
    }
    if let pairs = field.pairs {
      if pairs.contains(where: { $0.key.text == "start" }) { return specification(field, at: path, &draft) }
      return isStart || !lacksStart(field, pairs) ? group(field, pairs, at: path, &draft) : nil
    }
    // The program sees names.
    if path.components.isEmpty { return reject(field, expected: "a mapping from names to numbers") }
    if let elements = field.elements { return list(field, elements, at: path, &draft) }
    return number(field, expected: "a finite number or a list or mapping of such", where: \.isFinite).map {
      .number(draft.append($0, at: path, field))
    }
  }

  private mutating func list(
    _ field: Field, _ elements: [Field], at path: ParameterPath, _ draft: inout ParameterDraft
  ) -> ParameterTree? {
    guard !elements.isEmpty else { return reject(field, expected: "a list of one number or more") }
    let trees = elements.enumerated().compactMap { i, element in
      node(element, at: path.appending(.index(i)), &draft)
    }
    return trees.count == elements.count ? .list(trees) : nil
  }

  private mutating func group(
    _ field: Field, _ pairs: [(key: Field, value: Field)], at path: ParameterPath, _ draft: inout ParameterDraft
  ) -> ParameterTree? {
    guard !pairs.isEmpty else { return reject(field, expected: "one parameter or more") }
    let members = pairs.compactMap { key, value -> ParameterTree.Member? in
      guard let name = name(key) else { return nil }
      return node(value, at: path.appending(.key(name)), &draft).map { .init(name, $0) }
    }
    return members.count == pairs.count ? .mapping(members) : nil
  }

  private mutating func name(_ key: Field) -> String? {
    let forbidden: Set<Character> = ["[", "]", "{", "}"]
    if let name = key.text, !name.isEmpty, !name.contains(where: { forbidden.contains($0) || $0.isWhitespace }) {
      return name
    }
    return reject(key, expected: "a name without spaces, brackets and braces")
  }

  /// Whether a mapping without `start` is meant to have it, which is an error.
  private mutating func lacksStart(_ field: Field, _ pairs: [(key: Field, value: Field)]) -> Bool {
    let others = pairs.map(\.key).filter { key in !words.contains { $0 == key.text } }
    guard others.count < pairs.count else { return false }
    if others.isEmpty {
      report(
        .missing(expected: "the values that this is said of (parameters of these names are written inside 'start')"),
        at: Field(path: "\(field.path).start", node: field.node))
      return true
    }
    let misspelt = others.filter { key in key.text.flatMap { Spelling.nearest(to: $0, among: ["start"]) } != nil }
    for key in misspelt { report(.unknownKey(nearest: "start", known: words), at: key) }
    return !misspelt.isEmpty
  }
}

// MARK: Specifications

extension StudyReader {
  private mutating func specification(
    _ field: Field, at path: ParameterPath, _ draft: inout ParameterDraft
  ) -> ParameterTree? {
    let members = members(of: field, known: words)
    let expected = "a number, or a list or mapping of such"
    guard let start = required("start", of: members, in: field, expected: expected),
      let tree = node(start, at: path, isStart: true, &draft)
    else { return nil }
    let lower = SpecifiedValue("a number below +infinity") { $0.number.flatMap { $0 < .infinity ? $0 : nil } }
    let upper = SpecifiedValue("a number above -infinity") { $0.number.flatMap { $0 > -.infinity ? $0 : nil } }
    spread(members["lower"], over: tree, \.lower, lower, &draft)
    spread(members["upper"], over: tree, \.upper, upper, &draft)
    spread(members["soft_lower"], over: tree, \.softLower, lower, &draft)
    spread(members["soft_upper"], over: tree, \.softUpper, upper, &draft)
    spread(members["fixed"], over: tree, \.isFixed, SpecifiedValue("true or false", \.bool), &draft)
    spread(members["scale"], over: tree, \.scale, .scale, &draft)
    if let field = members["transform"], let rule = transform(field) {
      draft.transforms.append(.init(rule: rule, node: path, tree: tree, field: field))
    }
    return tree
  }

  /// Says one value of all numbers of a node, or a list or mapping of values of its parts. Null says nothing, and so
  /// does a mapping of what it leaves out.
  private mutating func spread<Value>(
    _ field: Field?, over tree: ParameterTree,
    _ key: WritableKeyPath<ParameterDraft.Number, ParameterDraft.Said<Value>?>, _ reading: SpecifiedValue<Value>,
    _ draft: inout ParameterDraft
  ) {
    guard let field, !field.isNull else { return }
    if let elements = field.elements, let parts = tree.elements, elements.count == parts.count {
      for (element, part) in zip(elements, parts) { spread(element, over: part, key, reading, &draft) }
    } else if let pairs = field.pairs, case .mapping(let members) = tree {
      let parts = Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
      for (name, value) in pairs {
        if let part = name.text.flatMap({ parts[$0] }) {
          spread(value, over: part, key, reading, &draft)
        } else {
          let known = members.map(\.key)
          let nearest = name.text.flatMap { Spelling.nearest(to: $0, among: known) }
          report(.unknownKey(nearest: nearest, known: known), at: name)
        }
      }
    } else if let value = reading.value(field) {
      let positions = tree.positions
      for i in positions { draft.say(key, of: i, .init(value: value, field: field, isShared: positions.count > 1)) }
    } else {
      reject(field, expected: reading.expected(insteadOf: field, for: tree))
    }
  }
}

extension ParameterTree {
  /// A list of these, whose numbers follow each other.
  fileprivate static func list(_ elements: [ParameterTree]) -> ParameterTree {
    let isPlain = elements.allSatisfy { if case .number = $0 { true } else { false } }
    return isPlain ? .numbers(hull(elements.map(\.positions))) : .sequence(elements)
  }
}
