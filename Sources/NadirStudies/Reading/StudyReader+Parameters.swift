import Nadir
import Yams

/// The parameters of a study, all in the shape of the start.
struct ParametersSection {
  var start: StudyParameters
  var lower: StudyParameters
  var upper: StudyParameters
  var fixed: [String]
  var scale: StudyParameters

  /// What decides which algorithm is chosen where none is named.
  var features: ProblemFeatures {
    let isFixed = Set(fixed)
    let free = start.paths.indices.filter {
      !isFixed.contains(start.paths[$0]) && lower.coordinates[$0] != upper.coordinates[$0]
    }
    let hasBounds = free.contains { lower.coordinates[$0].isFinite || upper.coordinates[$0].isFinite }
    return ProblemFeatures(dimension: free.count, hasBounds: hasBounds)
  }
}

/// One parameter, as many elements as it has.
private struct ParameterEntry {
  var name: String
  var isArray: Bool
  var start: [Double]
  var lower: [Double]
  var upper: [Double]
  var fixed: [Bool]
  var scale: [Double]

  func value(_ part: KeyPath<ParameterEntry, [Double]>) -> (name: String, value: StudyParameters.Value) {
    let numbers = self[keyPath: part]
    return (name, isArray ? .numbers(numbers) : .number(numbers[0]))
  }
}

extension StudyReader {
  mutating func parameters(_ field: Field) -> ParametersSection? {
    let pairs = pairs(of: field, expected: "a mapping from names to numbers")
    if pairs.isEmpty, case .mapping = field.node { reject(field, expected: "one parameter or more") }
    let entries = pairs.compactMap { key, value in
      checkName(key) ? entry(value, name: key.text ?? "") : nil
    }
    guard entries.count == pairs.count, !entries.isEmpty else { return nil }

    let start = StudyParameters(entries.map { $0.value(\.start) })
    let isFixed = entries.flatMap(\.fixed)
    return ParametersSection(
      start: start,
      lower: StudyParameters(entries.map { $0.value(\.lower) }),
      upper: StudyParameters(entries.map { $0.value(\.upper) }),
      fixed: zip(start.paths, isFixed).filter(\.1).map(\.0),
      scale: StudyParameters(entries.map { $0.value(\.scale) }))
  }

  private mutating func checkName(_ key: Field) -> Bool {
    let forbidden: Set<Character> = ["[", "]", "{", "}"]
    if let name = key.text, !name.isEmpty, !name.contains(where: { forbidden.contains($0) || $0.isWhitespace }) {
      return true
    }
    reject(key, expected: "a name without spaces, brackets and braces")
    return false
  }

  private mutating func entry(_ field: Field, name: String) -> ParameterEntry? {
    guard case .mapping = field.node else { return start(field).flatMap { entry(name: name, $0, [:]) } }
    let members = members(of: field, known: ["start", "lower", "upper", "fixed", "scale"])
    return required("start", of: members, in: field, expected: "a number or a list of numbers")
      .flatMap { start($0) }.flatMap { entry(name: name, $0, members) }
  }

  private mutating func entry(
    name: String, _ start: (numbers: [Double], isArray: Bool), _ members: [String: Field]
  ) -> ParameterEntry? {
    let before = errors.count
    let count = start.isArray ? start.numbers.count : nil
    let lower = spread(members["lower"], count, default: -.infinity, expected: "a number below +infinity") {
      $0.isNull ? -.infinity : $0.number.flatMap { $0 < .infinity ? $0 : nil }
    }
    let upper = spread(members["upper"], count, default: .infinity, expected: "a number above -infinity") {
      $0.isNull ? .infinity : $0.number.flatMap { $0 > -.infinity ? $0 : nil }
    }
    let fixed = spread(members["fixed"], count, default: false, expected: "true or false", \.bool)
    let scale = spread(members["scale"], count, default: 1, expected: "a finite number above 0") {
      $0.number.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    }
    guard errors.count == before else { return nil }
    let entry = ParameterEntry(
      name: name, isArray: start.isArray, start: start.numbers, lower: lower, upper: upper, fixed: fixed, scale: scale)
    checkBounds(of: entry, members)
    return entry
  }

  /// One number, or a list of some.
  private mutating func start(_ field: Field) -> (numbers: [Double], isArray: Bool)? {
    guard let elements = field.elements else {
      return number(field, expected: "a finite number or a list of them", where: \.isFinite).map { ([$0], false) }
    }
    guard !elements.isEmpty else { return reject(field, expected: "a list of one number or more") }
    let numbers = elements.compactMap { number($0, expected: "a finite number", where: \.isFinite) }
    return numbers.count == elements.count ? (numbers, true) : nil
  }

  /// One value for each element: as many as the start has, or one for all.
  ///
  /// - Parameter count: The number of elements of an array; `nil` for a parameter that is one number.
  private mutating func spread<Value>(
    _ field: Field?, _ count: Int?, default: Value, expected: String, _ value: (Field) -> Value?
  ) -> [Value] {
    guard let field else { return Array(repeating: `default`, count: count ?? 1) }
    guard let elements = field.elements else {
      if let one = value(field) { return Array(repeating: one, count: count ?? 1) }
      reject(field, expected: expected + (count.map { ", or a list of \($0), as the start is" } ?? ""))
      return []
    }
    guard let count, elements.count == count else {
      reject(field, expected: expected + (count.map { ", or a list of \($0), as the start is" } ?? ", as the start is"))
      return []
    }
    return elements.compactMap { element in
      if let one = value(element) { return one }
      return reject(element, expected: expected)
    }
  }

  private mutating func checkBounds(of entry: ParameterEntry, _ members: [String: Field]) {
    for i in entry.start.indices {
      let element = entry.isArray ? "[\(i)]" : ""
      guard entry.lower[i] <= entry.upper[i] else {
        guard let field = place(members["lower"], i) else { continue }
        report(
          .value("\(entry.lower[i])", expected: "at most its upper bound \(entry.upper[i])"),
          at: Field(path: field.path, node: field.node))
        continue
      }
      if entry.lower[i] <= entry.start[i], entry.start[i] <= entry.upper[i] { continue }
      guard let field = place(members["start"], i) else { continue }
      report(
        .value("\(entry.start[i])", expected: range(entry.lower[i], entry.upper[i])),
        at: Field(path: field.path.hasSuffix("]") ? field.path : field.path + element, node: field.node))
    }
  }

  private func range(_ lower: Double, _ upper: Double) -> String {
    if lower == -.infinity { return "at most its upper bound \(upper)" }
    if upper == .infinity { return "at least its lower bound \(lower)" }
    return "within its bounds \(lower)...\(upper)"
  }

  /// The element that belongs to position i, or the one that is for all.
  private func place(_ field: Field?, _ i: Int) -> Field? {
    guard let elements = field?.elements else { return field }
    return elements[i]
  }
}
