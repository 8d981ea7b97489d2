import NadirAlgorithms
import NadirEvaluation
import Testing

@Suite struct MultistartOptionTests {
  @Test func optionsThatMakeNoSenseAreNamed() {
    func message(_ multistart: ManyStarts) -> String? {
      do throws(InvalidArgument) {
        try multistart.multistart?.validate()
        return nil
      } catch {
        return error.description
      }
    }
    #expect(message(.multistart(3)) == nil)
    #expect(message(.multistart(0)) == "the number of starts is 0, but must be 1 or more")
    #expect(message(.multistart(from: [])) == "the number of starts is 0, but must be 1 or more")
    #expect(message(.multistart(3, width: 0)) == "the width of the multistart is 0, but must be 1 or more")
    #expect(
      message(.multistart(3, samples: 2)) == "the number of samples is 2, but must be 3 or more, as there are runs")
    #expect(message(.multistart(.max)) == "the number of starts is \(Int.max), but must be 1000000 at most")
    #expect(
      message(.multistart(3, samples: 10_000_001)) == "the number of samples is 10000001, but must be 10000000 at most")
    #expect(message(.multistart(3, discoveries: 0)) == "the number of discoveries is 0, but must be 1 or more")
    #expect(message(.multistart(.max)) != nil)
    #expect(message(ManyStarts(Multistart(.given([[1]]), mixing: 0.5...2))) != nil)
  }

  /// The method is that of the local runs, chosen for the problem where it is a rule.
  @Test func methodsAreThoseOfTheRuns() {
    let features = ProblemFeatures(dimension: 2, hasBounds: true, provides: .residuals)
    #expect(ManyStarts.multistart(3).algorithm(for: features) is TrustRegionReflective)
    #expect(ManyStarts.multistart(3, of: .nelderMead()).algorithm(for: features) is NelderMead)
    #expect(NelderMead().multistart == nil)
  }
}
