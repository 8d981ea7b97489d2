import NadirEvaluation

/// Numbers in the shape of what stands at one place of a tree.
struct PartOfShape: Sendable {
  private let written: Result<(paths: [ParameterPath], numbers: [Double]), ShapeMismatch>

  init<Part: Codable & Sendable>(_ part: Part) {
    written = Result { () throws(ShapeMismatch) in
      let (tree, written) = try WrittenTree.write(part)
      return (tree.paths, written.numbers)
    }
  }

  /// The numbers, for a node below which the numbers have these paths.
  func numbers(
    at node: ArraySlice<ParameterPath.Component>, _ paths: [ParameterPath], as argument: String
  ) throws(InvalidArgument) -> [Double] {
    let place = ParameterPath(Array(node)).description
    let expected = paths.map { ParameterPath(Array($0.components.dropFirst(node.count))) }
    switch written {
    case .failure(let mismatch):
      throw InvalidArgument("\(argument) of '\(place)'", is: mismatch.found, expected: mismatch.expected)
    case .success(let given):
      guard given.paths == expected else {
        throw InvalidArgument(
          "\(argument) of '\(place)'", is: "given for \(Spelling.list(given.paths.map(\.description)))",
          expected: "given for \(Spelling.list(expected.map(\.description))), as in the start")
      }
      return given.numbers
    }
  }
}
