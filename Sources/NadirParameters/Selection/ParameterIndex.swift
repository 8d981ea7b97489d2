import NadirEvaluation

/// Finds the numbers that references mean.
struct ParameterIndex {
  /// The name of each number: its own, or its path.
  let names: [String]
  private let paths: [ParameterPath]
  /// The position of each number by its name and by its path; a name goes before a path of the same text.
  private let positions: [String: Int]

  /// - Parameters:
  ///   - paths: The paths of all numbers, as they are printed.
  ///   - names: Names that take the place of paths in messages and tables.
  init(paths: [String], names: ParameterNames) throws(InvalidArgument) {
    self.paths = paths.map { ParameterPath($0) ?? ParameterPath([.key($0)]) }
    self.names = try names.names(for: paths)
    var positions = Dictionary(zip(paths, paths.indices), uniquingKeysWith: { first, _ in first })
    for (position, name) in self.names.enumerated() { positions[name] = position }
    self.positions = positions
  }

  /// The paths of some numbers.
  func paths(_ positions: [Int]) -> [ParameterPath] { positions.map { paths[$0] } }

  /// The positions of the numbers that a reference means, in their order.
  func positions(_ reference: ParameterReference, argument: String) throws(InvalidArgument) -> [Int] {
    try groups(reference, argument: argument).flatMap { $0 }
  }

  /// The groups of several references, one after the other.
  func groups(_ references: [ParameterReference], argument: String) throws(InvalidArgument) -> [[Int]] {
    var all: [[Int]] = []
    for reference in references { all += try groups(reference, argument: argument) }
    return all
  }

  /// The positions of the numbers that a reference means, apart for each place that a pattern with wildcards matches.
  func groups(_ reference: ParameterReference, argument: String) throws(InvalidArgument) -> [[Int]] {
    try places(reference, argument: argument).map(\.positions)
  }

  /// A node, and the positions of the numbers at or below it.
  struct Place {
    var node: ArraySlice<ParameterPath.Component>
    var positions: [Int]
  }

  /// The nodes that a reference means.
  func places(_ reference: ParameterReference, argument: String) throws(InvalidArgument) -> [Place] {
    switch reference {
    case .index(let index):
      guard names.indices.contains(index) else {
        throw InvalidArgument(argument, is: "\(index)", expected: "an index from 0 to \(names.count - 1)")
      }
      return [Place(node: paths[index].components[...], positions: [index])]
    case .path(let text):
      if let position = positions[text] { return [Place(node: paths[position].components[...], positions: [position])] }
      let places = PathPattern(text).map { self.places(like: $0) } ?? []
      guard !places.isEmpty else { throw unknown(text, argument: argument) }
      return places
    }
  }

  private func places(like pattern: PathPattern) -> [Place] {
    var places: [Place] = []
    var known: [ArraySlice<ParameterPath.Component>: Int] = [:]
    for (position, path) in paths.enumerated() {
      guard let node = pattern.match(path) else { continue }
      if let place = known[node] {
        places[place].positions.append(position)
      } else {
        known[node] = places.count
        places.append(Place(node: node, positions: [position]))
      }
    }
    return places
  }

  private func unknown(_ text: String, argument: String) -> InvalidArgument {
    let nearest = Spelling.nearest(to: text, among: candidates(like: PathPattern(text)))
    let suggestion = nearest.map { "did you mean '\($0)'? " } ?? ""
    return InvalidArgument(
      argument, is: "'\(text)'",
      expected: "the name or path of a parameter (\(suggestion)known: \(Spelling.list(names)))")
  }

  /// What might have been meant: all names, all nodes above them, and these with the wildcards of the pattern.
  private func candidates(like pattern: PathPattern?) -> [String] {
    var candidates = names
    var seen = Set(candidates)
    for path in paths {
      for depth in path.components.indices.dropFirst() {
        let node = ParameterPath(Array(path.components.prefix(depth))).description
        if seen.insert(node).inserted { candidates.append(node) }
      }
      if let pattern, pattern.hasWildcards, let general = pattern.generalized(path), seen.insert(general).inserted {
        candidates.append(general)
      }
    }
    return candidates
  }
}
