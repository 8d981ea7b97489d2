import Nadir

/// Reads a study from YAML, and collects what is wrong with it.
///
/// Each part returns `nil`, or its default, after it has taken note of an error, so that the parts behind it are read
/// and their errors told too.
struct StudyReader {
  let file: String
  private(set) var errors: [StudyError] = []

  init(file: String) { self.file = file }

  mutating func study(_ text: String) throws(StudyErrors) -> Study {
    let root = Field(path: "", node: try compose(text))
    let known = [
      "name", "objective", "parameters", "constraints", "data", "loss", "direction", "algorithm", "starts", "samples",
      "width", "differences", "workers", "budget", "seed", "on_failure",
    ]
    let members = members(of: root, known: known)

    let objective = required("objective", of: members, in: root, expected: "a mapping with 'command' or 'worker'")
      .flatMap { self.objective($0, hasData: members["data"] != nil) }
    let field = required("parameters", of: members, in: root, expected: "a mapping from names to numbers")
    let listed = members["constraints"].map { self.constraints($0) } ?? []
    let parameters = field.flatMap { self.parameters($0, under: listed) }
    let space = field.flatMap { field in parameters.flatMap { self.space(of: $0, at: field) } }
    let reading = ResidualReading(
      data: members["data"].map { self.data($0) } ?? [],
      loss: members["loss"].flatMap { self.loss($0) } ?? .squares)
    let name = members["name"].flatMap { self.text($0, expected: "text") } ?? fileStem
    let direction = word(members["direction"], among: Direction.allCases) ?? .minimize
    let workers = whole(members["workers"], 1...65_536) ?? processorCount()
    let budget = members["budget"].map { self.budget($0) } ?? .unlimited
    let seed = whole(members["seed"], 0...Study.largestSeed) ?? 0
    let failurePolicy = members["on_failure"].flatMap { self.failurePolicy($0) } ?? .worst
    checkResiduals(members, objective?.evaluation, direction)
    var features = space.map { ProblemFeatures($0) } ?? .unknown
    features.direction = direction
    features.provides = objective?.evaluation.provides(under: reading) ?? .value
    let algorithm = members["algorithm"].flatMap { self.algorithm($0, for: features) } ?? .automatic
    let starts = self.starts(members)
    let differences = members["differences"].flatMap { self.differences($0, in: space) } ?? .forward

    guard errors.isEmpty, let objective, let parameters else { throw StudyErrors(errors, in: file) }
    let study = Study(
      file: file, text: text, name: name, program: objective.program, evaluation: objective.evaluation,
      parameters: parameters.specified, data: reading.data, loss: reading.loss, direction: direction,
      algorithm: algorithm, starts: starts, differences: differences, workers: workers, budget: budget,
      failurePolicy: failurePolicy, seed: seed)
    try checkWhole(study, members, at: root)
    return study
  }

  /// What the parts cannot tell alone, such as an algorithm that takes no bounds.
  private mutating func checkWhole(_ study: Study, _ members: [String: Field], at root: Field) throws(StudyErrors) {
    var concerned = members["algorithm"]
    do throws(OptimizationError) {
      var single = study
      single.starts = .single
      let run = try single.run()
      concerned = members["objective"]
      try study.objective.checkPlaceholders(in: run.space)
      concerned = members["starts"]
      _ = try study.run()
    } catch {
      report("\(error)", at: concerned ?? root)
      throw StudyErrors(errors, in: file)
    }
  }

  /// What data and a loss ask of the other parts.
  private mutating func checkResiduals(
    _ members: [String: Field], _ evaluation: Study.Evaluation?, _ direction: Direction
  ) {
    if direction == .maximize, let field = members["direction"],
      let key = ["data", "loss"].first(where: { members[$0] != nil })
    {
      reject(field, expected: "minimize, because '\(key)' is for least squares")
    }
    guard let loss = members["loss"], members["data"] == nil, case .command(let provides) = evaluation,
      !provides.contains(.residuals)
    else { return }
    report("'loss' is for residuals; add 'provides: residuals' to the objective, or 'data'", at: loss)
  }

