import NadirEvaluation
import NadirEvaluators
import NadirJSON
import NadirParameters

/// Walks through a gradient along the tree that it must have the shape of, so that an error can name its place.
struct GradientReader {
  /// What was read so far, by positions; NaN where nothing was.
  private(set) var numbers: [Double]
  private let optional: Set<Int>
  private var path = ParameterPath()

  /// - Parameters:
  ///   - count: The number of numbers in the tree.
  ///   - optional: The positions of those that may be missing.
  init(count: Int, optional: Set<Int>) {
    numbers = [Double](repeating: .nan, count: count)
    self.optional = optional
  }

  /// Reads a whole gradient, or the value of its only member.
  mutating func read(_ json: JSON, as root: ParameterTree) throws(EvaluationFailure) {
    if json.asObject == nil, case .mapping(let members) = root, members.count == 1 {
      try read(json, as: members[0].value, at: .key(members[0].key))
    } else {
      try readNode(json, as: root)
    }
  }

  private mutating func read(
    _ json: JSON?, as tree: ParameterTree, at step: ParameterPath.Component
  ) throws(EvaluationFailure) {
    path.components.append(step)
    if let json, json != .null {
      try readNode(json, as: tree)
    } else if !isOptional(tree) {
      throw unreadable(json == nil ? "the gradient has no component '\(path)'" : "\(place) is null")
    }
    path.components.removeLast()
  }

  private mutating func readNode(_ json: JSON, as tree: ParameterTree) throws(EvaluationFailure) {
    switch tree {
    case .constant: break
    case .number(let position):
      guard let number = json.asNumber else { throw unreadable("\(place) is no number") }
      numbers[position] = number
    case .numbers(let positions):
      let elements = try elements(of: json, count: positions.count)
      for (i, position) in positions.enumerated() {
        if let number = elements[i].asNumber {
          numbers[position] = number
        } else {
          try read(elements[i], as: .number(position), at: .index(i))
        }
      }
    case .sequence(let trees):
      let elements = try elements(of: json, count: trees.count)
      for (i, tree) in trees.enumerated() { try read(elements[i], as: tree, at: .index(i)) }
    case .mapping(let members):
      let values = try values(of: json, for: members)
      for (member, value) in zip(members, values) { try read(value, as: member.value, at: .key(member.key)) }
    }
  }

  private func elements(of json: JSON, count: Int) throws(EvaluationFailure) -> [JSON] {
    guard let elements = json.asArray else { throw unreadable("\(place) is no array") }
    guard elements.count == count else { throw unreadable("\(place) has \(elements.count) elements, not \(count)") }
    return elements
  }

  /// The values of the members; a program that answers in the order of the parameters needs no search for them.
  private func values(of json: JSON, for members: [ParameterTree.Member]) throws(EvaluationFailure) -> [JSON?] {
    guard let object = json.asObject else {
      guard path.components.isEmpty, let elements = json.asArray, elements.count != numbers.count else {
        throw unreadable("\(place) is no object")
      }
      throw unreadable("\(place) has \(elements.count) elements, but there are \(numbers.count) parameters")
    }
    if object.elementsEqual(members, by: { $0.key == $1.key }) { return object.map(\.value) }
    let values = Dictionary(object.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    return members.map { values[$0.key] }
  }

  private func isOptional(_ tree: ParameterTree) -> Bool {
    switch tree {
    case .number(let position): optional.contains(position)
    case .numbers(let positions): positions.allSatisfy(optional.contains)
    case .constant: true
    case .sequence(let elements): elements.allSatisfy(isOptional)
    case .mapping(let members): members.allSatisfy { isOptional($0.value) }
    }
  }

  private var place: String { path.components.isEmpty ? "the gradient" : "the component '\(path)' of the gradient" }

  private func unreadable(_ message: String) -> EvaluationFailure { EvaluationFailure(.unreadable, message) }
}
