import Nadir

extension RunRecord.LocalOptimum {
  /// - Parameters:
  ///   - count: How many parameters there are.
  ///   - basins: How many minima there are.
  init(_ member: ResultMember, count: Int, basins: Int) throws(ResultError) {
    self.init(
      run: try member.member("run").whole(1 ... .max), start: try member.member("start").numbers(count),
      best: try member.member("parameters").numbers(count), value: try member.member("value").number(),
      termination: try member.member("termination").termination(), counts: try Counts(member),
      basin: try member.member("basin").ifPresent { place throws(ResultError) in
        let basin = try place.whole(0 ... .max)
        guard basin < basins else { throw place.error(expected: "the index of one of \(basins) basins, or null") }
        return basin
      })
  }
}

extension RunRecord.Basin {
  init(_ member: ResultMember, count: Int) throws(ResultError) {
    self.init(
      best: try member.member("parameters").numbers(count), value: try member.member("value").number(),
      runs: try member.member("runs").elements { run throws(ResultError) in try run.whole(1 ... .max) })
  }
}

extension Counts {
  /// What a run has spent, as it stands among its members.
  init(_ member: ResultMember) throws(ResultError) {
    self.init()
    evaluations = try member.member("evaluations").whole(0 ... .max)
    rounds = try member.member("rounds").whole(0 ... .max)
    iterations = try member.member("iterations").whole(0 ... .max)
    failures = try member.member("failures").whole(0 ... .max)
  }
}

extension ResultMember {
  func termination() throws(ResultError) -> Termination {
    try word(Termination.init(name:), expected: "a reason to end, such as converged.gradient")
  }

  /// The numbers of parameters of any shape, in their order.
  fileprivate func numbers(_ count: Int) throws(ResultError) -> [Double] {
    var numbers: [Double] = []
    try append(json, to: &numbers)
    guard numbers.count == count else {
      let problem = ResultError.Problem.value("of \(counted(numbers.count, "number"))", expected: "of \(count)")
      throw ResultError(file: file, member: path, problem: problem)
    }
    return numbers
  }

  private func append(_ json: JSON, to numbers: inout [Double]) throws(ResultError) {
    if let elements = json.asArray {
      for element in elements { try append(element, to: &numbers) }
    } else if let members = json.asObject {
      for member in members { try append(member.value, to: &numbers) }
    } else if let number = json.asNumber {
      numbers.append(number)
    } else {
      throw error(expected: "numbers in a list or a mapping")
    }
  }
}