  private func compose(_ text: String) throws(StudyErrors) -> Node {
    do throws(StudyError) {
      if let node = try YAML.node(of: text, file: file) { return node }
      throw StudyError(file: file, key: "", problem: .syntax("the study is empty; see 'nadir init'"))
    } catch {
      throw StudyErrors([error], in: file)
    }
  }

  /// The name of the file without its folder and its last extension.
  private var fileStem: String {
    let name = file.split(separator: "/").last ?? "study"
    return String(name.lastIndex(of: ".").map { name[..<$0] } ?? name)
  }
}

extension ProblemFeatures {
  /// What is assumed so that options can be checked beside wrong parameters.
  fileprivate static let unknown = ProblemFeatures(dimension: 1, hasBounds: false)

  fileprivate init(_ space: ParameterSpace<StudyParameters>) {
    self.init(dimension: space.dimension, hasBounds: !space.box.isUnbounded)
  }
}

// MARK: What all parts use

extension StudyReader {
  /// The members of a mapping by their keys; those that mean nothing here, and empty ones, are left out.
  mutating func members(of field: Field, known: [String]) -> [String: Field] {
    var members: [String: Field] = [:]
    let examples = known.prefix(3).joined(separator: ", ")
    for (key, value) in pairs(of: field, expected: "a mapping with keys such as \(examples)") {
      guard let name = key.text, known.contains(name) else {
        let nearest = key.text.flatMap { Spelling.nearest(to: $0, among: known) }
        report(.unknownKey(nearest: nearest, known: known), at: key)
        continue
      }
      if !value.isNull { members[name] = value }
    }
    return members
  }

  /// The keys and values of a mapping, in their order.
  mutating func pairs(of field: Field, expected: String) -> [(key: Field, value: Field)] {
    if let pairs = field.pairs { return pairs }
    if field.isNull {
      report(.missing(expected: expected), at: field)
    } else {
      reject(field, expected: expected)
    }
    return []
  }

  /// A member that has to be there.
  mutating func required(
    _ key: String, of members: [String: Field], in field: Field, expected: String
  ) -> Field? {
    if let member = members[key] { return member }
    let path = field.path.isEmpty ? key : "\(field.path).\(key)"
    report(.missing(expected: expected), at: Field(path: path, node: field.node))
    return nil
  }

  mutating func text(_ field: Field, expected: String) -> String? {
    if let text = field.text, !field.isNull { return text }
    return reject(field, expected: expected)
  }

  mutating func number(_ field: Field?, expected: String, where isRight: (Double) -> Bool) -> Double? {
    guard let field else { return nil }
    if let number = field.number, isRight(number) { return number }
    return reject(field, expected: expected)
  }

  mutating func whole(_ field: Field?, _ range: ClosedRange<Int>) -> Int? {
    guard let field else { return nil }
    if let whole = field.number.flatMap({ Int(exactly: $0) }), range ~= whole {
      return whole
    }
    let isOpen = range.upperBound == .max
    let limits = isOpen ? "of \(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
    return reject(field, expected: "a whole number \(limits)")
  }

  mutating func word<Word: RawRepresentable<String>>(_ field: Field?, among words: [Word]) -> Word? {
    guard let field else { return nil }
    if let word = field.text.flatMap(Word.init(rawValue:)) { return word }
    let known = words.map(\.rawValue)
    return reject(field, expected: known.joined(separator: " or ") + field.suggestion(among: known))
  }

  /// Takes note of a value that is not what was expected, and returns nothing in its place.
  @discardableResult
  mutating func reject<Value>(_ field: Field, expected: String) -> Value? {
    report(.value(field.shown, expected: expected), at: field)
    return nil
  }

  mutating func reject(_ field: Field, expected: String) {
    report(.value(field.shown, expected: expected), at: field)
  }

  mutating func report(_ problem: StudyError.Problem, at field: Field) {
    errors.append(
      StudyError(
        file: field.node.file, line: field.node.line, column: field.node.column,
        key: field.path.isEmpty ? "the study" : field.path, problem: problem))
  }

  mutating func report(_ message: String, at field: Field) { report(.syntax(message), at: field) }

  mutating func report(_ error: StudyError) { errors.append(error) }
}
