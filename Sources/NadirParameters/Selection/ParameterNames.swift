import NadirEvaluation

/// Names for parameters, which take the place of their paths in reports, tables and messages and are understood wherever
/// a path is.
///
///     ["slope", "intercept"]                 // for all, in their order
///     ["layers[0][1]": "w01", 3: "bias"]     // for some
public struct ParameterNames: Sendable, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  private enum Specification: Sendable {
    case all([String])
    case some([(ParameterReference, String)])
  }

  private let specification: Specification

  /// Names for all parameters, in their order.
  public init(_ names: [String]) { specification = .all(names) }

  public init(arrayLiteral names: String...) { specification = .all(names) }

  public init(dictionaryLiteral names: (ParameterReference, String)...) { specification = .some(names) }

  /// The paths themselves.
  public static var paths: ParameterNames { [:] }

  /// Whether no parameter has a name but its path.
  var isEmpty: Bool {
    if case .some(let names) = specification { names.isEmpty } else { false }
  }

  /// The name of each parameter.
  ///
  /// - Throws: ``InvalidArgument`` when there are too few or too many, or two are the same.
  func names(for paths: [String]) throws(InvalidArgument) -> [String] {
    var result = paths
    switch specification {
    case .some(let names) where names.isEmpty: return paths
    case .some(let names):
      let index = try ParameterIndex(paths: paths, names: .paths)
      for (reference, name) in names {
        let positions = try index.positions(reference, argument: "a parameter to be named")
        guard positions.count == 1 else {
          throw InvalidArgument(
            "a parameter to be named", is: "'\(reference.text)', which means \(positions.count) parameters",
            expected: "the path of one")
        }
        result[positions[0]] = name
      }
    case .all(let names):
      guard names.count == paths.count else {
        throw InvalidArgument(
          "the number of names", is: "\(names.count)", expected: "\(paths.count), as there are parameters")
      }
      result = names
    }
    var seen: Set<String> = []
    for name in result where !seen.insert(name).inserted {
      throw InvalidArgument("the name '\(name)'", is: "given to two parameters", expected: "given to one")
    }
    return result
  }
}
