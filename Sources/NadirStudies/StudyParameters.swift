public import Nadir

/// The parameters of a study: names in the order of the file, each with one number or an array of them.
///
/// Their paths are `rate` and `beta[0]`, `beta[1]`, ….
public struct StudyParameters: Parameters, Equatable {
  /// A named number, or array of numbers.
  public enum Value: Sendable, Equatable {
    case number(Double)
    case numbers([Double])

    var numbers: [Double] {
      switch self {
      case .number(let number): [number]
      case .numbers(let numbers): numbers
      }
    }
  }

  public let paths: [String]
  public private(set) var coordinates: [Double]
  /// How the numbers are written as one object.
  public let layout: ParameterLayout

  public init(_ values: [(name: String, value: Value)]) {
    paths = values.flatMap { name, value in
      switch value {
      case .number: [name]
      case .numbers(let numbers): numbers.indices.map { "\(name)[\($0)]" }
      }
    }
    coordinates = values.flatMap(\.value.numbers)
    layout = ParameterLayout(paths: paths)
  }

  public func with(coordinates: [Double]) -> StudyParameters {
    var parameters = self
    parameters.coordinates = coordinates
    return parameters
  }

  /// The parameters as the object that programs see: numbers and arrays by name.
  public var json: JSON { layout.json(coordinates) }
}
