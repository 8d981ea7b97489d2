import Nadir

private let methods = Differences.Method.allCases.map(\.rawValue)
private let extrapolations: [(name: String, choice: Extrapolation.Choice)] = [
  ("richardson", .last), ("ridders", .best),
]
/// The keys that give the step; one of them at most.
private let rules = ["relative", "absolute", "noise"]

extension StudyReader {
  /// A word, or a mapping with a method, steps and an extrapolation.
  ///
  /// - Parameter space: What the paths are of; they are not checked where the parameters are wrong.
  mutating func differences(_ field: Field, in space: ParameterSpace<StudyParameters>?) -> SpecifiedDifferences? {
    guard field.isMapping else { return namedDifferences(field) }
    let before = errors.count
    let members = members(of: field, known: ["method"] + rules + ["derivative", "typical", "extrapolation"])
    // Where a key was misspelt, that is what is missing.
    if errors.count == before { checkRules(members) }
    let extrapolation = members["extrapolation"].flatMap { self.extrapolation($0) }
    // `{extrapolation: ridders}` is `ridders`.
    let method = members["method"].map { self.method($0) } ?? (members["extrapolation"] == nil ? .forward : .central)
    let factors = members["relative"].flatMap { numbers($0, in: space, isForAnyCoordinate: true) }
    let steps = members["absolute"].flatMap { numbers($0, in: space) }
    let level = number(members["noise"], expected: "a finite number above 0", where: isPositive)
    let derivative = members["derivative"].flatMap { numbers($0, in: space) }
    let typical = members["typical"].flatMap { numbers($0, in: space) }
    let fixed = steps ?? (members["extrapolation"] == nil ? derivative : nil)
    if let field = members["typical"], case .same? = fixed {
      report("'\(field.path)' plays no part in steps that are given for all parameters", at: field)
    }
    guard errors.count == before, let method else { return nil }

    var differences = SpecifiedDifferences(method, typicalSizes: typical, extrapolation: extrapolation)
    if let steps { differences.step = .absolute(steps) }
    if let level { differences.step = .noise(level, derivative: derivative) }
    if let factors { differences.step = .relative(factors) }
    if let space { check(differences, in: space, at: field) }
    return differences
  }

  private mutating func namedDifferences(_ field: Field) -> SpecifiedDifferences? {
    if let method = field.text.flatMap(Differences.Method.init(rawValue:)) { return SpecifiedDifferences(method) }
    if let choice = extrapolations.first(where: { $0.name == field.text })?.choice {
      return SpecifiedDifferences(.central, extrapolation: Extrapolation(choice))
    }
    let words = methods + extrapolations.map(\.name)
    let expected = "one of \(words.joined(separator: ", ")), or a mapping with 'method', a step and 'extrapolation'"
    return reject(field, expected: expected + field.suggestion(among: words))
  }

  private mutating func method(_ field: Field) -> Differences.Method? {
    guard extrapolations.contains(where: { $0.name == field.text }) else {
      return word(field, among: Differences.Method.allCases)
    }
    return reject(field, expected: "\(methods.joined(separator: " or ")); what extrapolates them is 'extrapolation'")
  }

  /// A name, or a mapping with a name and options.
  private mutating func extrapolation(_ field: Field) -> Extrapolation? {
    let members = field.isMapping ? self.members(of: field, known: ["name", "levels", "ratio"]) : ["name": field]
    var extrapolation = Extrapolation()
    if let name = members["name"] {
      let words = extrapolations.map(\.name)
      guard let choice = extrapolations.first(where: { $0.name == name.text })?.choice else {
        return reject(name, expected: words.joined(separator: " or ") + name.suggestion(among: words))
      }
      extrapolation = Extrapolation(choice)
    }
    if let levels = whole(members["levels"], 2...30) { extrapolation.levels = levels }
    if let ratio = number(members["ratio"], expected: "a finite number above 1", where: { $0 > 1 && $0.isFinite }) {
      extrapolation.ratio = ratio
    }
    return extrapolation
  }

  /// Checks that the keys for the step do not contradict each other.
  private mutating func checkRules(_ members: [String: Field]) {
    let given = rules.filter { members[$0] != nil }
    let list = rules.joined(separator: ", ")
    for rule in given.dropFirst() {
      guard let field = members[rule] else { continue }
      report("'\(field.path)' contradicts '\(given[0])': only one of \(list) gives the step", at: field)
    }
    guard let derivative = members["derivative"] else { return }
    if members["noise"] == nil {
      report("'\(derivative.path)' is for 'noise', which is not given", at: derivative)
    } else if members["extrapolation"] != nil {
      report("'\(derivative.path)' is for a single step, and 'extrapolation' takes several", at: derivative)
    }
  }

  /// What only the numbers for coordinates tell, such as one that is 0 in the unit of its coordinate.
  private mutating func check(
    _ differences: SpecifiedDifferences, in space: ParameterSpace<StudyParameters>, at field: Field
  ) {
    do throws(InvalidArgument) {
      _ = try differences.differences(in: space).coordinates(of: space)
    } catch {
      report("'\(field.path)': in units of the parameters' scales, \(error)", at: field)
    }
  }
}

// MARK: Numbers by parameter

private func isPositive(_ number: Double) -> Bool { number > 0 && number.isFinite }

extension StudyReader {
  /// A number for all parameters, or a mapping from paths to numbers.
  ///
  /// - Parameter isForAnyCoordinate: Whether one number for all means something for coordinates that are no parameters.
  private mutating func numbers(
    _ field: Field, in space: ParameterSpace<StudyParameters>?, isForAnyCoordinate: Bool = false
  ) -> SpecifiedNumbers? {
    guard let pairs = field.pairs else {
      let expected = "a finite number above 0, or a mapping from paths to such"
      guard let number = number(field, expected: expected, where: isPositive) else { return nil }
      if !isForAnyCoordinate { checkAll(field, in: space) }
      return .same(number)
    }
    if pairs.isEmpty { return reject(field, expected: "one path or more with a number") }
    var entries: [(key: Field, entry: SpecifiedNumbers.Entry)] = []
    for (key, value) in pairs where !value.isNull {
      let number = number(value, expected: "a finite number above 0", where: isPositive)
      guard let path = text(key, expected: "the path of a parameter") else { continue }
      entries.append((key, .init(.path(path), number ?? 1)))
    }
    if let space { check(entries.map { ($0.key, $0.entry.reference) }, in: space) }
    return .some(entries.map(\.entry))
  }

  /// Checks that every parameter that moves has a coordinate of its own.
  private mutating func checkAll(_ field: Field, in space: ParameterSpace<StudyParameters>?) {
    do throws(InvalidArgument) {
      _ = try space?.ownCoordinates(for: "")
    } catch {
      report(.value(error.value, expected: error.expected), at: field)
    }
  }

  /// Checks that every path means parameters with coordinates of their own.
  private mutating func check(
    _ paths: [(field: Field, reference: ParameterReference)], in space: ParameterSpace<StudyParameters>
  ) {
    if (try? space.ownCoordinates(of: paths.map(\.reference), for: "")) != nil { return }
    for (field, reference) in paths {
      do throws(InvalidArgument) {
        _ = try space.ownCoordinates(of: [reference], for: "")
      } catch {
        report(.value(error.value, expected: error.expected), at: field)
      }
    }
  }
}
