public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

/// How numbers with paths become the JSON object that programs see, and the way back.
///
/// A path such as `rate` is a member; `beta[0]`, `beta[1]`, … are an array `beta`. The elements of a plain array, whose
/// paths have no name, are the array `x`.
public struct ParameterLayout: Sendable, Hashable {
  /// A member of the object: one number, or an array of some.
  private struct Member: Hashable {
    var name: String
    var positions: Range<Int>
    var isArray: Bool
  }

  private let members: [Member]
  private let paths: [String]

  public init(paths: [String]) {
    var members: [Member] = []
    for (i, path) in paths.enumerated() {
      let element = Self.element(path)
      if let element, let last = members.last, last.isArray, last.name == element.name,
        last.positions.count == element.index
      {
        members[members.count - 1].positions = last.positions.lowerBound..<i + 1
      } else if let element, element.index == 0 {
        members.append(Member(name: element.name, positions: i..<i + 1, isArray: true))
      } else {
        members.append(Member(name: path, positions: i..<i + 1, isArray: false))
      }
    }
    self.members = members
    self.paths = paths
  }

  /// Everything that a placeholder in an argument can name: the members, and the elements of arrays.
  public var names: [String] {
    members.flatMap { member in
      guard member.isArray else { return [member.name] }
      return [member.name] + member.positions.indices.map { "\(member.name)[\($0 - member.positions.lowerBound)]" }
    }
  }

  /// The object that holds these numbers, one for each path.
  public func json(_ coordinates: [Double]) -> JSON {
    .object(
      members.map { member in
        let numbers = Array(coordinates[member.positions])
        return (member.name, member.isArray ? .numbers(numbers) : .number(numbers[0]))
      })
  }

  /// The numbers of an object with this layout, in the order of the paths.
  ///
  /// - Parameters:
  ///   - json: The object, or for a plain array the array itself.
  ///   - optional: The positions of numbers that may be missing; they become NaN.
  /// - Throws: ``EvaluationFailure`` of kind `.unreadable` that says what is missing or of another shape.
  public func coordinates(of json: JSON, optional: Set<Int> = []) throws(EvaluationFailure) -> [Double] {
    if let numbers = json.asNumbers, members.count == 1, members[0].isArray {
      return try Self.checked(numbers, of: members[0])
    }
    var coordinates = [Double](repeating: .nan, count: paths.count)
    for member in members {
      guard let value = json[member.name] else {
        if member.positions.allSatisfy(optional.contains) { continue }
        throw EvaluationFailure(.unreadable, "the gradient has no component '\(member.name)'")
      }
      guard let numbers = member.isArray ? value.asNumbers : value.asNumber.map({ [$0] }) else {
        let expected = member.isArray ? "array of numbers" : "number"
        throw EvaluationFailure(.unreadable, "the component '\(member.name)' of the gradient is no \(expected)")
      }
      coordinates.replaceSubrange(member.positions, with: try Self.checked(numbers, of: member))
    }
    return coordinates
  }

  private static func checked(_ numbers: [Double], of member: Member) throws(EvaluationFailure) -> [Double] {
    guard numbers.count == member.positions.count else {
      throw EvaluationFailure(
        .unreadable,
        "the component '\(member.name)' of the gradient has \(numbers.count) elements, not \(member.positions.count)")
    }
    return numbers
  }

  /// The array and the index that `beta[2]` names; `nil` for a path that is no element of an array.
  private static func element(_ path: String) -> (name: String, index: Int)? {
    guard path.last == "]", let open = path.lastIndex(of: "["),
      let index = Int(path[path.index(after: open)...].dropLast())
    else { return nil }
    let name = path[..<open]
    return (name.isEmpty ? "x" : String(name), index)
  }
}

extension ParameterCodec {
  /// The codec of a space: all parameters as one object, gradients in the same shape. A gradient may leave out what is
  /// held fixed.
  public init<Shape>(for space: ParameterSpace<Shape>) {
    let layout = ParameterLayout(paths: space.paths)
    let fixed = Set(space.paths.indices).subtracting(space.free)
    self.init(
      encode: { x in layout.json(space.numbers(at: x)) },
      decodeGradient: { json, x throws(EvaluationFailure) in
        let all = try layout.coordinates(of: json, optional: fixed)
        return space.freeCoordinates(ofNumbers: all, at: x)
      })
  }
}
