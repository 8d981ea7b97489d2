import Nadir

extension StudyReader {
  /// The number of starts, and what is said of them beside it.
  mutating func starts(_ members: [String: Field]) -> SpecifiedStarts {
    for key in ["samples", "width"] where members["starts"] == nil {
      if let field = members[key] { report("'\(key)' is for many starts; add 'starts'", at: field) }
    }
    let runs = whole(members["starts"], 1...Multistart.mostRuns) ?? 1
    let samples = members["samples"].flatMap { field -> Int? in
      guard let samples = whole(field, 1...Multistart.mostSamples) else { return nil }
      return samples >= runs ? samples : reject(field, expected: "\(runs) or more, as there are starts")
    }
    return SpecifiedStarts(
      runs: runs, samples: samples,
      width: whole(members["width"], 1...SpecifiedStarts.largestWidth) ?? Multistart.defaultWidth)
  }
}
