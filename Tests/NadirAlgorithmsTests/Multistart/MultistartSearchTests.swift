import NadirEvaluation
import Testing
import _TestSupport

@testable import NadirAlgorithms

@Suite struct MultistartSearchTests {
  /// What a run comes to is a function of its plan alone, as it is of local runs.
  private func result(of plan: LocalRunPlan) -> LocalRunResult {
    let value = plan.start[0] * plan.start[0] + 0.01 * Double(plan.run)
    var counts = Counts()
    counts.evaluations = min(plan.evaluations ?? .max, 5 + plan.run % 7)
    counts.rounds = 1 + plan.run % 5
    return LocalRunResult(
      termination: plan.run % 3 == 0 ? .stopped(.evaluations) : .converged(.value),
      best: plan.run % 4 == 0 ? nil : KnownPoint(point: [plan.start[0] / 2], value: value), counts: counts)
  }

  private func search(_ options: Multistart, evaluations: Int? = nil) -> MultistartSearch {
    let explored = (0..<30).map { i in
      let x = Double((i * 17) % 30) - 12.5
      return KnownPoint(point: [x], value: x * x)
    }
    return MultistartSearch(
      options, explored: explored, in: Box(lower: [-15], upper: [15]), evaluations: evaluations)
  }

  /// Plans are the same whether runs end one after the other or in any order that their lag allows.
  @Test(arguments: [1, 2, 5, 30], [nil, 40, 150] as [Int?])
  func plansDoNotDependOnTheOrderOfResults(width: Int, evaluations: Int?) {
    for (options, kind) in [
      (Multistart(.sampled(runs: 20, samples: 30), width: width), "all"),
      (Multistart(.sampled(runs: 20, samples: 30), width: width, discoveries: 2), "discoveries"),
    ] {
      var one = search(options, evaluations: evaluations)
      var plans: [LocalRunPlan] = []
      while let plan = one.next() {
        plans.append(plan)
        one.complete(plan.run, result(of: plan))
      }
      #expect(one.isOver)
      for seed in 0..<10 as Range<UInt64> {
        var generator = SeededGenerator(seed: seed)
        var other = search(options, evaluations: evaluations)
        var underWay: [LocalRunPlan] = []
        while !other.isOver {
          while let plan = other.next() {
            underWay.append(plan)
            guard plan.run <= plans.count else { continue }
            let same = plans[plan.run - 1]
            #expect(plan.start == same.start && plan.evaluations == same.evaluations && plan.known == same.known)
          }
          #expect(underWay.count <= width)
          // The last plan may have been that there is none.
          guard !underWay.isEmpty else { break }
          let ended = underWay.remove(at: Int(generator.next(below: UInt64(underWay.count))))
          other.complete(ended.run, result(of: ended))
        }
        #expect(
          other.isOver && other.runs == one.runs && other.rounds == one.rounds && other.best == one.best,
          "\(kind), seed \(seed)")
        #expect(other.basins.map(\.runs) == one.basins.map(\.runs) && other.hasSpentAll == one.hasSpentAll)
      }
    }
  }

  /// The starts are the best of the sample, best first, mixed with the best of the runs that ended L before.
  @Test func startsAreMixedWithTheBest() throws {
    var search = search(Multistart(.sampled(runs: 10, samples: 30), width: 3))
    let sampled = [0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 3.5, -3.5, 4.5, -4.5]
    var best: [KnownPoint] = []
    for run in 1...10 {
      // The first run of two with equal values is the one that was sampled first.
      let next = search.next()
      let plan = try #require(next)
      let known = best.prefix(max(0, run - 3)).min { $0.value < $1.value }
      let first = sampled[0]
      if run == 1 {
        #expect(abs(plan.start[0]) == first && plan.known?.point == plan.start)
      } else {
        let start = known ?? KnownPoint(point: [0.5], value: 0.25)
        let weight = min(0.995, (Double(run) / 10).squareRoot())
        let (far, near) = ((1 - weight) * abs(sampled[run - 1]), weight * start.point[0])
        let expected = [near + far, near - far, far - near, -near - far]
        #expect(expected.contains { abs($0 - plan.start[0]) < 1e-12 }, "run \(run): \(plan.start), \(expected)")
        #expect(plan.known == nil)
      }
      let found = KnownPoint(point: [0.5 - 0.01 * Double(run)], value: 0.2 - 0.001 * Double(run))
      best.append(found)
      search.complete(run, LocalRunResult(termination: .converged(.value), best: found, counts: Counts()))
    }
    let further = search.next()
    #expect(further == nil && search.isOver)
  }

  /// Weights are as published, between their bounds, and mixing with weight 0 or 1 gives the points themselves.
  @Test func weightsAreAsPublished() {
    let options = Multistart(.sampled(runs: 400, samples: 400))
    #expect(options.weight(ofRun: 1, of: 400) == 0.1)
    #expect(abs(options.weight(ofRun: 100, of: 400) - 0.5) < 1e-15)
    #expect(options.weight(ofRun: 400, of: 400) == 0.995)
    let (best, sampled) = (KnownPoint(point: [0.1, 0.7], value: 1), KnownPoint(point: [0.3, 0.2], value: 2))
    #expect(Multistart.mix(best, sampled, weight: 0) == (sampled.point, sampled))
    #expect(Multistart.mix(best, sampled, weight: 1) == (best.point, best))
    #expect(Multistart.mix(best, best, weight: 0.3) == (best.point, best))
    let mixed = Multistart.mix(best, sampled, weight: 0.25)
    #expect(mixed.known == nil && abs(mixed.point[0] - 0.25) < 1e-15 && abs(mixed.point[1] - 0.325) < 1e-15)
  }

  /// The first runs share what there is, the last one may have all that is left.
  @Test func sharesLeaveSomethingForEveryRun() {
    #expect(Multistart.share(ofRun: 1, of: 10, width: 4, left: 100) == 25)
    #expect(Multistart.share(ofRun: 2, of: 10, width: 4, left: 75) == 19)
    #expect(Multistart.share(ofRun: 9, of: 10, width: 4, left: 75) == 38)
    #expect(Multistart.share(ofRun: 10, of: 10, width: 4, left: 7) == 7)
    #expect(Multistart.share(ofRun: 1, of: 1, width: 8, left: .max) == .max)
  }

  /// Together they spend no more than there is, whatever each of them needs, and everything where all need more.
  @Test(arguments: [1, 3, 8], [1, 7, 50, 1000]) func sharesAddUpToTheBudget(width: Int, evaluations: Int) {
    for needs in [3, 1_000_000] {
      var search = search(Multistart(.sampled(runs: 12, samples: 30), width: width), evaluations: evaluations)
      var spent = 0
      while let plan = search.next() {
        var counts = Counts()
        counts.evaluations = min(plan.evaluations ?? .max, needs)
        spent += counts.evaluations
        search.complete(plan.run, LocalRunResult(termination: .stopped(.evaluations), best: nil, counts: counts))
      }
      #expect(spent <= evaluations)
      if needs > evaluations { #expect(spent == evaluations) }
      #expect(search.runs == 12 || search.hasSpentAll)
    }
  }

  /// An error ends the search with the first run that has one, whichever was told first.
  @Test func errorsEndItInTheOrderOfRuns() throws {
    var search = search(Multistart(.sampled(runs: 12, samples: 30), width: 4))
    while search.next() != nil {}
    func result(_ isError: Bool) -> LocalRunResult {
      LocalRunResult(termination: .failed(.noModel), best: nil, counts: Counts(), endsSearch: isError)
    }
    search.complete(3, result(true))
    #expect(!search.isOver)
    search.complete(2, result(true))
    search.complete(1, result(false))
    let further = search.next()
    #expect(search.isOver && search.runs == 2 && search.endedByRun && further == nil)
  }

  /// What is stopped at once has the runs that were begun.
  @Test func stoppingKeepsWhatWasBegun() throws {
    var search = search(Multistart(.sampled(runs: 12, samples: 30), width: 4))
    while search.next() != nil {}
    var counts = Counts()
    counts.rounds = 7
    search.complete(
      3, LocalRunResult(termination: .stopped(.time), best: KnownPoint(point: [0], value: -1), counts: counts))
    search.stop()
    #expect(search.isOver && search.runs == 4 && search.best?.value == -1 && search.rounds == 8)
    let further = search.next()
    #expect(search.basins.isEmpty && further == nil)
  }
}
