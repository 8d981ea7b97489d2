public import Nadir

/// A number for every parameter, or numbers for some of them by their paths.
public enum SpecifiedNumbers: Sendable, Hashable, ExpressibleByFloatLiteral, ExpressibleByDictionaryLiteral {
  /// A number for what stands at a path.
  public struct Entry: Sendable, Hashable {
    public var reference: ParameterReference
    public var number: Double

    public init(_ reference: ParameterReference, _ number: Double) {
      self.reference = reference
      self.number = number
    }
  }

  case same(Double)
  /// What comes later counts.
  case some([Entry])

  public init(floatLiteral number: Double) { self = .same(number) }

  public init(dictionaryLiteral entries: (ParameterReference, Double)...) {
    self = .some(entries.map { Entry($0, $1) })
  }

  /// The numbers for all parameters of a space; `nil` where nothing is said.
  ///
  /// - Parameter argument: What they are, as it is to be named in errors.
  /// - Throws: ``InvalidArgument`` where a path means no parameter, or one that has no coordinate of its own.
  func perParameter(
    in space: ParameterSpace<some Sendable>, as argument: String
  ) throws(InvalidArgument) -> [Double?] {
    var numbers = [Double?](repeating: nil, count: space.startNumbers.count)
    switch self {
    case .same(let number):
      for coordinate in try space.ownCoordinates(for: argument) { numbers[coordinate.number] = number }
    case .some(let entries):
      let coordinates = try space.ownCoordinates(of: entries.map(\.reference), for: argument)
      for (entry, coordinates) in zip(entries, coordinates) {
        for coordinate in coordinates { numbers[coordinate.number] = entry.number }
      }
    }
    return numbers
  }
}
