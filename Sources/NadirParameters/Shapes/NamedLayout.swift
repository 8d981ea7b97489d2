import NadirEvaluation

/// The layout of numbers by name. It remembers the order of the names, and where each stands in the start, so that
/// nothing is sorted or looked up when parameters are made.
struct NamedLayout: ShapeLayout {
  private let start: [String: Double]
  private let keys: [String]
  private let places: [Dictionary<String, Double>.Index]
  /// Names are encoded in the order that they have here.
  let encoding: FlatTree?

  init(_ start: [String: Double]) {
    self.start = start
    let places = start.indices.sorted { start[$0].key < start[$1].key }
    self.places = places
    keys = places.map { start[$0].key }
    encoding = FlatTree(Self.tree(keys))
  }

  var tree: ParameterTree { Self.tree(keys) }

  private static func tree(_ keys: [String]) -> ParameterTree {
    .mapping(keys.enumerated().map { .init($0.element, .number($0.offset)) })
  }

  var paths: [String] { keys.map { ParameterPath([.key($0)]).description } }

  var unitRoundoffs: [Double] { [] }

  var takesAnyNumbers: Bool { true }

  func coordinates(of parameters: [String: Double]) throws(ShapeMismatch) -> [Double] {
    var coordinates: [Double] = []
    coordinates.reserveCapacity(keys.count)
    for key in keys {
      guard let number = parameters[key] else {
        throw ShapeMismatch(at: ParameterPath([.key(key)]), found: "nothing", expected: "a number")
      }
      coordinates.append(number)
    }
    if parameters.count == keys.count { return coordinates }
    let extra = parameters.keys.sorted().first { start[$0] == nil } ?? ""
    throw ShapeMismatch(at: ParameterPath([.key(extra)]), found: "a number", expected: "nothing")
  }

  /// A copy of a dictionary keeps the places of its keys.
  func parameters(_ coordinates: [Double]) -> [String: Double] {
    var parameters = start
    for (place, coordinate) in zip(places, coordinates) { parameters.values[place] = coordinate }
    return parameters
  }
}
